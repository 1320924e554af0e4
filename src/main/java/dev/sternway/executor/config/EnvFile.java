package dev.sternway.executor.config;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sternway.base.Digest;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.plan.Target.SecretReference;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keys of a dotenv file; its other lines, comments and their order stay byte for byte. */
public final class EnvFile implements Executor<EnvFile.Inputs> {
    private static final String NAME = "[A-Za-z_][A-Za-z0-9_]*";
    private static final String SECRET = "secret:";

    /** The file and its keys. */
    public record Inputs(
            @JsonPropertyDescription("Target of type host on this machine; its directory is where path begins.")
            @NotBlank
            String target,

            @JsonPropertyDescription("The file; a whole path, or from the target's directory.") @NotBlank
            String path,

            @JsonPropertyDescription("Keys with their values; secret:NAME is looked up.")
            Map<@Pattern(regexp = NAME) String, @NotNull String> set,

            @JsonPropertyDescription("Keys that go.") List<@NotNull @Pattern(regexp = NAME) String> unset,

            @JsonPropertyDescription("Keys that become what they were at arming, or go when they were not there.")
            List<@NotNull @Pattern(regexp = NAME) String> restore) {
        public Inputs {
            set = set == null ? Map.of() : Map.copyOf(set);
            unset = unset == null ? List.of() : List.copyOf(unset);
            restore = restore == null ? List.of() : List.copyOf(restore);
        }

        @AssertTrue(message = "name a key in set, unset or restore")
        boolean isSomethingAsked() {
            return !set.isEmpty() || !unset.isEmpty() || !restore.isEmpty();
        }

        HeldFile held(StepContext context, String scope) {
            return HeldFile.of(context, target, path, scope);
        }
    }

    @Override
    public String uses() {
        return "config/env-file";
    }

    @Override
    public String summary() {
        return "Sets, removes or restores keys of an environment file and leaves its other lines as they are.";
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
        String kept = file.keep(HeldFile.ARMED);
        wanted(inputs, context);
        return Outcome.done(Map.of("kept", kept));
    }

    @Override
    public Probe probe(Inputs inputs, StepContext context) throws Exception {
        byte[] wanted = wanted(inputs, context);
        String digest = Digest.of(wanted);
        return inputs.held(context, "").digest().equals(digest) ? Probe.already("digest", digest) : Probe.needed();
    }

    @Override
    public Outcome run(Inputs inputs, StepContext context) throws Exception {
        byte[] wanted = wanted(inputs, context);
        HeldFile before = inputs.held(context, context.key());
        before.requireWritable();
        before.keepOnce(HeldFile.BEFORE);
        before.replace(Optional.of(wanted));
        context.keepsakes().keep(last(inputs), context.key() + "\n" + before.digest());
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

    /** The keys of this step only; what others wrote meanwhile stays. */
    @Override
    public Outcome undo(Inputs inputs, StepContext context) throws Exception {
        Optional<String> step = context.keepsakes().find(last(inputs));
        if (step.isEmpty()) {
            return Outcome.done(Map.of("file", "not written by this plan"));
        }
        String[] keyAndDigest = step.get().split("\n", 2);
        HeldFile before = inputs.held(context, keyAndDigest[0]);
        Optional<byte[]> kept = before.kept(HeldFile.BEFORE);
        if (before.digest().equals(keyAndDigest[1])) {
            before.replace(kept);
        } else {
            EnvLines was = EnvLines.of(kept);
            EnvLines lines = EnvLines.of(before.content());
            for (String key : changed(inputs, context).keySet()) {
                lines = lines.with(key, was.line(key));
            }
            before.replace(Optional.of(lines.text().getBytes(StandardCharsets.UTF_8)));
        }
        before.forget(HeldFile.BEFORE);
        context.keepsakes().forget(last(inputs));
        return Outcome.done(Map.of("digest", before.digest()));
    }

    private static byte[] wanted(Inputs inputs, StepContext context) throws Exception {
        EnvLines lines = EnvLines.of(inputs.held(context, "").content());
        for (Map.Entry<String, Optional<String>> change :
                changed(inputs, context).entrySet()) {
            lines = lines.with(change.getKey(), change.getValue());
        }
        return lines.text().getBytes(StandardCharsets.UTF_8);
    }

    /** The line that each key shall have; empty when it shall have none. */
    private static Map<String, Optional<String>> changed(Inputs inputs, StepContext context) throws Exception {
        Map<String, Optional<String>> changed = new LinkedHashMap<>();
        for (Map.Entry<String, String> set : new java.util.TreeMap<>(inputs.set()).entrySet()) {
            String value = set.getValue().startsWith(SECRET)
                    ? context.secret(new SecretReference(set.getValue().substring(SECRET.length())))
                            .reveal()
                    : set.getValue();
            changed.put(set.getKey(), Optional.of(EnvLines.line(set.getKey(), value)));
        }
        inputs.unset().forEach(key -> changed.put(key, Optional.empty()));
        if (!inputs.restore().isEmpty()) {
            EnvLines armed = EnvLines.of(inputs.held(context, "").kept(HeldFile.ARMED));
            inputs.restore().forEach(key -> changed.put(key, armed.line(key)));
        }
        return changed;
    }

    private static String last(Inputs inputs) {
        return "env/last/" + inputs.target() + "/" + inputs.path();
    }
}
