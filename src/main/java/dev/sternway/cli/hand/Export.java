package dev.sternway.cli.hand;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sternway.base.ProblemException;
import dev.sternway.cli.Server;
import dev.sternway.cli.WholeFile;
import dev.sternway.plan.yaml.PlanMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Gives a rollback out to people. */
@Command(
        name = "export",
        description = {
            "Writes all that is known of a rollback, so that people can go on by hand.",
            "README.md to read, continue.sh to run, state.json for machines, the ledger, the plan. With --data or --database-url no server is needed."
        },
        mixinStandardHelpOptions = true)
public final class Export implements Callable<Integer> {
    @Parameters(
            arity = "0..1",
            paramLabel = "ROLLBACK",
            description =
                    "Id of the rollback. With --data or --database-url it may be left out: the newest are listed.")
    private Optional<String> rollback = Optional.empty();

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FOLDER|FILE",
            description = "Folder to write; a name that ends in .json is written as one file. Default: ./ROLLBACK")
    private Optional<Path> out = Optional.empty();

    @Option(names = "--data", paramLabel = "FOLDER", description = "Data folder of a server on H2 that is down.")
    private Optional<Path> data = Optional.empty();

    @Option(
            names = "--database-url",
            paramLabel = "URL",
            description = "JDBC URL of the servers' PostgreSQL; with STERNWAY_DB_USER and STERNWAY_DB_PASSWORD.")
    private Optional<String> databaseUrl = Optional.empty();

    @Mixin
    private Server server = new Server();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        boolean withoutServer = data.isPresent() || databaseUrl.isPresent();
        if (rollback.isEmpty() && !withoutServer) {
            throw ProblemException.of(
                    "SW-0742", "Which rollback?", "ROLLBACK", "Give its id: sternway status lists them");
        }
        JsonNode exported = withoutServer
                ? ServerDatabase.export(rollback, data, databaseUrl)
                : server.get("/api/rollbacks/" + Segment.of(rollback.get()) + "/export");
        if (rollback.isEmpty() && !server.json()) {
            exported.forEach(one -> spec.commandLine()
                    .getOut()
                    .println(one.path("id").asText() + "  " + one.path("state").asText() + "  "
                            + one.path("environment").asText() + "  "
                            + one.path("planId").asText() + "  "
                            + one.path("requestedAt").asText()));
            return 0;
        }
        if (server.json()) {
            spec.commandLine().getOut().println(exported.toPrettyString());
            return 0;
        }
        Path target = out.orElseGet(() -> Path.of(rollback.orElse("").replaceAll("[^A-Za-z0-9._-]", "_")));
        try {
            if (target.toString().endsWith(".json")) {
                WholeFile.write(target, exported.toPrettyString() + "\n");
            } else {
                folder(target, exported);
            }
        } catch (IOException unwritable) {
            throw ProblemException.of(
                    "SW-0747",
                    "The export cannot be written: " + unwritable.getMessage(),
                    target.toString(),
                    "Give another place with --out");
        }
        spec.commandLine().getErr().println("Wrote " + target + ". Read README.md first.");
        return 0;
    }

    private static void folder(Path folder, JsonNode exported) throws IOException {
        Files.createDirectories(folder);
        for (Map.Entry<String, JsonNode> file : exported.path("files").properties()) {
            Path path = folder.resolve(Path.of(file.getKey()).getFileName());
            WholeFile.write(path, file.getValue().asText());
            if (file.getKey().endsWith(".sh")) {
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
            }
        }
        WholeFile.write(folder.resolve("state.json"), exported.path("state").toPrettyString() + "\n");
        Files.write(folder.resolve("plan.zip"), PlanMapper.json().convertValue(exported.path("plan"), byte[].class));
    }
}
