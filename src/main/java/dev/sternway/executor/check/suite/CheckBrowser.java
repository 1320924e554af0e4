package dev.sternway.executor.check.suite;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.command.ProjectTool;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What users do in a browser, by a script of Playwright or any other command. */
public final class CheckBrowser implements Executor<CheckBrowser.Inputs> {
    /** The script's variable with the folder for its pictures. */
    static final String SCREENSHOTS = "STERNWAY_SCREENSHOTS";

    /** The script. */
    public record Inputs(
            @JsonPropertyDescription("Target of type host: working directory and variables of the script.") @NotBlank
            String host,

            @JsonPropertyDescription(
                    "Program and arguments: [node, login.mjs], [npx, playwright, test]. It ends with 0 when all is well, and leaves pictures in the folder $STERNWAY_SCREENSHOTS.")
            @NotEmpty
            List<@NotBlank String> argv,

            @JsonPropertyDescription("It must leave a picture; true when left out.")
            Boolean screenshot,

            @JsonPropertyDescription("After this everything it started is ended; 10m when left out.")
            Duration timeout) {
        public Inputs {
            argv = argv == null ? List.of() : List.copyOf(argv);
            screenshot = screenshot == null || screenshot;
            timeout = timeout == null ? Duration.ofMinutes(10) : timeout;
        }
    }

    @Override
    public String uses() {
        return "check/browser";
    }

    @Override
    public String summary() {
        return "Runs a browser script, Playwright for example, and keeps the pictures that it took.";
    }

    @Override
    public Class<Inputs> inputs() {
        return Inputs.class;
    }

    @Override
    public Nature nature() {
        return Nature.IDEMPOTENT;
    }

    /** Whether its folder and its program are there, and allowed. */
    @Override
    public Outcome ready(Inputs inputs, StepContext context) {
        ProjectTool.of(context, inputs.host(), Map.of(), inputs.timeout())
                .require(inputs.argv().get(0));
        return Outcome.done();
    }

    /** A check is always made anew. */
    @Override
    public Probe probe(Inputs inputs, StepContext context) {
        return Probe.needed();
    }

    @Override
    public Outcome run(Inputs inputs, StepContext context) throws Exception {
        Path folder = Files.createDirectories(
                context.workspace().resolve("screenshots").resolve(context.key().replaceAll("[^A-Za-z0-9_-]", "-")));
        ProjectTool.Said said = ProjectTool.of(
                        context, inputs.host(), Map.of(SCREENSHOTS, folder.toString()), inputs.timeout())
                .run(inputs.argv());
        String pictures = pictures(folder);
        if (said.exit() != 0) {
            return Outcome.failed(
                    "SW-1159",
                    "The browser script ended with " + said.exit() + ": " + said.last()
                            + (pictures.isEmpty() ? "" : "; it left " + pictures),
                    String.join(" ", inputs.argv()),
                    "Look at its pictures and its output");
        }
        if (inputs.screenshot() && pictures.isEmpty()) {
            return Outcome.failed(
                    "SW-1159",
                    "The browser script left no picture in $" + SCREENSHOTS,
                    String.join(" ", inputs.argv()),
                    "Let it take one, or say screenshot: false");
        }
        return Outcome.done(Map.of("screenshots", pictures.isEmpty() ? "none" : pictures));
    }

    private static String pictures(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .sorted()
                    .map(Path::toString)
                    .collect(Collectors.joining(", "));
        }
    }
}
