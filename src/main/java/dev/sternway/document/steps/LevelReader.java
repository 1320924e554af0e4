package dev.sternway.document.steps;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sternway.document.draft.Columns;
import dev.sternway.document.draft.Draft;
import dev.sternway.document.draft.Fill;
import dev.sternway.document.draft.Pairs;
import dev.sternway.document.draft.Spoken;
import dev.sternway.document.draft.Vocabulary;
import dev.sternway.document.outline.Block;
import dev.sternway.document.outline.Phrase;
import dev.sternway.document.outline.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One level of data rollback. */
public final class LevelReader {
    private static final Vocabulary KEYS = Vocabulary.of(
            "when", "taken when|when( to use)?|use when|used when|situation|condition",
            "estimate", "estimate|(estimated |expected )?(time|duration)|takes|timeline",
            "loses", "(expected |potential )?data loss|loses|loss",
            "restore", "restores|restore from",
            "keeps", "leaves on purpose|keeps",
            "derived", "filled by",
            "script", "script|file");
    private static final Vocabulary TABLE = Vocabulary.of(
            "level", "level|rollback level|option|type",
            "when", "when|when to use|use when|condition|situation",
            "estimate", "time|estimate|(estimated|expected) time|duration|takes",
            "loses", "(expected |potential )?data loss|loses|loss");
    private static final Vocabulary SALVAGE = Vocabulary.of("table", "table", "columns", "columns", "select", "select");
    private static final Vocabulary RESTORES = Vocabulary.of(
            "clone",
            "(the )?clone",
            "dump",
            "(the )?dump",
            "tables",
            "(only )?(the )?(damaged )?tables",
            "cheapest",
            "(the )?cheapest( way)?( that fits)?",
            "point-in-time",
            "(the )?point[- ]in[- ]time|(the )?restore point");
    private static final Pattern NAMED = Pattern.compile("(?is)^\\W*(?:level|l)\\s?([123])\\b\\W*(.*)$");
    private static final Pattern ASIDE = Pattern.compile("\\(([^()]{2,80})\\)\\s*$");

    private LevelReader() {}

    /** @param number 1 to 3 */
    public static void read(Section section, int number, Draft draft) {
        if (derived(section, number, draft)) {
            return;
        }
        Fill level = draft.fill("phases", "data", "level-" + number);
        aside(section.heading(), level);
        StepReader steps = new StepReader(list(number), draft);
        Optional<String> script = Optional.empty();
        List<Block> open = new ArrayList<>();
        for (Block block : section.blocks()) {
            Optional<String> named = Optional.empty();
            if (block instanceof Block.Code code && (script.isPresent() || Commands.isSql(code))) {
                named(code, script, number, draft);
            } else if (block instanceof Block.Grid grid
                    && Columns.of(grid, SALVAGE).has("table")) {
                salvage(Columns.of(grid, SALVAGE), level, draft);
            } else {
                List<String> scripts = new ArrayList<>();
                boolean kept = Pairs.take(
                                List.of(block),
                                KEYS,
                                draft,
                                (field, value) -> field.equals("script")
                                        ? script(value, scripts, draft)
                                        : take(field, value, level))
                        .isEmpty();
                named = scripts.stream().reduce((first, last) -> last);
                scripts.forEach(path -> addScript(level, path));
                if (!kept) {
                    open.add(block);
                }
            }
            script = named;
        }
        steps.read(open, Optional.empty());
    }

    /** A heading below a level. */
    public static void steps(Section section, int number, Draft draft) {
        new StepReader(list(number), draft).section(section);
    }

    /** One row for each level. */
    public static void table(List<Block> blocks, Draft draft) {
        for (Block block : blocks) {
            if (block instanceof Block.Grid grid && Columns.of(grid, TABLE).has("level")) {
                Columns columns = Columns.of(grid, TABLE).understood(draft);
                columns.rows().forEach(row -> row.get("level").ifPresent(said -> row(row, said, draft)));
            }
        }
    }

    private static void row(Columns.Row row, Phrase said, Draft draft) {
        Matcher named = NAMED.matcher(said.text());
        if (!named.matches()) {
            return;
        }
        Fill level = draft.fill("phases", "data", "level-" + named.group(1));
        draft.understand(said.at(), "level l quick full restore " + named.group(1));
        for (String field : List.of("when", "estimate", "loses")) {
            row.get(field).ifPresent(it -> take(field, it, level));
        }
    }

    private static boolean derived(Section section, int number, Draft draft) {
        boolean derived = section.blocks().stream()
                .flatMap(block -> Pairs.of(block).stream())
                .anyMatch(pair -> pair.key().text().equals("Filled by")
                        && pair.value().text().equals("the planner"));
        if (derived) {
            draft.object("phases", "data").put("level-" + number, "derived");
        }
        return derived;
    }

    private static StepList list(int number) {
        String level = "level-" + number;
        return new StepList(
                List.of("phases", "data", level, "steps"),
                Optional.empty(),
                "rollback/" + level,
                false,
                Optional.of(number));
    }

    /** {@code (~30 seconds)} or {@code (before step 4)} behind the level's name. */
    private static void aside(Phrase heading, Fill level) {
        Matcher aside = ASIDE.matcher(heading.text());
        if (aside.find()) {
            Phrase said = heading.with(aside.group(1));
            if (Spoken.span(said.text()).isPresent()) {
                level.duration("estimate", said);
            } else {
                level.text("when", said);
            }
        }
    }

    private static boolean take(String field, Phrase value, Fill level) {
        return switch (field) {
            case "estimate" -> level.duration(field, value);
            case "restore" -> level.word(field, value, RESTORES);
            case "keeps" -> level.names(field, value);
            case "when", "loses" -> level.text(field, value);
            default -> false;
        };
    }

    private static boolean script(Phrase path, List<String> scripts, Draft draft) {
        if (!Draft.isPath(path.text())) {
            return false;
        }
        scripts.add(path.text());
        draft.place(path.at(), path.text());
        return true;
    }

    private static void addScript(Fill level, String path) {
        level.node().withArray("scripts").add(path);
    }

    /** The text of the script that was named just before, or of a script without name. */
    private static void named(Block.Code code, Optional<String> path, int number, Draft draft) {
        if (path.isEmpty()) {
            list(number).script(code, Optional.empty(), draft);
            return;
        }
        ObjectNode level = draft.object("phases", "data", "level-" + number);
        String kept = draft.script(path, "rollback/level-" + number, code.text());
        var scripts = level.withArray("scripts");
        scripts.set(scripts.size() - 1, kept);
        draft.place(code.at(), code.text());
        draft.language(code);
    }

    private static void salvage(Columns columns, Fill level, Draft draft) {
        for (Columns.Row row : columns.understood(draft).rows()) {
            row.get("table").ifPresent(table -> {
                Fill aside = draft.on(level.node().withArray("salvage").addObject());
                aside.text("table", table);
                row.get("columns").ifPresent(it -> aside.names("columns", it));
                row.get("select").ifPresent(it -> aside.text("select", it));
            });
        }
    }
}
