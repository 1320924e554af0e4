package dev.sternway.executor.ssh;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sternway.base.Digest;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One file on machines: with the content of a file of the plan, or with what each machine had at arming. */
public final class SshCopy implements Executor<SshCopy.Inputs> {
    /** The file, and where it goes. */
    public record Inputs(
            @JsonPropertyDescription("Target of type ssh: machines, user, key and the machines' own keys.") @NotBlank
            String target,

            @JsonPropertyDescription("Some of the target's hosts; all when left out.")
            List<@NotBlank String> hosts,

            @JsonPropertyDescription("File in the plan's folder; what each machine had at arming when left out.")
            Optional<String> file,

            @JsonPropertyDescription(
                    "The whole path on the machines. It is replaced at one stroke; mode and owner are kept.")
            @NotBlank
            @Pattern(regexp = "/.*[^/]")
            String path,

            @JsonPropertyDescription("How many machines at once; 5 when left out.") @Min(1) @Max(100)
            Integer parallel,

            @JsonPropertyDescription("For connection and log-in; 10s when left out.") @JsonProperty("connect-timeout")
            Duration connectTimeout,

            @JsonPropertyDescription("For the copy to one machine; 5m when left out.")
            Duration timeout) {
        public Inputs {
            hosts = hosts == null ? List.of() : List.copyOf(hosts);
            parallel = parallel == null ? SshRun.AT_ONCE : parallel;
            connectTimeout = connectTimeout == null ? SshRun.TO_CONNECT : connectTimeout;
            timeout = timeout == null ? Duration.ofMinutes(5) : timeout;
        }
    }

    @Override
    public String uses() {
        return "ssh/copy";
    }

    @Override
    public String summary() {
        return "Replaces a file on machines over SSH, by one of the plan or by what each machine had at arming.";
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
        inputs.file().ifPresent(context::file);
        return onEach(inputs, context, file -> {
            file.requireWritableFolder();
            return inputs.file().isPresent()
                    ? Outcome.done(Map.of("folder", "can be written"))
                    : Outcome.done(Map.of("kept", file.keep(RemoteFile.ARMED)));
        });
    }

    @Override
    public Probe probe(Inputs inputs, StepContext context) throws Exception {
        Outcome outcome = onEach(inputs, context, file -> {
            Optional<String> digest = file.digest();
            return digest.equals(Optional.of(Digest.of(wanted(inputs, file, context))))
                    ? Outcome.done(Map.of("digest", digest.orElse("")))
                    : Outcome.refused("SW-1127", "not so", file.where(), "");
        });
        return outcome instanceof Outcome.Done done ? new Probe.Already(done.evidence()) : Probe.needed();
    }

    @Override
    public Outcome run(Inputs inputs, StepContext context) throws Exception {
        return onEach(inputs, context, file -> {
            byte[] content = wanted(inputs, file, context);
            if (file.digest().equals(Optional.of(Digest.of(content)))) {
                return Outcome.done(Map.of("digest", "as wanted already"));
            }
            file.keepOnce(RemoteFile.BEFORE);
            file.replace(content);
            return Outcome.done(Map.of("digest", Digest.of(content)));
        });
    }

    @Override
    public Outcome verify(Inputs inputs, StepContext context) throws Exception {
        return probe(inputs, context) instanceof Probe.Already already
                ? Outcome.done(already.evidence())
                : Outcome.failed(
                        "SW-1127",
                        inputs.path() + " is not everywhere as it should be",
                        inputs.target(),
                        "See who else writes it, then choose again");
    }

    /** What each machine had before. */
    @Override
    public Outcome undo(Inputs inputs, StepContext context) throws Exception {
        return onEach(inputs, context, file -> {
            Optional<byte[]> before = file.kept(RemoteFile.BEFORE);
            if (before.isPresent()) {
                file.replace(before.get());
                file.forget(RemoteFile.BEFORE);
            }
            return Outcome.done(Map.of("file", before.isPresent() ? "as before" : "not written by this plan"));
        });
    }

    private static byte[] wanted(Inputs inputs, RemoteFile file, StepContext context) throws Exception {
        return inputs.file().isPresent() ? context.file(inputs.file().get()) : file.requireKept(RemoteFile.ARMED);
    }

    @FunctionalInterface
    private interface Work {
        Outcome on(RemoteFile file) throws Exception;
    }

    private static Outcome onEach(Inputs inputs, StepContext context, Work work) throws Exception {
        try (Machines machines =
                Machines.of(context, inputs.target(), inputs.hosts(), inputs.parallel(), inputs.connectTimeout())) {
            return Machines.together(machines.each(machine ->
                    work.on(new RemoteFile(machine, inputs.path(), inputs.target(), inputs.timeout(), context))));
        }
    }
}
