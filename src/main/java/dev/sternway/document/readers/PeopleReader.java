package dev.sternway.document.readers;

import dev.sternway.document.draft.Columns;
import dev.sternway.document.draft.Draft;
import dev.sternway.document.draft.Fill;
import dev.sternway.document.draft.Roles;
import dev.sternway.document.draft.Vocabulary;
import dev.sternway.document.outline.Block;
import dev.sternway.document.outline.Block.Pair;
import dev.sternway.document.outline.Lines;
import dev.sternway.document.outline.Phrase;
import dev.sternway.document.outline.Section;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Roles, what they answer for, and whom to call. */
final class PeopleReader implements Reader {
    private static final Vocabulary ROLES = Vocabulary.of(
            "role", "roles?|function|position",
            "person", "person|people|name|names|who|assigned to|assignee|owner",
            "responsibility", "responsibilit(y|ies)|responsible for|tasks?|duties",
            "phone", "phone|phone number|telephone|mobile",
            "email", "e-?mail|e-?mail address",
            "chat", "chat|slack|teams|handle|channel");
    private static final Vocabulary CONTACTS = Vocabulary.of(
            "role", "role|team|function|contact type|type|who",
            "name", "name|person|contact|contact name",
            "phone", "phone|phone number|telephone|mobile|number",
            "email", "e-?mail|e-?mail address|mail",
            "chat", "chat|slack|teams|handle|channel|pager",
            "note", "notes?|hours|when( to call)?|availability|remarks?|escalation");
    private static final Pattern MAIL = Pattern.compile("[\\w.+-]+@[\\w-]+(\\.[\\w-]+)+");
    private static final Pattern PHONE = Pattern.compile("\\+?[(\\d][\\d ()./-]{5,20}\\d");
    private static final Phrase NOBODY = new Phrase("", false, Lines.of(1));
    private static final Pattern TASK = Pattern.compile("(.+?)\\s+(?:–|—|-)\\s+(.+)");

    @Override
    public void read(Section section, Topic topic, Draft draft) {
        for (Block block : section.blocks()) {
            if (block instanceof Block.Grid grid) {
                if (topic == Topic.CONTACTS) {
                    contacts(Columns.of(grid, CONTACTS), draft);
                } else {
                    roles(Columns.of(grid, ROLES), draft);
                }
            } else {
                for (Pair pair : dev.sternway.document.draft.Pairs.of(block)) {
                    pair(pair, topic, draft);
                }
            }
        }
    }

    private static void roles(Columns columns, Draft draft) {
        if (!columns.has("role") || !columns.has("person") && !columns.has("responsibility")) {
            return;
        }
        for (Columns.Row row : columns.understood(draft).rows()) {
            Phrase title = row.get("role").orElse(NOBODY);
            String role = Roles.role(title.text(), title, draft);
            if (role.isEmpty()) {
                continue;
            }
            draft.place(title.at(), role);
            row.get("person").ifPresent(person -> people(role, person, draft));
            if (columns.has("person") && row.get("person").isEmpty()) {
                draft.list("roles", role);
            }
            responsibility(role, row.get("responsibility"), columns.has("person"), draft);
            if (row.get("phone")
                    .or(() -> row.get("email"))
                    .or(() -> row.get("chat"))
                    .isPresent()) {
                Fill contact = draft.add("contacts");
                contact.text("role", title);
                contact.text("name", row.get("person").orElse(title));
                for (String field : List.of("phone", "email", "chat")) {
                    row.get(field).ifPresent(it -> contact.text(field, it));
                }
            }
        }
    }

    private static void responsibility(String role, Optional<Phrase> text, boolean withPeople, Draft draft) {
        if (text.isPresent()) {
            draft.addText(text.get(), "responsibilities", role);
        } else if (!withPeople) {
            draft.list("responsibilities", role);
        }
    }

    private static void people(String role, Phrase said, Draft draft) {
        List<String> names =
                draft.rendering() ? List.of(said.text()) : List.of(said.text().split("\\s*[,;]\\s*"));
        names.forEach(name -> Roles.add(role, name, draft));
        draft.place(said.at(), names.get(0));
        names.forEach(name -> draft.place(said.at(), name));
    }

    private static void contacts(Columns columns, Draft draft) {
        if (!columns.has("name") && !columns.has("role")) {
            return;
        }
        for (Columns.Row row : columns.understood(draft).rows()) {
            Optional<Phrase> role = row.get("role").or(() -> row.get("name"));
            role.ifPresent(it -> {
                Fill contact = draft.add("contacts");
                contact.text("role", it);
                contact.text("name", row.get("name").orElse(it));
                for (String field : List.of("phone", "email", "chat", "note")) {
                    row.get(field).ifPresent(text -> contact.text(field, text));
                }
            });
        }
    }

    /** {@code **DBA**: Ivan Petrov – restores backups}, {@code **On-call**: Olga, +1 555 0100}. */
    private static void pair(Pair pair, Topic topic, Draft draft) {
        String text = pair.value().text();
        String role = Roles.role(pair.key().text(), pair.key(), draft);
        if (!pair.bold() || text.isBlank() || role.isEmpty()) {
            return;
        }
        boolean reachable = PHONE.matcher(text).find() || MAIL.matcher(text).find();
        if (topic == Topic.CONTACTS || topic == Topic.ROLES && reachable) {
            contact(pair, draft);
        } else if (topic == Topic.RESPONSIBILITIES) {
            draft.addText(pair.value(), "responsibilities", role);
            draft.place(pair.key().at(), role);
        } else {
            Matcher task = TASK.matcher(text);
            boolean both = task.matches();
            people(role, pair.value().with(both ? task.group(1) : text), draft);
            if (both) {
                draft.addText(pair.value().with(task.group(2)), "responsibilities", role);
            }
            draft.place(pair.key().at(), role);
        }
    }

    private static void contact(Pair pair, Draft draft) {
        Fill contact = draft.add("contacts");
        contact.text("role", pair.key());
        String text = pair.value().text();
        Matcher mail = MAIL.matcher(text);
        if (mail.find()) {
            contact.text("email", pair.value().with(mail.group()));
        }
        Matcher phone = PHONE.matcher(text);
        if (phone.find()) {
            contact.text("phone", pair.value().with(phone.group()));
        }
        String rest = PHONE.matcher(MAIL.matcher(text).replaceFirst("")).replaceFirst("");
        String name = rest.replaceAll("[\\s,;|/()<>–—-]+$|^[\\s,;|/()<>–—-]+", "");
        contact.text("name", name.isBlank() ? pair.key() : pair.value().with(name));
    }
}
