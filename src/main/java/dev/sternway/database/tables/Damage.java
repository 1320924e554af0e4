package dev.sternway.database.tables;

import dev.sternway.database.catalog.Fingerprint;
import dev.sternway.database.catalog.Fingerprints.Progress;
import dev.sternway.database.catalog.Readers;
import dev.sternway.database.catalog.Sql;
import dev.sternway.database.compare.Comparison;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Which tables of a database differ from its copy, and how each of them is put right.
 *
 * @param tables what is to be done, by table
 * @param included tables that were not asked for, and why they are restored too
 * @param beyond differences that belong to no table, or that restoring tables cannot undo
 * @param armed fingerprints of the copy's tables, as far as they are known
 * @param bytes of the damaged tables, as the copy holds them
 * @param allBytes of the copy
 */
public record Damage(
        Map<String, Way> tables,
        Map<String, String> included,
        List<String> beyond,
        Map<String, Fingerprint> armed,
        long bytes,
        long allBytes) {
    private static final String BOUND = "select n.nspname || '.' || c.relname from pg_class c join pg_namespace n"
            + " on n.oid = c.relnamespace where c.relkind = 'p' or c.relispartition or exists (select from pg_inherits i"
            + " where c.oid in (i.inhrelid, i.inhparent))";

    /** Rows without a key cannot be set aside one by one: then the whole table is. */
    private static final String KEYED = "select n.nspname || '.' || c.relname from pg_index i join pg_class c"
            + " on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace where i.indisprimary";

    private static final String SIZES =
            "select coalesce(sum(pg_total_relation_size(to_regclass(w))), 0)::int8 from" + " unnest(?::text[]) w";

    /** How a table is put right. */
    public enum Way {
        /** Same definition, other rows: emptied and filled again. */
        REFILL,
        /** Other definition, or gone: what is there moves aside, and the copy's takes its place. */
        REPLACE,
        /** The copy has no such table: it moves aside. */
        ASIDE
    }

    /**
     * @param wanted tables to restore, with those that foreign keys tie to them; all that differ when empty
     * @param known fingerprints of the copy, which need not be taken again
     */
    public static Damage of(
            Supplier<Connection> copy,
            Supplier<Connection> live,
            List<String> wanted,
            List<Fingerprint> known,
            Progress progress)
            throws SQLException {
        Map<String, Way> ways = new TreeMap<>();
        List<String> beyond = new ArrayList<>();
        List<ForeignKey> keys = new ArrayList<>();
        try (Readers here = Readers.open(copy, 1);
                Readers there = Readers.open(live, 1)) {
            Definitions was = Definitions.of(here);
            Definitions is = Definitions.of(there);
            was.tables().forEach((table, facts) -> {
                if (!facts.equals(is.tables().get(table))) {
                    ways.put(table, Way.REPLACE);
                }
            });
            is.tables().keySet().stream()
                    .filter(table -> !was.tables().containsKey(table))
                    .forEach(table -> ways.put(table, Way.ASIDE));
            was.others().stream().filter(it -> !is.others().contains(it)).forEach(it -> beyond.add("- " + it));
            is.others().stream().filter(it -> !was.others().contains(it)).forEach(it -> beyond.add("+ " + it));
            keys.addAll(ForeignKey.all(here.first()));
            keys.addAll(ForeignKey.all(there.first()));
        }
        Comparison comparison = new Comparison(copy, live, known, progress);
        TreeSet<String> near = new TreeSet<>(wanted);
        if (!wanted.isEmpty()) {
            TreeSet<String> all = new TreeSet<>(comparison.left());
            all.addAll(comparison.right());
            tied(near, all, keys, new LinkedHashMap<>());
        }
        List<String> alike = comparison.common().stream()
                .filter(table -> !ways.containsKey(table) && (wanted.isEmpty() || near.contains(table)))
                .toList();
        TreeSet<String> keyed = new TreeSet<>();
        try (Connection connection = copy.get()) {
            keyed.addAll(Sql.column(connection, KEYED));
        }
        for (String table : differing(comparison, alike, ways.isEmpty() ? wanted : List.of(), keyed)) {
            ways.put(table, keyed.contains(table) ? Way.REFILL : Way.REPLACE);
        }
        Map<String, String> included = new LinkedHashMap<>();
        if (!wanted.isEmpty()) {
            ways.keySet().retainAll(tied(new TreeSet<>(wanted), ways.keySet(), keys, included));
        }
        Map<String, Fingerprint> armed = new TreeMap<>();
        known.forEach(each -> armed.put(each.table(), each));
        return sized(copy, live, ways, included, beyond, armed);
    }

    /**
     * Tables that were asked for are compared by key once they are locked, so they are not read here too, unless it has to be
     * known whether others come along.
     */
    private static List<String> differing(
            Comparison comparison, List<String> tables, List<String> asked, Set<String> keyed) throws SQLException {
        List<String> later = tables.stream()
                .filter(it -> asked.contains(it) && keyed.contains(it))
                .toList();
        List<String> now = tables.stream().filter(it -> !later.contains(it)).toList();
        List<String> differing = new ArrayList<>(comparison.differing(now));
        differing.addAll(differing.isEmpty() ? later : comparison.differing(later));
        return differing;
    }

    private static Damage sized(
            Supplier<Connection> copy,
            Supplier<Connection> live,
            Map<String, Way> ways,
            Map<String, String> included,
            List<String> beyond,
            Map<String, Fingerprint> armed)
            throws SQLException {
        try (Connection connection = copy.get();
                Connection broken = live.get()) {
            TreeSet<String> bound = new TreeSet<>(Sql.column(connection, BOUND));
            bound.addAll(Sql.column(broken, BOUND));
            ways.keySet().stream()
                    .filter(bound::contains)
                    .forEach(table -> beyond.add("* " + table + " has partitions or inherits"));
            String[] quoted = ways.keySet().stream().map(Fingerprint::quoted).toArray(String[]::new);
            long bytes = Sql.number(connection, SIZES, (Object) quoted);
            long all = Sql.number(connection, "select pg_database_size(current_database())");
            return new Damage(ways, included, beyond, armed, bytes, all);
        }
    }

    /** With every damaged table that a foreign key ties to one that is restored: its rows may need each other. */
    private static TreeSet<String> tied(
            TreeSet<String> chosen, Set<String> damaged, List<ForeignKey> keys, Map<String, String> why) {
        for (boolean grows = true; grows; ) {
            grows = false;
            for (ForeignKey key : keys) {
                boolean both = damaged.contains(key.child()) && damaged.contains(key.parent());
                if (both && chosen.contains(key.parent()) && chosen.add(key.child())) {
                    why.put(key.child(), "refers to " + key.parent() + " by " + key.name());
                    grows = true;
                } else if (both && chosen.contains(key.child()) && chosen.add(key.parent())) {
                    why.put(key.parent(), key.child() + " refers to it by " + key.name());
                    grows = true;
                }
            }
        }
        return chosen;
    }

    /** The same, but some tables are left as they are. */
    public Damage without(Set<String> untouched) {
        Map<String, Way> fewer = new TreeMap<>(tables);
        fewer.keySet().removeAll(untouched);
        return new Damage(fewer, included, beyond, armed, bytes, allBytes);
    }

    List<String> all(Way way) {
        return tables.entrySet().stream()
                .filter(it -> it.getValue() == way)
                .map(Map.Entry::getKey)
                .toList();
    }
}
