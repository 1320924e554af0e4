package dev.sternway.document.runbook;

import dev.sternway.plan.shell.Shell;
import dev.sternway.plan.shell.ShellStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A function for every part of every step, and those that choose among them by number. */
record StepFunctions(List<RunbookStep> steps) {
    private static final Set<String> SHORT = Set.of("return 1", "instructed");

    String text() {
        StringBuilder text = new StringBuilder("# describe STEP: what is known of it\ndescribe() {\n"
                + "    window='' estimate='' notes='' destroys='' attended='' key='' cut_off=''\n    case $1 in\n");
        for (int number = 1; number <= steps.size(); number++) {
            text.append(described(number));
        }
        text.append("    esac\n}\n");
        for (int number = 1; number <= steps.size(); number++) {
            text.append(parts(number));
        }
        text.append('\n').append("# by number; code 2: nobody can tell\n");
        text.append(chosen("probe", "return 2", ShellStep::probe));
        text.append(chosen("run", "return 1", step -> Optional.of(step.run())));
        text.append(chosen("verify", "return 0", ShellStep::verify));
        return text.toString();
    }

    private String described(int number) {
        RunbookStep step = steps.get(number - 1);
        Map<String, String> values = new LinkedHashMap<>();
        values.put("phase", step.part().title());
        step.part().within().map(StepFunctions::seconds).ifPresent(it -> values.put("window", it));
        values.put("next_in_line", step.part().next());
        values.put("name", step.name());
        values.put("does", step.shell().does());
        step.estimate().map(StepFunctions::seconds).ifPresent(it -> values.put("estimate", it));
        step.notes().ifPresent(it -> values.put("notes", it));
        step.shell().destroys().ifPresent(it -> values.put("destroys", it));
        step.key().ifPresent(it -> values.put("key", it));
        if (step.cutOff()) {
            values.put("cut_off", "yes");
        }
        if (step.shell().attended()) {
            values.put("attended", "yes");
        }
        return "        " + number + ")\n"
                + values.entrySet().stream()
                        .map(value -> "            " + value.getKey() + "=" + Shell.quoted(value.getValue()) + "\n")
                        .collect(Collectors.joining())
                + "            ;;\n";
    }

    private String parts(int number) {
        RunbookStep step = steps.get(number - 1);
        StringBuilder text = new StringBuilder(
                "\n# " + number + "/" + steps.size() + " " + step.name().replaceAll("\\s+", " ") + "\n");
        function(text, "step_" + number + "_probe", step.shell().probe());
        function(text, "step_" + number + "_run", Optional.of(step.shell().run()));
        function(text, "step_" + number + "_verify", step.shell().verify());
        return text.toString();
    }

    private static void function(StringBuilder text, String name, Optional<String> body) {
        body.filter(it -> !SHORT.contains(it)).ifPresent(it -> text.append(ScriptText.function(name, it)));
    }

    private String chosen(String part, String otherwise, Function<ShellStep, Optional<String>> body) {
        Map<String, List<String>> numbers = new LinkedHashMap<>();
        for (int number = 1; number <= steps.size(); number++) {
            String name = "step_" + number + "_" + part;
            String key = String.valueOf(number);
            body.apply(steps.get(number - 1).shell())
                    .map(it -> SHORT.contains(it) ? it : name)
                    .ifPresent(it -> numbers.computeIfAbsent(it, any -> new ArrayList<>())
                            .add(key));
        }
        StringBuilder text = new StringBuilder(part + "_step() {\n    case $1 in\n");
        numbers.forEach(
                (command, those) -> text.append("        " + String.join(" | ", those) + ") " + command + " ;;\n"));
        return text + "        *) " + otherwise + " ;;\n    esac\n}\n";
    }

    private static String seconds(Duration duration) {
        return String.valueOf(Math.max(1, duration.toSeconds()));
    }
}
