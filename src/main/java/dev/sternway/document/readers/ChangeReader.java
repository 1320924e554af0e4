package dev.sternway.document.readers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sternway.document.draft.Columns;
import dev.sternway.document.draft.Draft;
import dev.sternway.document.draft.Fill;
import dev.sternway.document.draft.Spoken;
import dev.sternway.document.draft.Vocabulary;
import dev.sternway.document.outline.Block;
import dev.sternway.document.outline.Phrase;
import dev.sternway.document.outline.Section;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the release changes, its flags, and what steps act on. */
final class ChangeReader implements Reader {
    private static final Vocabulary HEADS = Vocabulary.of(
            "id", "id|#|no\\.?|change id|ref(erence)?",
            "title", "changes?|title|description|what|change description",
            "date", "date|when",
            "by", "by|author|made by|who|owner|developer",
            "database", "database|db",
            "migrations", "migrations?|scripts?|files?|migration scripts?",
            "point-of-no-return", "point of no return",
            "class", "class|classification|type|category|kind",
            "method", "method|rollback method",
            "rollback", "rollback possible|reversible|rollback|can be rolled back|rollback\\?",
            "complexity", "complexity",
            "steps", "steps|rollback steps|number of steps",
            "status", "status|state",
            "step", "step");
    private static final Vocabulary CLASSES = Vocabulary.of(
            "safe", "safe|additive|additive \\(safe\\)|safe \\(additive\\)",
            "dangerous", "dangerous|destructive|destructive \\(dangerous\\)|dangerous \\(destructive\\)",
            "needs-data-migration", "needs[- ]data[- ]migration|rename|transformation|data migration",
            "expand-contract", "expand[-– ]contract|expand (and|&) contract");
    private static final Vocabulary METHODS = Vocabulary.of(
            "manual", "manual",
            "automated", "automated|automatic",
            "script", "script(ed)?|sql script|migration script",
            "git-revert", "git[- ]revert|revert");
    private static final Vocabulary STATES =
            Vocabulary.of("planned", "planned", "released", "released|deployed|live", "rolled-back", "rolled[- ]back");
    private static final Vocabulary FLAGS = Vocabulary.of(
            "name", "flags?|feature flag|name|toggle", "target", "target|provider", "segments", "segments?|rollout");
    private static final Vocabulary TARGETS = Vocabulary.of(
            "name", "target|name|system|service|component",
            "type", "type|kind",
            "url", "url|address|endpoint",
            "user", "user|log-?in",
            "password", "password",
            "token", "token",
            "health", "health|health (check|endpoint|path)",
            "directory", "directory|folder|path",
            "variables", "variables|environment variables");
    private static final Vocabulary TYPES = Vocabulary.of(
            "postgresql",
            "postgres(ql)?",
            "mariadb",
            "mariadb",
            "service",
            "service|api|backend",
            "front-end",
            "front-?end",
            "host",
            "host|server|vm",
            "flags",
            "flags|feature flags",
            "cluster",
            "cluster|kubernetes",
            "mail",
            "mail|smtp",
            "pgbouncer",
            "pgbouncer",
            "git",
            "git|(git )?repository",
            "ssh",
            "ssh|machines");
    private static final Pattern NO_BECAUSE =
            Pattern.compile("(?is)(yes|no)(?:\\s*(?::|–|—|-|,|;|because)\\s*|\\s*\\()(.+?)\\)?");
    private static final Pattern AFTER_STEP = Pattern.compile("(?i)(?:after )?step (\\d{1,3})");

    @Override
    public void read(Section section, Topic topic, Draft draft) {
        for (Block block : section.blocks()) {
            if (block instanceof Block.Grid grid) {
                switch (topic) {
                    case FLAGS -> flags(Columns.of(grid, FLAGS), draft);
                    case TARGETS -> targets(Columns.of(grid, TARGETS), draft);
                    default -> changes(Columns.of(grid, HEADS), draft);
                }
            } else if (block instanceof Block.Items items) {
                ListReader.items(
                        items,
                        item -> item.head()
                                .map(Block.Prose::text)
                                .filter(text -> !text.text().isBlank() && topic != Topic.TARGETS)
                                .ifPresent(text -> item(text, topic, draft)));
            }
        }
    }

    private static void item(Phrase text, Topic topic, Draft draft) {
        if (topic == Topic.FLAGS) {
            draft.add("flags").text("name", text);
            return;
        }
        Matcher named = Pattern.compile("(C\\d{3})\\s*[:–—-]\\s*(\\S.*)").matcher(text.text());
        boolean id = named.matches();
        Fill change = change(id ? text.with(named.group(1)) : text.with(""), draft);
        change.text("title", id ? text.with(named.group(2)) : text);
    }

    private static void changes(Columns columns, Draft draft) {
        if (!columns.has("title") && !columns.has("id")) {
            return;
        }
        for (Columns.Row row : columns.understood(draft).rows()) {
            if (!row.isBlank()) {
                change(
                        row,
                        change(
                                row.get("id").orElse(new Phrase("", false, dev.sternway.document.outline.Lines.of(1))),
                                draft),
                        draft);
            }
        }
    }

    /** The change of that id, or the next one. */
    private static Fill change(Phrase id, Draft draft) {
        if (!id.text().isBlank()) {
            for (JsonNode there : draft.list("changes")) {
                if (there.path("id").asText().equals(id.text())) {
                    draft.place(id.at(), id.text());
                    return draft.on((ObjectNode) there);
                }
            }
        }
        Fill change = draft.add("changes");
        if (!change.text("id", id)) {
            change.node()
                    .put(
                            "id",
                            String.format(
                                    Locale.ROOT, "C%03d", draft.list("changes").size()));
        }
        return change;
    }

    private static void change(Columns.Row row, Fill change, Draft draft) {
        row.get("title").ifPresent(it -> change.text("title", it));
        row.get("date").ifPresent(it -> change.date("date", it));
        row.get("by").ifPresent(it -> change.text("by", it));
        row.get("database").ifPresent(it -> change.text("database", it));
        row.get("migrations").ifPresent(it -> migrations(it, change, draft));
        row.get("point-of-no-return").ifPresent(it -> pointOfNoReturn(it, change, draft));
        row.get("class").ifPresent(it -> change.word("class", it, CLASSES));
        row.get("method").ifPresent(it -> change.word("method", it, METHODS));
        row.get("rollback").ifPresent(it -> reversible(it, change, draft));
        row.get("steps").ifPresent(it -> change.number("steps", it));
        row.get("step").ifPresent(draft::understand);
        row.get("status").ifPresent(it -> change.word("status", it, STATES));
        row.get("complexity").ifPresent(it -> draft.later(() -> complexity(it, change, draft)));
    }

    private static void migrations(Phrase said, Fill change, Draft draft) {
        var list = change.node().withArray("migrations");
        change.names(said).forEach(list::add);
        draft.place(said.at(), list);
    }

    private static void pointOfNoReturn(Phrase said, Fill change, Draft draft) {
        Matcher step = AFTER_STEP.matcher(said.text().strip());
        if (step.matches()) {
            change.number("point-of-no-return", said.with(step.group(1)));
            draft.understand(said);
        } else {
            change.number("point-of-no-return", said);
        }
    }

    private static void reversible(Phrase said, Fill change, Draft draft) {
        Fill rollback = draft.on(change.node().withObject("/rollback"));
        Matcher because = NO_BECAUSE.matcher(said.text());
        if (because.matches()) {
            rollback.yesNo("possible", said.with(because.group(1)));
            rollback.text("because", said.with(because.group(2)));
        } else if (!rollback.yesNo("possible", said) && !rollback.has("possible")) {
            change.node().remove("rollback");
        }
    }

    /** It is computed; a document that says the same is understood. */
    private static void complexity(Phrase said, Fill change, Draft draft) {
        int count = change.node()
                .path("steps")
                .asInt(Math.max(1, change.node().path("migrations").size()));
        String computed = count <= 2 ? "simple" : count <= 5 ? "moderate" : count <= 10 ? "complex" : "very complex";
        if (Optional.of(said.text().strip().toLowerCase(Locale.ROOT))
                .filter(computed::equals)
                .isPresent()) {
            draft.understand(said);
        }
    }

    private static void flags(Columns columns, Draft draft) {
        if (!columns.has("name")) {
            return;
        }
        for (Columns.Row row : columns.understood(draft).rows()) {
            row.get("name").ifPresent(name -> {
                Fill flag = draft.add("flags");
                flag.text("name", name);
                row.get("target").ifPresent(it -> flag.text("target", it));
                row.get("segments").ifPresent(it -> flag.names("segments", it));
            });
        }
    }

    private static void targets(Columns columns, Draft draft) {
        if (!columns.has("name", "type")) {
            return;
        }
        for (Columns.Row row : columns.understood(draft).rows()) {
            Optional<Phrase> name = row.get("name")
                    .filter(it -> row.get("type")
                            .flatMap(type -> TYPES.of(type.text()))
                            .isPresent());
            name.ifPresent(it -> {
                String key = draft.rendering() || it.code() ? it.text() : Spoken.slug(it.text());
                if (key.isEmpty()) {
                    return;
                }
                draft.place(it.at(), key);
                target(row, draft.fill("targets", key), draft);
            });
        }
    }

    private static void target(Columns.Row row, Fill target, Draft draft) {
        row.get("type").ifPresent(it -> target.word("type", it, TYPES));
        for (String field : new String[] {"url", "user", "health", "directory"}) {
            row.get(field).ifPresent(it -> target.text(field, it));
        }
        for (String field : new String[] {"password", "token"}) {
            row.get(field).filter(it -> it.text().startsWith("secret:")).ifPresent(it -> {
                target.node().putObject(field).put("secret", it.text().substring("secret:".length()));
                draft.understand(it);
            });
        }
        row.get("variables").ifPresent(it -> target.yaml("variables", it));
    }
}
