package dev.sternway.document.steps;

import dev.sternway.document.draft.Columns;
import dev.sternway.document.draft.Draft;
import dev.sternway.document.draft.HeadingWords;
import dev.sternway.document.draft.Pairs;
import dev.sternway.document.draft.Vocabulary;
import dev.sternway.document.outline.Block;
import dev.sternway.document.outline.Block.Pair;
import dev.sternway.document.outline.Phrase;
import dev.sternway.document.outline.Section;
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
    private final CodeSteps steps;

    StepReader(StepList list, Draft draft) {
        this.list = list;
        this.draft = draft;
        this.steps = new CodeSteps(list, draft);
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
        read(section.blocks(), group(section.heading()));
        section.children().forEach(this::section);
    }

    /** The heading as the name of what stands under it, unless it only says that steps follow. */
    Optional<Phrase> group(Phrase heading) {
        Phrase name = StepName.unnumbered(heading, draft);
        if (LABEL.matcher(name.text().strip()).matches()) {
            HeadingWords.understand(heading, draft);
            draft.understand(name);
            return Optional.empty();
        }
        return Optional.of(name);
    }

    /** @param group what the steps have in common, before their own names */
    void read(List<Block> blocks, Optional<Phrase> group) {
        StepNotes notes = new StepNotes(draft);
        boolean alone = blocks.stream()
                        .filter(block -> !(block instanceof Block.Prose || block instanceof Block.Quote))
                        .count()
                == 1;
        Optional<Phrase> lead = Optional.empty();
        for (int i = 0; i < blocks.size(); i++) {
            Block block = blocks.get(i);
            if (block instanceof Block.Prose prose) {
                boolean more = i + 1 < blocks.size() && !(blocks.get(i + 1) instanceof Block.Prose);
                lead = prose(prose, more, group, notes);
                continue;
            }
            if (block instanceof Block.Code code) {
                boolean only = alone && group.isPresent();
                steps.code(code, only ? group : name(group, lead), notes);
                if (only) {
                    lead.ifPresent(notes::add);
                }
            } else if (block instanceof Block.Items items) {
                items(items, group, lead, notes);
            } else if (block instanceof Block.Grid grid) {
                grid(grid, group, notes);
            } else if (block instanceof Block.Quote) {
                StepTexts.of(block).forEach(notes::add);
            }
            lead = Optional.empty();
        }
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
        } else if (more) {
            return Optional.of(said);
        } else if (group.isPresent() && !notes.hasStep()) {
            steps.instruction(group.get(), said, notes);
        } else if (notes.hasStep()) {
            notes.add(said);
        }
        return Optional.empty();
    }

    private Optional<Phrase> name(Optional<Phrase> group, Optional<Phrase> lead) {
        if (group.isEmpty() || lead.isEmpty()) {
            return group.isPresent() ? group : lead;
        }
        return Optional.of(StepName.joined(group.get(), lead.get(), draft));
    }

    private void items(Block.Items items, Optional<Phrase> group, Optional<Phrase> lead, StepNotes notes) {
        boolean pairs = items.items().stream()
                .allMatch(item ->
                        item.head().filter(head -> notes.knows(head.pairs())).isPresent());
        if (pairs) {
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
        Optional<Phrase> head =
                item.head().map(Block.Prose::text).filter(text -> !text.text().isBlank());
        if (head.isEmpty()) {
            read(item.rest(), group);
            return;
        }
        Phrase name = StepName.unnumbered(head.get(), draft);
        Optional<Phrase> whole = name(group, Optional.of(name));
        Matcher run = RUN.matcher(head.get().text());
        boolean command = head.get().code()
                && Commands.isShell(
                        new Block.Code("", head.get().text(), head.get().at()));
        if (run.matches() || command) {
            String text = command ? head.get().text() : run.group(1);
            draft.understand(head.get().at(), command ? "" : "run execute");
            steps.code(new Block.Code("bash", text, head.get().at()), whole, notes);
            item.rest().forEach(block -> StepTexts.of(block).forEach(notes::add));
        } else if (item.rest().stream().anyMatch(StepTexts::hasCode)) {
            read(item.rest(), whole);
            notes.begin(list.last(draft));
        } else {
            steps.instruction(whole.orElse(name), StepTexts.lines(name, item.rest(), draft), notes);
        }
    }

    private void grid(Block.Grid grid, Optional<Phrase> group, StepNotes notes) {
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
            Optional<Phrase> whole = name(group, name);
            if (command.isPresent()) {
                String text = command.get().text().replaceAll("^`|`$", "");
                String language =
                        Commands.isSql(new Block.Code("", text, command.get().at())) ? "sql" : "bash";
                steps.code(new Block.Code(language, text, command.get().at()), whole, notes);
            } else {
                steps.instruction(whole.orElseThrow(), name.get(), notes);
            }
            for (String field : List.of("estimate", "owner", "expected")) {
                row.get(field).ifPresent(it -> notes.take(field, new Pair(it.with(capital(field)), it, true)));
            }
            row.get("done")
                    .filter(it -> it.text().matches("[\\s☐□✓✅xX\\[\\]]*"))
                    .ifPresent(draft::understand);
        }
    }

    private static String capital(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }
}
