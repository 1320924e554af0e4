package dev.sternway.document.steps;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sternway.document.draft.Draft;
import dev.sternway.document.draft.Fill;
import dev.sternway.document.draft.Roles;
import dev.sternway.document.draft.Vocabulary;
import dev.sternway.document.outline.Block.Pair;
import dev.sternway.document.outline.Phrase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a document says about a step besides its command; it belongs to the step before, or else to the next one. */
final class StepNotes {
    private static final Vocabulary KEYS = Vocabulary.of(
            "estimate", "(estimated |expected )?(time|duration)|estimate|takes|timeline",
            "owner", "owner|who|responsible|performed by|executed by|role",
            "expected", "expected( result| output| outcome)?|expect|success",
            "note",
                    "notes?|warning|important|caution|verification|verify|validation|if (it|this) fails|on failure|fallback|purpose|why|impact|scope|risk");

    private final Draft draft;
    private final List<Pair> waiting = new ArrayList<>();
    private Optional<Fill> step = Optional.empty();

    StepNotes(Draft draft) {
        this.draft = draft;
    }

    boolean hasStep() {
        return step.isPresent();
    }

    boolean knows(List<Pair> pairs) {
        return !pairs.isEmpty()
                && pairs.stream().allMatch(pair -> KEYS.of(pair.key().text()).isPresent());
    }

    void begin(Fill begun) {
        step = Optional.of(begun);
        List<Pair> held = List.copyOf(waiting);
        waiting.clear();
        held.forEach(pair -> KEYS.of(pair.key().text()).ifPresent(field -> take(field, pair)));
    }

    void begin(Optional<Fill> begun) {
        begun.ifPresent(this::begin);
    }

    /** @return whether there were pairs, and all of them are about steps */
    boolean pairs(List<Pair> pairs) {
        if (!knows(pairs)) {
            return false;
        }
        pairs.forEach(pair -> KEYS.of(pair.key().text()).ifPresent(field -> take(field, pair)));
        return true;
    }

    void take(String field, Pair pair) {
        if (step.isEmpty()) {
            waiting.add(pair);
            return;
        }
        Fill fill = step.get();
        Phrase value = pair.value();
        boolean done = switch (field) {
            case "estimate" -> fill.duration("estimate", value);
            case "owner" -> owner(fill, value);
            default -> false;
        };
        if (!done) {
            if (field.equals("expected")) {
                expected(fill, value);
            }
            add(value.with(pair.key().text() + ": " + value.text()));
        }
        draft.understand(pair.key());
    }

    private boolean owner(Fill fill, Phrase value) {
        if (!fill.node().path("uses").asText().equals("manual/instruction")) {
            return false;
        }
        ObjectNode with = (ObjectNode) fill.node().get("with");
        return !with.has("role") && Roles.someone(draft.on(with), "role", value, draft);
    }

    /** A status or value that the document names is what the executor must find. */
    private static void expected(Fill fill, Phrase value) {
        String uses = fill.node().path("uses").asText();
        if (!(fill.node().get("with") instanceof ObjectNode with)) {
            return;
        }
        String text = value.text().strip();
        if (uses.equals("check/sql") && !with.has("expect") && text.matches("-?\\w+")) {
            with.put("expect", text);
        } else if (uses.equals("http/request") && text.matches("(?i)(http )?[1-5]\\d\\d")) {
            with.withObject("/expect").putArray("status").add(Integer.parseInt(text.replaceAll("\\D", "")));
        }
    }

    /** One more line of the step's notes. */
    void add(Phrase note) {
        if (step.isEmpty() || note.text().isBlank()) {
            return;
        }
        ObjectNode node = step.get().node();
        String before = node.path("notes").asText("");
        node.put("notes", before.isEmpty() ? note.text() : before + "\n" + note.text());
        draft.place(note.at(), note.text());
    }
}
