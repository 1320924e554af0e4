package dev.sternway.executor.postgres;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sternway.database.DatabaseAccess;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.TargetDatabase;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.nio.file.Files;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Dumps a database in parallel into the guard's workspace, apart from the database's own disk. */
public final class PostgresDump implements Executor<PostgresDump.Inputs> {
    /** The database, and what to do with it. */
    public record Inputs(
            @JsonPropertyDescription("Target of type postgresql.") @NotBlank
            String database,

            @JsonPropertyDescription("How many tables are dumped at once; 2 when left out.")
            Optional<@Min(1) @Max(32) Integer> jobs) {}

    @Override
    public String uses() {
        return "postgres/dump";
    }

    @Override
    public String summary() {
        return "Dumps the database with pg_dump in directory format, with a digest over all files.";
    }

    @Override
    public Class<Inputs> inputs() {
        return Inputs.class;
    }

    @Override
    public Probe probe(Inputs inputs, StepContext context) throws Exception {
        DumpFolder folder = DumpFolder.of(context, inputs.database());
        Optional<String> digest = context.keepsakes().find(DumpFolder.key(inputs.database()));
        boolean there = digest.isPresent()
                && Files.exists(folder.path())
                && folder.digest().equals(digest.get());
        return there ? Probe.already("sha256", digest.get()) : Probe.needed();
    }

    @Override
    public Outcome run(Inputs inputs, StepContext context) throws Exception {
        DatabaseAccess live = TargetDatabase.of(context, inputs.database());
        DatabaseAccess source = context.keepsakes()
                .find("clone/" + inputs.database())
                .map(live::other)
                .orElse(live);
        ClientTool dump = new ClientTool("pg_dump");
        try (Connection connection = source.connect()) {
            dump.require(connection.getMetaData().getDatabaseMajorVersion());
        }
        DumpFolder folder = DumpFolder.of(context, inputs.database());
        folder.delete();
        context.stillMine();
        int code = dump.run(
                source,
                context,
                List.of(
                        "-Fd",
                        "-j",
                        String.valueOf(inputs.jobs().orElse(2)),
                        "-f",
                        folder.path().toString(),
                        source.name()));
        if (code != 0) {
            return Outcome.failed(
                    "SW-0419", "pg_dump ended with " + code, live.name(), "Read the step's output for the reason");
        }
        String digest = folder.digest();
        context.keepsakes().keep(DumpFolder.key(inputs.database()), digest);
        return Outcome.done(Map.of(
                "sha256",
                digest,
                "bytes",
                String.valueOf(folder.bytes()),
                "folder",
                folder.path().toString()));
    }
}
