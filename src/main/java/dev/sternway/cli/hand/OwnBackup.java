package dev.sternway.cli.hand;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sternway.cli.Server;
import dev.sternway.cli.terminal.Course;
import dev.sternway.plan.yaml.PlanMapper;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Backs up the server's own database. */
@Command(
        name = "backup",
        description = {
            "Backs up Sternway's own database (H2) while it works, into the server's folder of backups.",
            "On PostgreSQL use pg_dump. How to restore: docs/operating-backup.md"
        },
        mixinStandardHelpOptions = true)
public final class OwnBackup implements Callable<Integer> {
    private static final Duration LONGEST = Duration.ofHours(2);

    @Parameters(paramLabel = "NAME", description = "Of the file: letters, digits, dots and dashes.")
    private String name = "";

    @Mixin
    private Server server = new Server();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        String body = PlanMapper.json().createObjectNode().put("name", name).toString();
        server.waitsFor(LONGEST);
        JsonNode made;
        try (Course course = Course.of(spec)) {
            course.begin("The server backs up its own database");
            made = server.post(
                    "/api/backups/own", "application/json", body.getBytes(StandardCharsets.UTF_8), Optional.empty());
        }
        server.tell(
                spec,
                made,
                made.path("file").asText() + ", " + made.path("bytes").asLong() + " bytes, SHA-256 "
                        + made.path("sha256").asText());
        spec.commandLine()
                .getErr()
                .println("Keep it elsewhere, with an export of the ledger: sternway audit export --out ledger.jsonl");
        return 0;
    }
}
