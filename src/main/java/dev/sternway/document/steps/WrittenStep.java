package dev.sternway.document.steps;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sternway.document.draft.Draft;
import dev.sternway.document.draft.Fill;
import dev.sternway.document.draft.Pairs;
import dev.sternway.document.draft.Vocabulary;
import dev.sternway.document.outline.Block;
import dev.sternway.document.outline.Phrase;
import dev.sternway.document.outline.Section;
import dev.sternway.plan.yaml.PlanMapper;
import dev.sternway.plan.yaml.PlanYaml;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One step as a rendered plan writes it: every input is there letter by letter. */
final class WrittenStep {
    private static final Pattern NUMBER = Pattern.compile("(?s)(\\d+(?:\\.\\d+){1,3}) (.*)");
    private static final Vocabulary KEYS = Vocabulary.of(
            "uses",
            "uses",
            "activity",
            "activity",
            "estimate",
            "estimate",
            "attempts",
            "attempts",
            "back-off",
            "back-off",
            "notes",
            "notes",
            "script",
            "script",
            "after",
            "after",
            "stable-stop",
            "stable stop",
            "undo",
            "undo");

    private final Draft draft;
    private Optional<String> script = Optional.empty();

    WrittenStep(Draft draft) {
        this.draft = draft;
    }

    void read(Section section, StepList list) {
        Fill step = list.add(draft);
        Matcher number = NUMBER.matcher(section.heading().text());
        boolean numbered = number.matches();
        if (numbered) {
            draft.understand(section.heading().at(), number.group(1));
        }
        step.text("name", numbered ? section.heading().with(number.group(2)) : section.heading());
        ObjectNode with = PlanMapper.json().createObjectNode();
        for (Block block : section.blocks()) {
            if (block instanceof Block.Code code) {
                code(code, step, with);
            } else {
                script = Optional.empty();
                Pairs.take(List.of(block), KEYS, draft, (field, value) -> take(field, value, step));
            }
        }
        if (!with.isEmpty()) {
            step.node().set("with", with);
        }
    }

    private boolean take(String field, Phrase value, Fill step) {
        return switch (field) {
            case "estimate" -> step.duration(field, value);
            case "after" -> step.names(field, value);
            case "undo" -> {
                draft.understand(value);
                yield true;
            }
            case "attempts", "back-off" -> {
                Fill retry = draft.on(step.node().withObject("/retry"));
                yield field.equals("attempts") ? retry.number(field, value) : retry.duration(field, value);
            }
            case "script" -> {
                script = Optional.of(value.text()).filter(Draft::isPath);
                script.ifPresent(path -> draft.place(value.at(), path));
                yield script.isPresent();
            }
            default -> step.text(field, value);
        };
    }

    private void code(Block.Code code, Fill step, ObjectNode with) {
        draft.language(code);
        String uses = step.node().path("uses").asText();
        if (script.isPresent()) {
            draft.script(script, "scripts/unnamed", code.text());
            script = Optional.empty();
            draft.place(code.at(), code.text());
        } else if (code.language().equals("yaml")) {
            yaml(code, step, with);
        } else if (uses.equals("command/run") && !with.has("argv")) {
            command(code, with);
        } else if (uses.equals("check/sql") && code.language().equals("sql") && !with.has("query")) {
            text(code, "query", with);
        } else if (uses.equals("manual/instruction") && code.language().equals("text") && !with.has("instruction")) {
            text(code, "instruction", with);
        }
    }

    private void command(Block.Code code, ObjectNode with) {
        switch (code.language()) {
            case "sh" -> {
                with.putArray("argv").add(code.text());
                with.put("shell", true);
                draft.place(code.at(), code.text());
            }
            case "bash" -> {
                with.putArray("argv").add("bash").add("-ec").add(code.text());
                draft.place(code.at(), code.text());
            }
            case "command" -> {
                List.of(code.text().split(" ", -1)).forEach(with.putArray("argv")::add);
                draft.place(code.at(), code.text());
                List.of(code.text().split(" ", -1)).forEach(word -> draft.place(code.at(), word));
            }
            default -> {}
        }
    }

    private void text(Block.Code code, String field, ObjectNode with) {
        with.put(field, code.text());
        draft.place(code.at(), code.text());
    }

    private void yaml(Block.Code code, Fill step, ObjectNode with) {
        Optional<JsonNode> read = PlanYaml.read(code.text() + "\n");
        if (read.isPresent() && read.get() instanceof ObjectNode object) {
            with.setAll(object);
        } else if (read.isPresent()) {
            step.node().set("with", read.get());
        }
        read.ifPresent(values -> draft.place(code.at(), values));
    }
}
