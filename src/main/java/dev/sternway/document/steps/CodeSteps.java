package dev.sternway.document.steps;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sternway.document.draft.Draft;
import dev.sternway.document.draft.Fill;
import dev.sternway.document.outline.Block;
import dev.sternway.document.outline.Phrase;
import java.util.List;
import java.util.Optional;

/** Makes steps of code and of sentences, at the end of a list. */
final class CodeSteps {
    private final StepList list;
    private final Draft draft;

    CodeSteps(StepList list, Draft draft) {
        this.list = list;
        this.draft = draft;
    }

    /** @param name what the document calls it; without one its comment, or its first line */
    void code(Block.Code code, Optional<Phrase> name, StepNotes notes) {
        draft.language(code);
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
            boolean said = !command.comment().isBlank();
            Phrase first = new Phrase(command.shortly(), false, code.at());
            Phrase own = said ? comment : first;
            boolean several = commands.size() > 1;
            Phrase given = name.map(it -> several && said ? StepName.joined(it, comment, draft) : it)
                    .orElse(own);
            step(given, command.uses(), notes).node().set("with", command.with());
            if (!several && name.isPresent() && said && command.uses().equals("http/request")) {
                notes.add(comment);
            }
        }
    }

    private void sql(Block.Code code, Optional<Phrase> name, StepNotes notes) {
        if (list.level().isPresent()) {
            list.script(code, Optional.empty(), draft);
            return;
        }
        Optional<ObjectNode> query = list.checks() ? new Commands(draft).query(code) : Optional.empty();
        String comment = Commands.comment(code.text());
        Phrase own = new Phrase(comment.isBlank() ? StepName.firstLine(code.text()) : comment, false, code.at());
        Fill step = step(name.orElse(own), query.isPresent() ? "check/sql" : "sql/script", notes);
        ObjectNode with = query.orElseGet(() -> step.node().objectNode());
        step.node().set("with", with);
        if (query.isEmpty()) {
            with.putArray("scripts").add(draft.script(Optional.empty(), list.scripts(), code.text()));
        }
        draft.last(() -> {
            with.put(
                    "database",
                    draft.object("safeguards", "backup").path("database").asText(""));
            if (query.isPresent() && !with.has("expect")) {
                with.put("expect", "<expected answer>");
            }
        });
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

    /** Something for people. */
    void instruction(Phrase name, Phrase text, StepNotes notes) {
        Fill step = step(name, "manual/instruction", notes);
        Fill with = draft.on(step.node().putObject("with"));
        with.text("instruction", text);
        draft.last(() -> {
            if (!with.has("role")) {
                with.node().put("role", draft.object("metadata").path("lead").asText(""));
            }
        });
    }
}
