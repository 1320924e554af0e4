package dev.sternway.database.mariadb.tables;

import dev.sternway.base.ProblemException;
import dev.sternway.database.catalog.Fingerprint;
import dev.sternway.database.catalog.Fingerprints.Progress;
import dev.sternway.database.mariadb.MariaAccess;
import dev.sternway.database.mariadb.catalog.Catalog;
import dev.sternway.database.mariadb.catalog.Column;
import dev.sternway.database.mariadb.catalog.TableShape;
import dev.sternway.database.mariadb.compare.Content;
import dev.sternway.database.mariadb.compare.Difference;
import dev.sternway.database.mariadb.compare.SchemaComparison;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * Which tables of a schema are not as in the copy, and what is done about each.
 *
 * @param tables way by name
 * @param why a reason for each way that is not the usual one
 * @param bytes of the copy's tables that come back, by the server's estimate
 * @param allBytes of all the copy's tables
 */
public record Damage(Map<String, Way> tables, Map<String, String> why, long bytes, long allBytes) {
    /** What is done about one table. */
    public enum Way {
        /** Its rows that differ are written anew, in place. */
        REPAIR,
        /** The copy's table comes in its place; where it stands, it moves aside. */
        REPLACE,
        /** The copy has no such table: it moves aside. */
        ASIDE,
        /** Its rows are as they were, but not its foreign keys. */
        KEYS
    }

    public Damage {
        tables = java.util.Collections.unmodifiableMap(new TreeMap<>(tables));
        why = Map.copyOf(why);
    }

    /** Those of a way, in alphabetical order. */
    public List<String> of(Way way) {
        return tables.entrySet().stream()
                .filter(it -> it.getValue() == way)
                .map(Map.Entry::getKey)
                .toList();
    }

    /**
     * @param comparison with the copy on the left
     * @param wanted only these and damaged ones that foreign keys tie to them; all when empty
     * @param noted fingerprints of the copy's tables, which need not be read again
     * @throws ProblemException SW-0484 when neither side has a table of that name
     */
    public static Damage of(
            SchemaComparison comparison,
            MariaAccess copy,
            MariaAccess live,
            List<String> wanted,
            List<Fingerprint> noted,
            Progress progress)
            throws SQLException {
        Catalog armed = comparison.left();
        Catalog now = comparison.right();
        for (String table : wanted) {
            if (armed.table(table).isEmpty() && now.table(table).isEmpty()) {
                throw ProblemException.of(
                        "SW-0484", "There is no table " + table + " to restore", live.name(), "Correct its name");
            }
        }
        Map<String, Way> ways = new TreeMap<>();
        Map<String, String> why = new TreeMap<>();
        List<String> same = new ArrayList<>();
        armed.tables().values().forEach(table -> {
            Optional<TableShape> is = now.table(table.name());
            Optional<String> changed = is.flatMap(it -> Difference.ofTable(withoutKeys(table), withoutKeys(it)).stream()
                    .findFirst());
            if (is.isEmpty() || changed.isPresent()) {
                ways.put(table.name(), Way.REPLACE);
                why.put(table.name(), changed.orElse("it is gone"));
            } else {
                same.add(table.name());
            }
        });
        now.tables().keySet().stream().filter(it -> armed.table(it).isEmpty()).forEach(it -> ways.put(it, Way.ASIDE));
        for (String table : differing(same, comparison, copy, live, noted, progress)) {
            Optional<String> unfit = unfit(
                    armed.table(table).orElseThrow(), comparison.key(table).isEmpty());
            ways.put(table, unfit.isPresent() ? Way.REPLACE : Way.REPAIR);
            unfit.ifPresent(reason -> why.put(table, reason));
        }
        same.stream()
                .filter(it -> !armed.table(it)
                        .orElseThrow()
                        .foreignKeys()
                        .equals(now.table(it).orElseThrow().foreignKeys()))
                .forEach(it -> ways.putIfAbsent(it, Way.KEYS));
        if (!wanted.isEmpty()) {
            ways.keySet().retainAll(tied(wanted, ways.keySet(), List.of(armed, now), why));
        }
        Map<String, Long> sizes = sizes(copy);
        return new Damage(
                ways,
                why,
                ways.entrySet().stream()
                        .filter(it -> it.getValue() == Way.REPAIR || it.getValue() == Way.REPLACE)
                        .mapToLong(it -> sizes.getOrDefault(it.getKey(), 0L))
                        .sum(),
                sizes.values().stream().mapToLong(it -> it).sum());
    }

    private static List<String> differing(
            List<String> same,
            SchemaComparison comparison,
            MariaAccess copy,
            MariaAccess live,
            List<Fingerprint> noted,
            Progress progress)
            throws SQLException {
        Map<String, List<String>> columns = new TreeMap<>();
        same.forEach(table -> columns.put(
                table,
                comparison.left().table(table).orElseThrow().written().stream()
                        .map(Column::name)
                        .sorted()
                        .toList()));
        List<Fingerprint> now = Content.of(live::connect, progress).fingerprints(columns);
        Map<String, Fingerprint> before = new TreeMap<>();
        noted.forEach(it -> before.put(it.table(), it));
        Map<String, List<String>> unknown = new TreeMap<>(columns);
        now.stream()
                .filter(it -> Optional.ofNullable(before.get(it.table()))
                        .filter(known ->
                                known.way() == it.way() && known.columns().equals(it.columns()))
                        .isPresent())
                .forEach(it -> unknown.remove(it.table()));
        if (!unknown.isEmpty()) {
            Content.still(copy::connect, progress).fingerprints(unknown).forEach(it -> before.put(it.table(), it));
        }
        return now.stream()
                .filter(it -> !it.equals(before.get(it.table())))
                .map(Fingerprint::table)
                .toList();
    }

    /** Why single rows of it cannot be written anew. */
    private static Optional<String> unfit(TableShape table, boolean keyless) {
        return !table.isTransactional()
                ? Optional.of("its engine knows no transactions")
                : keyless
                        ? Optional.of("it has no key that tells its rows apart")
                        : table.unusual() ? Optional.of("it keeps the history of its rows") : Optional.empty();
    }

    private static Set<String> tied(
            List<String> wanted, Set<String> damaged, List<Catalog> catalogs, Map<String, String> why) {
        Set<String> found = new TreeSet<>(wanted);
        found.retainAll(damaged);
        for (boolean grew = true; grew; ) {
            grew = false;
            for (Catalog catalog : catalogs) {
                for (TableShape table : catalog.tables().values()) {
                    for (var key : table.foreignKeys().values()) {
                        String other = found.contains(table.name()) ? key.parent() : table.name();
                        boolean ties = found.contains(table.name()) || found.contains(key.parent());
                        if (ties && damaged.contains(other) && found.add(other)) {
                            why.put(other, "the foreign key " + key.name() + " ties it to them");
                            grew = true;
                        }
                    }
                }
            }
        }
        return found;
    }

    static TableShape withoutKeys(TableShape table) {
        return withoutKeys(table, text -> text);
    }

    /** @param settled makes the words of a default value those that are meant */
    static TableShape withoutKeys(TableShape table, UnaryOperator<String> settled) {
        Map<String, Column> columns = new LinkedHashMap<>();
        table.columns().forEach((name, column) -> columns.put(name, column.saying(settled.apply(column.definition()))));
        return new TableShape(
                table.name(),
                columns,
                table.keys(),
                Map.of(),
                table.checks(),
                table.options(),
                table.counter(),
                table.partitions(),
                table.unusual());
    }

    private static Map<String, Long> sizes(MariaAccess schema) throws SQLException {
        Map<String, Long> sizes = new TreeMap<>();
        try (Connection connection = schema.connect();
                PreparedStatement query = connection.prepareStatement(
                        "SELECT table_name, COALESCE(data_length, 0) + COALESCE(index_length, 0) FROM"
                                + " information_schema.tables WHERE table_schema = DATABASE()"
                                + " AND table_type IN ('BASE TABLE', 'SYSTEM VERSIONED')");
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                sizes.put(row.getString(1), row.getLong(2));
            }
        }
        return sizes;
    }
}
