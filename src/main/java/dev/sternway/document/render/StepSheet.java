package dev.sternway.document.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sternway.document.Markdown;
import dev.sternway.plan.Step;
import dev.sternway.plan.yaml.PlanYaml;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** One step: who or what does it, its command or instruction in full, its other inputs. */
final class StepSheet {
    private static final Pattern WORD = Pattern.compile("[\\w@%+=:,./{}\\[\\]^~-]+");

    private final Sheet sheet;
    private final Function<String, Optional<String>> files;
    private final Function<Step, String> undo;

    /** @param undo what becomes of a step when its phase is taken back, in words; empty when nobody knows */
    StepSheet(Sheet sheet, Function<String, Optional<String>> files, Function<Step, String> undo) {
        this.undo = undo;
        this.sheet = sheet;
        this.files = files;
    }

    void write(int level, String number, Step step) {
        sheet.heading(level, number + " " + Words.text(step.name()));
        boolean usual = step.retry().equals(Step.Retry.USUAL);
        sheet.inline(
                "Uses", Words.code(step.uses()),
                "Activity",
                        step.activity().map(it -> "`" + Words.word(it) + "`").orElse(""),
                "Estimate", Words.duration(step.estimate()),
                "Attempts", usual ? "" : String.valueOf(step.retry().attempts()),
                "Back-off",
                        usual || step.retry().backOff() == null
                                ? ""
                                : Words.duration(step.retry().backOff()),
                "After", Words.codes(step.after()));
        sheet.inline("Stable stop", Words.text(step.stableStop()), "Undo", undo.apply(step));
        sheet.inline("Notes", Words.text(step.notes()));
        inputs(step);
    }

    private void inputs(Step step) {
        if (!(step.with() instanceof ObjectNode with)) {
            sheet.code("yaml", PlanYaml.write(step.with()));
            return;
        }
        ObjectNode rest = with.deepCopy();
        String shown = switch (step.uses()) {
            case "command/run" -> command(rest);
            case "check/sql" -> block(rest, "query", "sql");
            case "manual/instruction" -> block(rest, "instruction", "text");
            default -> "";
        };
        if (shown.isEmpty()) {
            rest = with;
        }
        if (!rest.isEmpty()) {
            sheet.code("yaml", PlanYaml.write(rest));
        }
        for (JsonNode script : with.path("scripts")) {
            script(script.asText());
        }
    }

    void script(String path) {
        sheet.inline("Script", Words.code(path));
        files.apply(path).ifPresent(text -> sheet.code("sql", text));
    }

    /** Shows a field in a block of its own and takes it away. @return the language, empty when it stays where it is */
    private String block(ObjectNode with, String field, String language) {
        JsonNode text = with.path(field);
        if (!text.isTextual() || !clean(text.asText())) {
            return "";
        }
        with.remove(field);
        sheet.code(language, text.asText());
        return language;
    }

    private String command(ObjectNode with) {
        List<String> argv = new ArrayList<>();
        for (JsonNode word : with.path("argv")) {
            if (!word.isTextual()) {
                return "";
            }
            argv.add(word.asText());
        }
        boolean clean = !argv.isEmpty() && argv.stream().allMatch(StepSheet::clean);
        if (!clean) {
            return "";
        }
        if (argv.size() == 1
                && with.path("shell").isBoolean()
                && with.path("shell").asBoolean()) {
            return shown(with, "sh", argv.get(0));
        }
        if (argv.size() == 3 && argv.subList(0, 2).equals(List.of("bash", "-ec")) && !with.has("shell")) {
            return shown(with, "bash", argv.get(2));
        }
        if (argv.stream().allMatch(word -> WORD.matcher(word).matches()) && !with.has("shell")) {
            return shown(with, "command", String.join(" ", argv));
        }
        return "";
    }

    private String shown(ObjectNode with, String language, String text) {
        with.remove(List.of("argv", "shell"));
        sheet.code(language, text);
        return language;
    }

    /** Whether it can stand in a block and be read back letter by letter. */
    private static boolean clean(String text) {
        return !text.isBlank()
                && !text.endsWith("\n")
                && !text.contains("\r")
                && Markdown.shown(text).equals(text);
    }
}
