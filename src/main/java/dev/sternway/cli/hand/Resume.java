package dev.sternway.cli.hand;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sternway.base.ProblemException;
import dev.sternway.cli.Server;
import dev.sternway.plan.yaml.PlanMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Takes the word of people back in. */
@Command(
        name = "resume",
        description = {
            "Tells Sternway that a step was done by hand, or was not; the rollback goes on from there.",
            "The target is asked where it can tell. Saying the same twice changes nothing."
        },
        mixinStandardHelpOptions = true)
public final class Resume implements Callable<Integer> {
    private static final long LARGEST = 1 << 20;

    @Parameters(paramLabel = "ROLLBACK", description = "Id of the rollback.")
    private String rollback = "";

    @ArgGroup(multiplicity = "1")
    private Outcome outcome = new Outcome();

    @Option(names = "--by", required = true, paramLabel = "PERSON", description = "Who did it, or looked.")
    private String by = "";

    @Option(names = "--note", required = true, description = "What was done; it goes into receipt and ledger.")
    private String note = "";

    @Option(names = "--evidence", paramLabel = "FILE", description = "Text that shows it, such as the script's log.")
    private Optional<Path> evidence = Optional.empty();

    @Option(names = "--despite-probe", description = "It counts although the target says otherwise; needs --reason.")
    private boolean despiteProbe;

    @Option(names = "--reason", description = "Why it counts although the target says otherwise.")
    private Optional<String> reason = Optional.empty();

    @Mixin
    private Server server = new Server();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Either of the two. */
    static final class Outcome {
        @Option(names = "--done", paramLabel = "STEP", description = "Key (undo-data/0) or name of the step done.")
        private Optional<String> done = Optional.empty();

        @Option(names = "--not-done", paramLabel = "STEP", description = "Key or name of a step that is not done.")
        private Optional<String> notDone = Optional.empty();
    }

    @Override
    public Integer call() {
        ObjectNode body = PlanMapper.json()
                .createObjectNode()
                .put("step", outcome.done.or(() -> outcome.notDone).orElse(""))
                .put("done", outcome.done.isPresent())
                .put("by", by)
                .put("note", note)
                .put("despiteProbe", despiteProbe);
        reason.ifPresent(it -> body.put("reason", it));
        evidence.ifPresent(file ->
                body.put("evidenceName", String.valueOf(file.getFileName())).put("evidence", text(file)));
        var answer = server.post(
                "/api/rollbacks/" + Segment.of(rollback) + "/resume",
                "application/json",
                body.toString().getBytes(StandardCharsets.UTF_8),
                Optional.empty());
        server.tell(
                spec,
                answer,
                answer.path("step").asText() + ": "
                        + answer.path("state").asText()
                        + (answer.path("already").asBoolean() ? ", as it was before" : ", taken in")
                        + ". The target: "
                        + answer.path("probe").asText());
        return 0;
    }

    private static String text(Path file) {
        try {
            if (Files.size(file) > LARGEST) {
                throw ProblemException.of(
                        "SW-0740", "The evidence is longer than 1 MiB", file.toString(), "Give the part that matters");
            }
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw ProblemException.of(
                    "SW-0740", "The evidence cannot be read", file.toString(), "Check the file's name and permissions");
        }
    }
}
