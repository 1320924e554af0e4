package dev.sternway.executor.migrate;

import dev.sternway.base.Problem;
import dev.sternway.base.ProblemException;
import dev.sternway.database.catalog.SchemaSnapshot;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Snapshots;
import dev.sternway.executor.StepContext;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The schema that must be there when migrations are taken back: the proof that a tool's word is not. */
public record ExpectedSchema(String name, String digest, Optional<SchemaSnapshot> schema) {
    public static final String SCHEMA = "Snapshot whose schema must be there afterwards; armed when left out.";
    public static final String DIGEST =
            "Digest of the schema that must be there afterwards, as database/fingerprint tells it; instead of a snapshot.";
    public static final String ONE = "give schema or digest, not both";

    private static final int SHOWN = 6;

    /** @throws ProblemException SW-0414 when there is no such snapshot */
    public static ExpectedSchema of(
            StepContext context, String database, Optional<String> snapshot, Optional<String> digest)
            throws IOException {
        if (digest.isPresent()) {
            return new ExpectedSchema("with digest " + digest.get(), digest.get(), Optional.empty());
        }
        String name = snapshot.orElse("armed");
        SchemaSnapshot schema = Snapshots.read(context, database, name).schema();
        return new ExpectedSchema("'" + name + "'", schema.digest(), Optional.of(schema));
    }

    /** What differs, in one sentence; empty when nothing does. */
    public Optional<String> difference(Connection connection) throws SQLException {
        SchemaSnapshot now = SchemaSnapshot.of(connection);
        if (now.digest().equals(digest)) {
            return Optional.empty();
        }
        return Optional.of("the schema is not " + name + ": "
                + schema.map(expected -> shown(expected.difference(now))).orElse("it has digest " + now.digest()));
    }

    /** @throws ProblemException SW-0554 when it is another; the transaction is to be rolled back */
    public void require(Connection connection) throws SQLException {
        Optional<String> difference = difference(connection);
        if (difference.isPresent()) {
            throw ProblemException.of(
                    "SW-0554",
                    "The down scripts ran, but " + difference.get() + ". All was rolled back, nothing is changed",
                    connection.getCatalog(),
                    "Mend the down scripts, or restore the tables, the clone or the dump");
        }
    }

    /** Done, or failed with what differs. */
    public Outcome verified(Connection connection) throws SQLException {
        Optional<String> difference = difference(connection);
        return difference.isEmpty() ? Outcome.done(Map.of("schema", "equal")) : unequal(connection, difference.get());
    }

    /** For a history that says something else. */
    public static Outcome unequal(Connection connection, String what) throws SQLException {
        return new Outcome.Failed(
                new Problem(
                        "SW-0559",
                        "The migrations are not taken back as they should be: " + what,
                        connection.getCatalog(),
                        "Put right what differs by hand, or restore the tables, the clone or the dump"),
                false);
    }

    private static String shown(List<String> differences) {
        int more = differences.size() - SHOWN;
        return String.join("; ", differences.subList(0, Math.min(SHOWN, differences.size())))
                + (more > 0 ? "; and " + more + " more" : "");
    }
}
