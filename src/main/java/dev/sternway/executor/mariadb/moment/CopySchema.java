package dev.sternway.executor.mariadb.moment;

import dev.sternway.base.ProblemException;
import dev.sternway.database.backup.Space;
import dev.sternway.database.catalog.Snapshot;
import dev.sternway.database.catalog.Sql;
import dev.sternway.database.mariadb.MariaAccess;
import dev.sternway.database.mariadb.catalog.CatalogReader;
import dev.sternway.database.mariadb.compare.Content;
import dev.sternway.database.mariadb.compare.SchemaFacts;
import dev.sternway.database.mariadb.copy.Parts;
import dev.sternway.database.mariadb.copy.Schemas;
import dev.sternway.database.mariadb.copy.TakeCopy;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.mariadb.MariaTool;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;

/** Brings a schema from the server beside into a scratch schema of the live one, and compares the two. */
record CopySchema(StepContext context, MariaAccess there, MariaAccess scratch) {
    /** @throws ProblemException SW-0628 when it does not arrive as it was */
    Parts run() throws Exception {
        Parts parts;
        try (Connection connection = there.connect()) {
            List<String> impossible = TakeCopy.impossible(connection);
            if (!impossible.isEmpty()) {
                throw different(String.join("; ", impossible));
            }
            parts = Parts.read(connection);
        }
        try (Connection connection = scratch.other("").connect()) {
            Path files = Path.of(Sql.column(connection, "SELECT @@datadir").get(0));
            Space.forCopy(scratch.host(), files, new Schemas(there).bytes(there.name()));
        }
        context.stillMine();
        new Schemas(scratch).create(scratch.name(), parts.charset());
        if (!parts.tables().isEmpty()) {
            load(parts);
        }
        TakeCopy.dress(scratch, there.name(), parts);
        compare();
        return parts;
    }

    private void load(Parts parts) throws Exception {
        List<String> words = new ArrayList<>(List.of(
                "--single-transaction",
                "--skip-triggers",
                "--skip-add-locks",
                "--dump-history",
                "--quick",
                "--hex-blob",
                "--skip-comments",
                "--default-character-set=utf8mb4",
                "--max-allowed-packet=1G",
                there.name()));
        words.addAll(parts.tables());
        List<String> said = new ArrayList<>();
        int code = new MariaTool("mariadb-dump")
                .into(
                        new MariaTool("mariadb"),
                        scratch,
                        List.of("--default-character-set=utf8mb4", "--max-allowed-packet=1G", scratch.name()),
                        there,
                        words,
                        context,
                        said::add);
        said.forEach(context::print);
        if (code != 0) {
            throw different("the client ended with " + code + ": " + String.join(" ", said));
        }
    }

    private void compare() throws Exception {
        Snapshot then = Content.still(there::connect, context::progress).snapshot();
        List<String> differences = new ArrayList<>();
        try (Connection connection = scratch.connect()) {
            differences.addAll(then.schema().difference(SchemaFacts.of(CatalogReader.read(connection))));
        }
        differences.addAll(Content.still(scratch::connect, context::progress).difference(then));
        if (!differences.isEmpty()) {
            throw different(String.join("; ", differences));
        }
    }

    private ProblemException different(String why) {
        return ProblemException.of(
                "SW-0628",
                "The schema cannot be brought from the server beside as it was: " + why,
                scratch.name(),
                "Put back by hand what is needed, or restore the copy; the live schema was not touched");
    }
}
