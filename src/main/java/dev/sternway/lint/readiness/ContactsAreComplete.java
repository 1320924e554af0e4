package dev.sternway.lint.readiness;

import dev.sternway.lint.PlanUnderReview;
import dev.sternway.lint.Rule;
import dev.sternway.plan.Plan.Contact;
import dev.sternway.plan.yaml.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** SW-0225: somebody who is needed at night is no contact. SW-0229: a contact cannot be reached. */
final class ContactsAreComplete implements Rule {
    /** Who is needed, known by the role's words. */
    private enum Needed {
        ON_CALL("on-call", "on.?call|primary|bereitschaft"),
        DEVOPS("devops", "dev.?ops|\\bsre\\b|platform|system.?admin|infrastructure"),
        DATABASE("database", "database|\\bdba?\\b"),
        SECURITY("security", "security|\\bciso\\b");

        private final String words;
        private final Pattern known;

        Needed(String words, String known) {
            this.words = words;
            this.known = Pattern.compile(known, Pattern.CASE_INSENSITIVE);
        }

        boolean in(List<Contact> contacts) {
            return contacts.stream()
                    .anyMatch(it -> known.matcher(it.role() + " " + it.name()).find());
        }
    }

    @Override
    public List<Finding> check(PlanUnderReview review) {
        List<Contact> contacts = review.plan().contacts();
        List<Finding> findings = new ArrayList<>();
        for (Needed needed : Needed.values()) {
            if (!contacts.isEmpty() && !needed.in(contacts)) {
                findings.add(review.warning(
                        "/contacts",
                        "SW-0225",
                        "There is no contact for " + needed.words,
                        "Add who is called at night: {role: " + needed.words + ", name: …, phone: …}"));
            }
        }
        for (int i = 0; i < contacts.size(); i++) {
            Contact contact = contacts.get(i);
            if (contact.phone().isEmpty()
                    && contact.email().isEmpty()
                    && contact.chat().isEmpty()) {
                findings.add(review.warning(
                        "/contacts/" + i,
                        "SW-0229",
                        contact.name() + " cannot be reached",
                        "Add phone, email or chat"));
            }
        }
        return findings;
    }
}
