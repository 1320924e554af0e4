package dev.sternway.executor.traffic;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sternway.base.ProblemException;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.http.Asking;
import dev.sternway.plan.shell.ShellSetting;
import dev.sternway.plan.shell.ShellStep;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Blue–green and weights in nginx: a file of upstreams is replaced and loaded. */
public final class TrafficNginx implements Executor<TrafficNginx.Inputs> {

    /** The file, what it becomes, and how users see it. */
    public record Inputs(
            @JsonPropertyDescription("Target of type host: where nginx and Sternway run.") @NotBlank
            String host,

            @JsonPropertyDescription("The file that nginx includes and that this step replaces as a whole.")
            @NotBlank
            @Pattern(regexp = "/.*", message = "is an absolute path")
            String file,

            @JsonPropertyDescription("A file of the plan's folder with the new content: one variant, or a template.")
            Optional<String> content,

            @JsonPropertyDescription("Values for {{name}} in the template, weights for example.")
            Map<String, String> values,

            @JsonPropertyDescription("true: the file becomes as it was at arming.")
            boolean armed,

            @JsonPropertyDescription(
                    "What the traffic is going to; asked at arming and before the switch, so that nothing is left without servers.")
            Optional<@Valid FromOutside> behind,

            @JsonPropertyDescription("How users see that it is so.") @NotNull @Valid
            FromOutside serves,

            @JsonPropertyDescription("Command that tests the configuration; nginx -t when left out.")
            List<@NotBlank String> test,

            @JsonPropertyDescription("Command that loads it; nginx -s reload when left out.")
            List<@NotBlank String> reload) {
        public Inputs {
            values = values == null ? Map.of() : Map.copyOf(values);
            test = test == null || test.isEmpty() ? NginxFile.TEST : List.copyOf(test);
            reload = reload == null || reload.isEmpty() ? NginxFile.RELOAD : List.copyOf(reload);
        }

        @AssertTrue(message = "give either content or armed: true")
        boolean isClear() {
            return content.isPresent() != armed;
        }
    }

    @Override
    public String uses() {
        return "traffic/nginx";
    }

    @Override
    public String summary() {
        return "Sends the traffic elsewhere, all or by weight, by replacing a file that nginx includes.";
    }

    @Override
    public Class<Inputs> inputs() {
        return Inputs.class;
    }

    @Override
    public Nature nature() {
        return Nature.PROBEABLE;
    }

    @Override
    public Outcome ready(Inputs inputs, StepContext context) throws Exception {
        if (!inputs.armed()) {
            wanted(inputs, context);
        }
        Map<String, String> evidence = new TreeMap<>(file(inputs, context).keepArmed());
        Optional<Outcome> away = behind(inputs, context);
        inputs.behind().ifPresent(behind -> evidence.put("behind it answers", behind.path()));
        return away.orElseGet(() -> Outcome.done(evidence));
    }

    @Override
    public Probe probe(Inputs inputs, StepContext context) throws Exception {
        if (!file(inputs, context).content().equals(wanted(inputs, context))) {
            return Probe.needed();
        }
        String lacks = inputs.serves().asking().once(context);
        return lacks.isEmpty() ? Probe.already("file", inputs.file()) : Probe.needed();
    }

    @Override
    public Outcome run(Inputs inputs, StepContext context) throws Exception {
        String wanted = wanted(inputs, context);
        Optional<Outcome> away = behind(inputs, context);
        return away.isPresent() ? away.get() : file(inputs, context).become(wanted, seen(inputs));
    }

    @Override
    public Outcome verify(Inputs inputs, StepContext context) throws Exception {
        String lacks = inputs.serves().asking().once(context);
        return lacks.isEmpty()
                ? Outcome.done(Map.of("seen", inputs.serves().path()))
                : Outcome.failed(
                        "SW-1134",
                        "The new configuration is not seen from outside: " + lacks,
                        inputs.file(),
                        "Look at what the file leads to, then choose again");
    }

    @Override
    public Outcome undo(Inputs inputs, StepContext context) throws Exception {
        NginxFile file = file(inputs, context);
        Optional<String> before = file.before();
        return before.isEmpty() || before.get().equals(file.content())
                ? Outcome.done(Map.of("file", "as before"))
                : file.become(before.get(), during -> "");
    }

    private static NginxFile.Seen seen(Inputs inputs) {
        return during -> inputs.serves().asking().until(during).unmet();
    }

    private static Optional<Outcome> behind(Inputs inputs, StepContext context) throws Exception {
        if (inputs.behind().isEmpty()) {
            return Optional.empty();
        }
        Asking asking = inputs.behind().get().asking();
        Asking.Ended ended = asking.until(context);
        return ended.well()
                ? Optional.empty()
                : Optional.of(Outcome.failed(
                        "SW-1135",
                        "What the traffic is to go to does not answer: "
                                + asking.call().where(context) + ": " + ended.unmet(),
                        inputs.file(),
                        "Start it first; the traffic stays where it is"));
    }

    private static NginxFile file(Inputs inputs, StepContext context) {
        return new NginxFile(context, inputs.host(), inputs.file(), inputs.test(), inputs.reload());
    }

    private static String wanted(Inputs inputs, StepContext context) {
        return inputs.content()
                .map(path -> filled(new String(context.file(path), StandardCharsets.UTF_8), inputs))
                .or(() -> file(inputs, context).armed())
                .orElseThrow(() -> ProblemException.of(
                        "SW-1136",
                        "Nobody kept how " + inputs.file() + " was at arming",
                        inputs.file(),
                        "Arm the plan with this step in it, or name the content"));
    }

    private static String filled(String template, Inputs inputs) {
        String text = template;
        for (Map.Entry<String, String> value : inputs.values().entrySet()) {
            text = text.replace("{{" + value.getKey() + "}}", value.getValue());
        }
        int open = text.indexOf("{{");
        if (open >= 0) {
            throw ProblemException.of(
                    "SW-1137",
                    "The template has a word without a value: "
                            + text.substring(open, Math.min(text.length(), open + 40))
                                    .lines()
                                    .findFirst()
                                    .orElse(""),
                    inputs.content().orElse(""),
                    "Add it to values");
        }
        return text;
    }

    @Override
    public Optional<ShellStep> inShell(Inputs inputs, ShellSetting setting) {
        return inputs.content().map(path -> NginxInShell.said(inputs, filled(setting.file(path), inputs), setting));
    }
}
