package dev.sternway.executor.mariadb;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sternway.database.backup.AgeKey;
import dev.sternway.database.backup.Space;
import dev.sternway.database.catalog.Sql;
import dev.sternway.database.mariadb.MariaAccess;
import dev.sternway.database.mariadb.copy.Schemas;
import dev.sternway.database.mariadb.copy.TakeCopy;
import dev.sternway.database.mariadb.moment.ServerFiles;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.TargetDatabase;
import dev.sternway.plan.Plan.Kept;
import dev.sternway.plan.Target.SecretReference;
import jakarta.validation.constraints.NotBlank;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Finds out what would stop a backup or a restore, while nothing is touched yet. */
public final class MariaPreflight implements Executor<MariaPreflight.Inputs> {
    private static final int OLDEST_MAJOR = 10;
    private static final int OLDEST_MINOR = 6;

    /** On all schemas, for copies are made and dropped beside the target. */
    private static final List<String> PRIVILEGES = List.of(
            "SELECT",
            "INSERT",
            "UPDATE",
            "DELETE",
            "CREATE",
            "DROP",
            "ALTER",
            "INDEX",
            "REFERENCES",
            "LOCK TABLES",
            "CREATE VIEW",
            "SHOW VIEW",
            "CREATE ROUTINE",
            "ALTER ROUTINE",
            "EXECUTE",
            "TRIGGER",
            "EVENT",
            "PROCESS",
            "RELOAD",
            "SET USER",
            "BINLOG MONITOR");

    /** The schema, and what is going to be done. */
    public record Inputs(
            @JsonPropertyDescription("Target of type mariadb.") @NotBlank
            String database,

            @JsonPropertyDescription(
                    "What will be kept: dump, which is restored once, a clone: a copy on the server, or a restore-point: the files of the whole server.")
            List<Kept> keep,

            @JsonPropertyDescription("Secret with the age key that the dump will be encrypted for.")
            Optional<SecretReference> encrypt) {
        public Inputs {
            keep = keep == null ? List.of() : List.copyOf(keep);
        }
    }

    @Override
    public String uses() {
        return "mariadb/preflight";
    }

    @Override
    public String summary() {
        return "Checks log-in, product, privileges, client tools, engines, key and free space before anything is touched.";
    }

    @Override
    public Class<Inputs> inputs() {
        return Inputs.class;
    }

    @Override
    public Nature nature() {
        return Nature.IDEMPOTENT;
    }

    @Override
    public Probe probe(Inputs inputs, StepContext context) {
        return Probe.needed();
    }

    @Override
    public Outcome run(Inputs inputs, StepContext context) throws Exception {
        MariaAccess live = TargetDatabase.mariaDb(context, inputs.database());
        Map<String, String> evidence = new TreeMap<>();
        long bytes = new Schemas(live).bytes(live.name());
        evidence.put("database-bytes", String.valueOf(bytes));
        try (Connection connection = live.connect()) {
            String version = Sql.column(connection, "SELECT VERSION()").get(0);
            evidence.put("server", version);
            Optional<Outcome> unfit = unfit(inputs, connection, live, version);
            if (unfit.isPresent()) {
                return unfit.get();
            }
            boolean point = inputs.keep().contains(Kept.RESTORE_POINT);
            if (point) {
                evidence.put("mariadb-backup", new MariaTool("mariadb-backup").requireSame(version));
                ServerFiles.require(live, connection);
            }
            if (point || inputs.keep().contains(Kept.DUMP)) {
                evidence.put("mariadb-dump", new MariaTool("mariadb-dump").require(version));
                evidence.put("mariadb", new MariaTool("mariadb").require(version));
            }
            evidence.put(
                    "sql-mode",
                    Sql.column(connection, "SELECT @@global.sql_mode").get(0));
            evidence.put("engines", engines(connection));
            evidence.put(
                    "binary-log",
                    Sql.column(
                                    connection,
                                    "SELECT IF(@@log_bin, CONCAT(LOWER(@@global.binlog_format), ', ', LOWER(@@global.binlog_row_image),"
                                            + " ' row images'), 'off')")
                            .get(0));
            if (!inputs.keep().isEmpty()) {
                Path files = Path.of(Sql.column(connection, "SELECT @@datadir").get(0));
                evidence.put(
                        "free-on-the-server",
                        Space.forCopy(live.host(), files, bytes)
                                .map(String::valueOf)
                                .orElse("cannot be known"));
            }
        }
        inputs.encrypt()
                .ifPresent(key -> evidence.put(
                        "encrypted-for",
                        AgeKey.of(context.secret(key), key.secret()).recipient()));
        if (inputs.keep().contains(Kept.DUMP)) {
            evidence.put("free-for-dumps", String.valueOf(Space.forDump(context.backups(), bytes)));
        }
        return Outcome.done(evidence);
    }

    private static Optional<Outcome> unfit(Inputs inputs, Connection connection, MariaAccess live, String version)
            throws SQLException {
        String where = live.host() + ":" + live.port();
        int major = connection.getMetaData().getDatabaseMajorVersion();
        int minor = connection.getMetaData().getDatabaseMinorVersion();
        boolean old = major < OLDEST_MAJOR || major == OLDEST_MAJOR && minor < OLDEST_MINOR;
        if (!version.contains("MariaDB") || old) {
            return Optional.of(Outcome.refused(
                    "SW-0595",
                    "The server is " + (version.contains("MariaDB") ? "MariaDB " : "no MariaDB: ") + version,
                    where,
                    "Sternway needs MariaDB 10.6 or newer, whose DDL survives a crash"));
        }
        List<String> missing = missing(connection);
        if (!missing.isEmpty()) {
            return Optional.of(Outcome.refused(
                    "SW-0596",
                    live.user() + " lacks privileges on all schemas: " + String.join(", ", missing),
                    where,
                    "GRANT " + String.join(", ", missing) + " ON *.* TO the target's user"));
        }
        List<String> impossible = inputs.keep().isEmpty() ? List.of() : TakeCopy.impossible(connection);
        if (!impossible.isEmpty()) {
            return Optional.of(Outcome.refused(
                    "SW-0594",
                    live.name() + " cannot be copied and swapped: " + String.join("; ", impossible),
                    live.name(),
                    "Change what it names, or leave the backup to tools of your own: safeguards.backup.keep: []"));
        }
        return Optional.empty();
    }

    private static List<String> missing(Connection connection) throws SQLException {
        List<String> held = Sql.column(
                connection,
                "SELECT privilege_type FROM information_schema.user_privileges WHERE grantee ="
                        + " CONCAT('''', REPLACE(CURRENT_USER(), '@', '''@'''), '''')");
        List<String> missing = new ArrayList<>(PRIVILEGES);
        missing.removeAll(held);
        return missing;
    }

    private static String engines(Connection connection) throws SQLException {
        List<String> others = Sql.column(
                connection,
                "SELECT CONCAT(table_name, ' ', engine) FROM information_schema.tables WHERE table_schema = DATABASE()"
                        + " AND table_type IN ('BASE TABLE', 'SYSTEM VERSIONED') AND engine <> 'InnoDB' ORDER BY 1");
        return others.isEmpty()
                ? "InnoDB only"
                : "without transactions: " + String.join(", ", others) + "; what fails half-way stays half-way there";
    }
}
