package dev.sternway.executor.config;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.JsonNode;
import dev.sternway.base.Digest;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.plan.shell.Needs;
import dev.sternway.plan.shell.Shell;
import dev.sternway.plan.shell.ShellSetting;
import dev.sternway.plan.shell.ShellStep;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.util.Map;
import java.util.Optional;

/** One file of configuration: as it was at arming, as a file of the plan, or with single values of JSON put back. */
public final class ConfigFile implements Executor<ConfigFile.Inputs> {
    /** The file, and what it shall hold. */
    public record Inputs(
            @JsonPropertyDescription(
                    "Target of type host or front-end on this machine; its directory is where path begins.")
            @NotBlank
            String target,

            @JsonPropertyDescription("The file; a whole path, or from the target's directory.") @NotBlank
            String path,

            @JsonPropertyDescription(
                    "File in the plan's folder with the content; what was there at arming when left out.")
            Optional<String> file,

            @JsonPropertyDescription(
                    "Only these values, by JSON pointer, in a file of JSON; null stands for the value at arming.")
            Map<@Pattern(regexp = "(/[^/]*)+") String, JsonNode> json) {
        public Inputs {
            json = json == null ? Map.of() : java.util.Collections.unmodifiableMap(new java.util.TreeMap<>(json));
        }

        @AssertTrue(message = "either file or json, not both")
        boolean isOneOfThem() {
            return file.isEmpty() || json.isEmpty();
        }

        HeldFile held(StepContext context, String scope) {
            return HeldFile.of(context, target, path, scope);
        }
    }

    @Override
    public String uses() {
        return "config/file";
    }

    @Override
    public String summary() {
        return "Puts a file back at one stroke: as it was at arming, as in the plan, or single values of JSON in it.";
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
        HeldFile file = inputs.held(context, "");
        file.requireWritable();
        inputs.file().ifPresent(context::file);
        String kept = file.keep(HeldFile.ARMED);
        wanted(inputs, context);
        return Outcome.done(Map.of("kept", kept));
    }

    @Override
    public Probe probe(Inputs inputs, StepContext context) throws Exception {
        String wanted = wanted(inputs, context).map(Digest::of).orElse("absent");
        return inputs.held(context, "").digest().equals(wanted) ? Probe.already("digest", wanted) : Probe.needed();
    }

    @Override
    public Outcome run(Inputs inputs, StepContext context) throws Exception {
        Optional<byte[]> wanted = wanted(inputs, context);
        HeldFile before = inputs.held(context, context.key());
        before.requireWritable();
        before.keepOnce(HeldFile.BEFORE);
        before.replace(wanted);
        context.keepsakes().keep(last(inputs), context.key());
        return Outcome.done(Map.of("digest", before.digest()));
    }

    @Override
    public Outcome verify(Inputs inputs, StepContext context) throws Exception {
        return probe(inputs, context) instanceof Probe.Already already
                ? Outcome.done(already.evidence())
                : Outcome.failed(
                        "SW-1127",
                        inputs.path() + " does not hold what it should",
                        inputs.target(),
                        "See who else writes it, then choose again");
    }

    @Override
    public Outcome undo(Inputs inputs, StepContext context) throws Exception {
        Optional<String> step = context.keepsakes().find(last(inputs));
        if (step.isEmpty()) {
            return Outcome.done(Map.of("file", "not written by this plan"));
        }
        HeldFile before = inputs.held(context, step.get());
        before.replace(before.kept(HeldFile.BEFORE));
        before.forget(HeldFile.BEFORE);
        context.keepsakes().forget(last(inputs));
        return Outcome.done(Map.of("digest", before.digest()));
    }

    /** Made of what is there now, so that the rest of a JSON file stays as it is. */
    private static Optional<byte[]> wanted(Inputs inputs, StepContext context) throws Exception {
        HeldFile file = inputs.held(context, "");
        if (inputs.file().isPresent()) {
            return Optional.of(context.file(inputs.file().get()));
        }
        return inputs.json().isEmpty()
                ? file.kept(HeldFile.ARMED)
                : Optional.of(new JsonValues(inputs.json(), file).wanted());
    }

    private static String last(Inputs inputs) {
        return "file/last/" + inputs.target() + "/" + inputs.path();
    }

    /** Content of the plan only; what was kept at arming is in Sternway's own folder. */
    @Override
    public Optional<ShellStep> inShell(Inputs inputs, ShellSetting setting) {
        if (inputs.file().isEmpty()) {
            return Optional.empty();
        }
        String folder = setting.target(inputs.target()).directory().orElse("/");
        String path = Shell.word(
                java.nio.file.Path.of(folder).resolve(inputs.path()).normalize().toString());
        String content = setting.file(inputs.file().get());
        String run = "[ ! -e " + path + " ] || cp -p " + path + " \"$folder/file-$step\"\n"
                + "if [ -e " + path + " ]; then cp -p " + path + " " + path + ".new; fi\n"
                + Shell.fed("cat >" + path + ".new", content) + "\nmv -f " + path + ".new " + path;
        return Optional.of(ShellStep.of(
                        "replaces " + path + " by " + inputs.file().get() + " of the plan; the old one is kept",
                        run,
                        Needs.command("cmp", "Debian: apt-get install diffutils"))
                .probing(Shell.fed("cmp -s - " + path + " || return 1", content)));
    }
}
