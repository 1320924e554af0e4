package dev.sternway.document.steps;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sternway.document.draft.Columns;
import dev.sternway.document.draft.Draft;
import dev.sternway.document.draft.Fill;
import dev.sternway.document.draft.Pairs;
import dev.sternway.document.draft.Vocabulary;
import dev.sternway.document.outline.Block;
import dev.sternway.document.outline.Block.Pair;
import dev.sternway.document.outline.Phrase;
import dev.sternway.document.outline.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Steps out of headings, lists, tables and code: what stands beside a command names it; what has no command is for people. */
public final class StepReader {
    private static final Vocabulary HEADS = Vocabulary.of(
            "name", "steps?|actions?|tasks?|checks?|what|description|activity|item",
            "command", "commands?|how|query|command ?/ ?query",
            "number", "#|no\\.?|order|nr\\.?",
            "estimate", "time|estimate|estimated( time)?|duration|expected time",
            "owner", "owner|who|role|responsible|performed by",
            "expected", "expected( result| output)?|result",
            "done", "done|ok|✓|✅|status");
    private static final Pattern RUN = Pattern.compile("(?is)(?:(?:run|execute)\\s*:?\\s*)`([^`]+)`\\s*[.:]?");
    private static final Pattern LABEL = Pattern.compile(
            "(?i)(steps|actions?|commands?|checklist|tasks?|procedure|verification|validation|verify|checks?|set aside first)\\s*:?");

    private final StepList list;
    private final Draft draft;

    StepReader(StepList list, Draft draft) {
        this.list = list;
        this.draft = draft;
    }

    /** Whether a section is one step as a rendered plan writes it. */
    public static boolean isStep(Section section) {
        return section.blocks().stream()
                .flatMap(block -> Pairs.of(block).stream())
                .anyMatch(pair -> pair.key().text().equals("Uses"));
    }

    void section(Section section) {
        if (isStep(section)) {
            new WrittenStep(draft).read(section, list);
            return;
        }
        Phrase heading = StepName.unnumbered(section.heading(), draft);
        boolean label = LABEL.matcher(heading.text().strip()).matches();
        if (label) {
            draft.understand(section.heading());
        }
        read(section.blocks(), label ? Optional.empty() : Optional.of(heading));
        section.children().forEach(this::section);
    }

    /** @param group what the steps have in common, before their own names */
    void read(List<Block> blocks, Optional<Phrase> group) {
        StepNotes notes = new StepNotes(draft);
        boolean alone = blocks.stream()
                        .filter(block -> block instanceof Block.Code || block instanceof Block.Items)
                        .count()
                == 1;
        Optional<Phrase> lead = Optional.empty();
        for (int i = 0; i < blocks.size(); i++) {
            Block block = blocks.get(i);
            if (block instanceof Block.Prose prose) {
                boolean more = i + 1 < blocks.size() && !(blocks.get(i + 1) instanceof Block.Prose);
                lead = prose(prose, more, group, notes);
            } else if (block instanceof Block.Code code) {
                code(code, name(group, lead, alone && lead.isEmpty()), notes);
                if (alone && group.isPresent()) {
                    lead.ifPresent(notes::add);
                }
                lead = Optional.empty();
            } else if (block instanceof Block.Items items) {
                items(items, group, lead, notes);
                lead = Optional.empty();
            } else if (block instanceof Block.Grid grid) {
                grid(grid, notes);
            } else if (block instanceof Block.Quote quote) {
                quote.blocks().stream()
                        .filter(Block.Prose.class::isInstance)
                        .map(it -> ((Block.Prose) it).text())
                        .forEach(notes::add);
            }
        }
        notes.end();
    }

    /** @return a sentence that introduces what follows */
    private Optional<Phrase> prose(Block.Prose prose, boolean more, Optional<Phrase> group, StepNotes notes) {
        boolean taken = notes.pairs(prose.pairs());
        Phrase said = taken ? prose.lead() : prose.text();
        if (said.text().isBlank()) {
            return Optional.empty();
        }
        if (LABEL.matcher(said.text().strip()).matches()) {
            draft.understand(said);
            return Optional.empty();
        }
        if (more) {
            return Optional.of(said);
        }
        if (group.isPresent() && !notes.hasStep()) {
            instruction(group.get(), said, notes);
        } else if (notes.hasStep()) {
            notes.add(said);
        }
        return Optional.empty();
    }

    /** The name of a command: the group's when it is the only one, else the sentence before it. */
    private static Optional<Phrase> name(Optional<Phrase> group, Optional<Phrase> lead, boolean only) {
        if (group.isEmpty() || lead.isEmpty()) {
            return group.isPresent() ? group : lead;
        }
        return Optional.of(only ? group.get() : StepName.joined(group.get(), lead.get()));
    }

    private void code(Block.Code code, Optional<Phrase> name, StepNotes notes) {
        draft.together(code.at());
        draft.understand(code.at(), code.language());
        if (Commands.isSql(code)) {
            sql(code, name, notes);
            return;
        }
        List<Commands.Command> commands = Commands.isShell(code) ? new Commands(draft).shell(code) : List.of();
        if (commands.isEmpty()) {
            Phrase text = new Phrase(code.text(), false, code.at());
            if (!code.text().isBlank()) {
                instruction(name.orElse(text), text, notes);
            }
            return;
        }
        for (Commands.Command command : commands) {
            Phrase comment = new Phrase(command.comment(), false, code.at());
            boolean named = name.isPresent() && commands.size() == 1;
            Phrase given = named ? name.get() : comment;
            if (given.text().isBlank()) {
                given = name.orElse(new Phrase(Commands.firstCommand(code.text()), false, code.at()));
            }
            Fill step = step(given, command.uses(), notes);
            step.node().set("with", command.with());
            if (named && !comment.text().isBlank() && command.uses().equals("http/request")) {
                notes.add(comment);
            }
        }
    }

    private void sql(Block.Code code, Optional<Phrase> name, StepNotes notes) {
        if (list.level().isPresent()) {
            list.script(code, Optional.empty(), draft);
            name.ifPresent(it -> draft.place(it.at(), it.text()));
            return;
        }
        Optional<ObjectNode> query = list.checks() ? new Commands(draft).query(code) : Optional.empty();
        String comment = Commands.comment(code.text());
        Phrase given = name.orElse(
                new Phrase(comment.isBlank() ? StepName.firstLine(code.text()) : comment, false, code.at()));
        Fill step = step(given, query.isPresent() ? "check/sql" : "sql/script", notes);
        ObjectNode with = query.orElseGet(() -> step.node().objectNode());
        step.node().set("with", with);
        if (query.isEmpty()) {
            with.putArray("scripts").add(draft.script(Optional.empty(), list.scripts(), code.text()));
        }
        draft.last(() -> with.put(
                "database",
                draft.object("safeguards", "backup").path("database").asText("")));
        draft.place(code.at(), query.isPresent() ? with.path("query").asText() : code.text());
        Commands.expected(code.text()).ifPresent(it -> draft.understand(code.at(), it));
    }

    private Fill step(Phrase name, String uses, StepNotes notes) {
        Fill step = list.add(draft);
        StepName.give(step, name, draft);
        step.node().put("uses", uses);
        list.activity().ifPresent(it -> step.node().put("activity", it));
        notes.begin(step);
        return step;
    }

    private void instruction(Phrase name, Phrase text, StepNotes notes) {
        Fill step = step(name, "manual/instruction", notes);
        Fill with = draft.on(step.node().putObject("with"));
        with.text("instruction", text);
        draft.last(() -> {
            if (!with.has("role")) {
                with.node().put("role", draft.object("metadata").path("lead").asText(""));
            }
        });
    }

    private void items(Block.Items items, Optional<Phrase> group, Optional<Phrase> lead, StepNotes notes) {
        if (items.items().stream()
                .allMatch(item ->
                        item.head().filter(head -> notes.knows(head.pairs())).isPresent())) {
            items.items().forEach(item -> notes.pairs(item.head().orElseThrow().pairs()));
            return;
        }
        boolean first = true;
        for (Block.Item item : items.items()) {
            item(item, group, notes);
            if (first) {
                lead.ifPresent(notes::add);
            }
            first = false;
        }
    }

    void item(Block.Item item, Optional<Phrase> group, StepNotes notes) {
        if (item.ticked().orElse(false)) {
            draft.understand(item.at(), "x");
        }
        Optional<Phrase> head =
                item.head().map(Block.Prose::text).filter(text -> !text.text().isBlank());
        if (head.isEmpty()) {
            read(item.rest(), group);
            return;
        }
        Phrase name = StepName.unnumbered(head.get(), draft);
        Optional<Phrase> whole =
                Optional.of(group.map(it -> StepName.joined(it, name)).orElse(name));
        Matcher run = RUN.matcher(head.get().text());
        boolean command = head.get().code()
                && Commands.isShell(
                        new Block.Code("", head.get().text(), head.get().at()));
        if (run.matches() || command) {
            String text = command ? head.get().text() : run.group(1);
            draft.understand(head.get().at(), command ? "" : "run execute");
            code(new Block.Code("bash", text, head.get().at()), whole, notes);
            below(item.rest(), notes);
        } else if (item.rest().stream().anyMatch(StepReader::hasCode)) {
            read(item.rest(), whole);
            notes.begin(list.last(draft));
        } else {
            instruction(whole.get(), lines(name, item.rest(), notes), notes);
        }
    }

    private void below(List<Block> rest, StepNotes notes) {
        rest.forEach(block -> texts(block).forEach(notes::add));
    }

    /** The instruction with everything that stands below it, one thing a line. */
    private Phrase lines(Phrase name, List<Block> rest, StepNotes notes) {
        List<Phrase> all = new ArrayList<>(List.of(name));
        rest.forEach(block -> all.addAll(texts(block)));
        StringBuilder text = new StringBuilder();
        all.forEach(each -> text.append(text.isEmpty() ? "" : "\n").append(each.text()));
        all.forEach(each -> draft.place(each.at(), each.text()));
        return name.with(text.toString());
    }

    private static List<Phrase> texts(Block block) {
        List<Phrase> texts = new ArrayList<>();
        if (block instanceof Block.Prose prose) {
            texts.add(prose.text());
        } else if (block instanceof Block.Items items) {
            for (Block.Item item : items.items()) {
                item.head().map(Block.Prose::text).ifPresent(text -> texts.add(text.with("- " + text.text())));
                item.rest().forEach(below -> texts.addAll(texts(below)));
            }
        } else if (block instanceof Block.Quote quote) {
            quote.blocks().forEach(below -> texts.addAll(texts(below)));
        }
        return texts;
    }

    private static boolean hasCode(Block block) {
        return block instanceof Block.Code
                || block instanceof Block.Items items
                        && items.items().stream()
                                .anyMatch(item -> item.rest().stream().anyMatch(StepReader::hasCode));
    }

    private void grid(Block.Grid grid, StepNotes notes) {
        Columns columns = Columns.of(grid, HEADS);
        if (!columns.has("name")) {
            return;
        }
        for (Columns.Row row : columns.understood(draft).rows()) {
            Optional<Phrase> name = row.get("name").or(() -> row.get("command"));
            if (name.isEmpty()) {
                continue;
            }
            row.get("number").ifPresent(draft::understand);
            Optional<Phrase> command = row.get("command");
            if (command.isPresent()) {
                String text = command.get().text().replaceAll("^`|`$", "");
                String language =
                        Commands.isSql(new Block.Code("", text, command.get().at())) ? "sql" : "bash";
                code(new Block.Code(language, text, command.get().at()), name, notes);
            } else {
                instruction(name.get(), name.get(), notes);
            }
            row.get("estimate").ifPresent(it -> notes.take("estimate", new Pair(it.with("Estimate"), it, true)));
            row.get("owner").ifPresent(it -> notes.take("owner", new Pair(it.with("Owner"), it, true)));
            row.get("expected").ifPresent(it -> notes.take("expected", new Pair(it.with("Expected"), it, true)));
            row.get("done")
                    .filter(it -> it.text().matches("[\\s☐□✓✅xX\\[\\]]*"))
                    .ifPresent(draft::understand);
        }
    }
}
