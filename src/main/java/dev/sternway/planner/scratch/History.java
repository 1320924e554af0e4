package dev.sternway.planner.scratch;

import dev.sternway.database.catalog.Sql;
import dev.sternway.planner.Migration;
import dev.sternway.planner.folder.MigrationFolder;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.flywaydb.core.api.MigrationVersion;

/** Which migrations a database already has, as the table that the layout's own tool keeps there says. */
public final class History {
    private static final Pattern FLYWAY_VERSION = Pattern.compile("[VB](\\d[\\d._]*?)(?:__.*)?\\.sql");
    private static final Pattern NUMBER = Pattern.compile("(\\d+)[_-]?.*");

    private final Connection connection;
    private String table = "";

    private History(Connection connection) {
        this.connection = connection;
    }

    /**
     * @param table the tool's table; empty where there is none
     * @param migrations those that the database does not have yet; all when there is no table
     */
    public record Pending(String table, List<Migration> migrations) {
        public Pending {
            migrations = List.copyOf(migrations);
        }
    }

    public static Pending pending(Connection connection, MigrationFolder folder) throws SQLException {
        History history = new History(connection);
        Predicate<Migration> applied = history.applied(folder);
        return new Pending(
                history.table,
                folder.migrations().stream().filter(applied.negate()).toList());
    }

    private Predicate<Migration> applied(MigrationFolder folder) throws SQLException {
        return switch (folder.layout()) {
            case FLYWAY -> find("flyway_schema_history", "schema_version") ? flyway() : nothing();
            case GOLANG_MIGRATE -> find("schema_migrations") ? upTo("select version from " + table) : nothing();
            case DIESEL -> find("__diesel_schema_migrations") ? versions("select version from " + table) : nothing();
            case LIQUIBASE -> find("databasechangelog") ? changesets() : nothing();
            case FLAT -> flat();
            case ALEMBIC -> find("alembic_version") ? upTo(folder.migrations()) : nothing();
            case DJANGO -> find("django_migrations") ? django() : nothing();
        };
    }

    private Predicate<Migration> flat() throws SQLException {
        if (find("goose_db_version")) {
            return versions(
                    "select version_id from " + table + " newest where is_applied and id = (select max(id) from "
                            + table + " other where other.version_id = newest.version_id)");
        }
        if (find("gorp_migrations")) {
            Set<String> files = new HashSet<>(Sql.column(connection, "select id from " + table));
            return migration -> files.contains(migration.name());
        }
        return find("schema_migrations") ? versions("select version from " + table) : nothing();
    }

    private Predicate<Migration> flyway() throws SQLException {
        Set<MigrationVersion> applied = new HashSet<>();
        MigrationVersion baseline = MigrationVersion.EMPTY;
        for (String row : Sql.column(
                connection,
                "select concat(type, ' ', version) from " + table
                        + " where success and version is not null order by installed_rank")) {
            MigrationVersion version = MigrationVersion.fromVersion(row.substring(row.indexOf(' ') + 1));
            if (row.startsWith("BASELINE") || row.startsWith("SQL_BASELINE")) {
                baseline = version;
            } else if (row.startsWith("DELETE") || row.startsWith("UNDO")) {
                applied.remove(version);
            } else {
                applied.add(version);
            }
        }
        MigrationVersion oldest = baseline;
        return migration -> {
            Matcher name = FLYWAY_VERSION.matcher(migration.name());
            if (!name.matches()) {
                return false;
            }
            MigrationVersion version = MigrationVersion.fromVersion(name.group(1));
            return applied.contains(version) || version.compareTo(oldest) <= 0;
        };
    }

    private Predicate<Migration> upTo(String query) throws SQLException {
        Optional<BigInteger> newest =
                Sql.column(connection, query).stream().map(BigInteger::new).findFirst();
        return migration -> newest.isPresent()
                && number(migration)
                        .filter(it -> it.compareTo(newest.get()) <= 0)
                        .isPresent();
    }

    private Predicate<Migration> versions(String query) throws SQLException {
        Set<BigInteger> numbers = new HashSet<>();
        for (String version : Sql.column(connection, query)) {
            Matcher digits = NUMBER.matcher(version.replace("-", ""));
            if (digits.matches()) {
                numbers.add(new BigInteger(digits.group(1)));
            }
        }
        return migration -> number(migration).filter(numbers::contains).isPresent();
    }

    /** Alembic notes only where it stands. */
    private Predicate<Migration> upTo(List<Migration> line) throws SQLException {
        List<String> stands = Sql.column(connection, "select version_num from " + table);
        List<Migration> applied = new ArrayList<>();
        for (Migration migration : line) {
            applied.add(migration);
            if (stands.stream().anyMatch(migration.name()::contains)) {
                return applied::contains;
            }
        }
        return nothing();
    }

    private Predicate<Migration> django() throws SQLException {
        Set<String> names = new HashSet<>(Sql.column(connection, "select concat(app, '.', name) from " + table));
        return migration -> names.contains(migration.name());
    }

    private Predicate<Migration> changesets() throws SQLException {
        List<String> names = Sql.column(connection, "select concat(filename, '::', id, '::', author) from " + table);
        return migration ->
                names.stream().anyMatch(it -> it.equals(migration.name()) || it.endsWith("/" + migration.name()));
    }

    private boolean find(String... names) throws SQLException {
        boolean maria = connection.getMetaData().getURL().startsWith("jdbc:mariadb:");
        for (String name : names) {
            List<String> found = Sql.column(
                    connection,
                    maria
                            ? "select concat('`', table_name, '`') from information_schema.tables"
                                    + " where table_schema = database() and table_name = ?"
                            : "select format('%I.%I', nspname, relname) from pg_class c join pg_namespace n on n.oid = relnamespace"
                                    + " where relkind in ('r', 'p') and relname = ? order by nspname <> 'public', nspname",
                    name);
            if (!found.isEmpty()) {
                table = found.get(0);
                return true;
            }
        }
        return false;
    }

    private static Optional<BigInteger> number(Migration migration) {
        Matcher number = NUMBER.matcher(migration.name().replace("-", ""));
        return number.matches() ? Optional.of(new BigInteger(number.group(1))) : Optional.empty();
    }

    private static Predicate<Migration> nothing() {
        return migration -> false;
    }
}
