package dev.sternway.executor.notify;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.plan.shell.ShellSetting;
import dev.sternway.plan.shell.ShellStep;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/** A file of the rollback's folder: support talking points, texts for social media. */
public final class NotifyFile implements Executor<NotifyFile.Inputs> {

    /** Where and what. */
    public record Inputs(
            @JsonPropertyDescription("Name of the file, without a folder, for example talking-points.txt.")
            @NotBlank
            @Pattern(regexp = "[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
            String file,

            @JsonPropertyDescription("The text to add.") @NotBlank
            String text) {}

    @Override
    public String uses() {
        return "notify/file";
    }

    @Override
    public String summary() {
        return "Adds a message to a file of the rollback's folder, for people who pass it on.";
    }

    @Override
    public Class<Inputs> inputs() {
        return Inputs.class;
    }

    @Override
    public Nature nature() {
        return Nature.NEITHER;
    }

    @Override
    public String natureElse() {
        return Posting.AFTER_CRASH;
    }

    /** Saying it twice is better than stopping a rollback for it. */
    @Override
    public Probe probe(Inputs inputs, StepContext context) {
        return Probe.needed();
    }

    @Override
    public Outcome run(Inputs inputs, StepContext context) throws IOException {
        Path file = context.workspace().resolve(inputs.file());
        String entry = context.clock().instant().truncatedTo(ChronoUnit.SECONDS) + "\n" + inputs.text() + "\n\n";
        Files.writeString(file, entry, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        return Outcome.done(Map.of("file", file.toString()));
    }

    @Override
    public Optional<ShellStep> inShell(Inputs inputs, ShellSetting setting) {
        return Posting.byHand("the file", inputs.text());
    }
}
