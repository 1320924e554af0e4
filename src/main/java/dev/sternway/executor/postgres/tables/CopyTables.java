package dev.sternway.executor.postgres.tables;

import dev.sternway.base.Digest;
import dev.sternway.base.ProblemException;
import dev.sternway.database.DatabaseAccess;
import dev.sternway.database.catalog.Fingerprint;
import dev.sternway.database.tables.Damage;
import dev.sternway.database.tables.DifferingKeys;
import dev.sternway.database.tables.TableRestore;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.TargetDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Puts back the tables of a database that differ from a copy, on the same server or on another, in one transaction. */
public final class CopyTables implements AutoCloseable {
    private static final int SHOWN = 5;
    private static final String LOCKED = "55P03";
    private static final double MEBIBYTE = 1 << 20;

    private final StepContext context;
    private final String database;
    private final DatabaseAccess live;
    private final DatabaseAccess copy;
    private final KeptConnections toLive;
    private final KeptConnections toCopy;
    private final String kind;

    /** @param kind of the copy, in a word */
    public CopyTables(StepContext context, String database, DatabaseAccess copy, String kind) {
        this.context = context;
        this.database = database;
        this.live = TargetDatabase.of(context, database);
        this.copy = copy;
        this.toLive = new KeptConnections(live::connect);
        this.toCopy = new KeptConnections(copy::connect);
        this.kind = kind;
    }

    @Override
    public void close() throws SQLException {
        try (KeptConnections others = toCopy) {
            toLive.close();
        }
    }

    /** Whether this very step restored the tables before. */
    public static boolean done(StepContext context, String database) {
        return context.keepsakes()
                .find(key(database))
                .filter(context.key()::equals)
                .isPresent();
    }

    /**
     * @param tables schema.table; all that differ when empty
     * @param noted fingerprints of the copy's tables, which need not be read again
     * @param untouched tables that are left as they are
     * @throws ProblemException SW-0484 when there is no such table
     */
    public Damage compare(List<String> tables, List<Fingerprint> noted, Set<String> untouched) throws SQLException {
        List<String> wanted = tables.stream().map(CopyTables::full).toList();
        known(wanted);
        return Damage.of(toCopy, toLive, wanted, noted, context::progress).without(untouched);
    }

    /** Why another way has to be taken; empty when this one fits. */
    public static String unfit(Damage damage, boolean everything) {
        List<String> beyond = damage.beyond().stream()
                .filter(it -> everything || it.startsWith("*"))
                .toList();
        return beyond.isEmpty()
                ? ""
                : "tables alone do not undo: " + String.join("; ", beyond.subList(0, Math.min(SHOWN, beyond.size())));
    }

    public Outcome restore(Damage damage) throws Exception {
        long start = System.nanoTime();
        String aside = TargetDatabase.copy(
                context, "sternway_salvage", Digest.of(context.key()).substring(0, 6));
        TableSalvage salvage = new TableSalvage(context, database, toLive, toCopy);
        TableRestore.Restored restored;
        salvage.prepare();
        try {
            restored = new TableRestore(toCopy, toLive, damage, aside, context::progress)
                    .run(new SchemaArchive(copy, context), new TableRestore.Moments() {
                        @Override
                        public void locked(List<String> tables, DifferingKeys differing) throws Exception {
                            context.stillMine();
                            salvage.take(damage, tables, differing);
                        }

                        @Override
                        public void beforeCommit(Connection connection, Collection<String> done) throws Exception {
                            salvage.note(connection, done);
                            context.stillMine();
                        }
                    });
        } catch (SQLException failure) {
            return failed(failure);
        }
        context.keepsakes().keep(key(database), context.key());
        Map<String, String> evidence = new LinkedHashMap<>();
        evidence.put("way", "tables, from the " + kind);
        evidence.put(
                "why", "the cheapest that fits: " + size(damage) + "; all other tables keep what was written since");
        evidence.put("tables", said(restored.how()));
        damage.included().forEach((table, reason) -> evidence.put("included " + table, reason));
        evidence.put("rows-now", String.valueOf(restored.rows()));
        evidence.putAll(salvage.evidence());
        if (damage.tables().values().stream().anyMatch(way -> way != Damage.Way.REFILL)) {
            evidence.put("moved-aside-to", aside);
        }
        evidence.put("verdict", "equal");
        evidence.put("millis", String.valueOf((System.nanoTime() - start) / 1_000_000));
        return Outcome.done(evidence);
    }

    private Outcome failed(SQLException failure) {
        String said = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
        return new Outcome.Failed(
                new dev.sternway.base.Problem(
                        "SW-0486",
                        "The tables were not restored, and nothing was changed: " + said,
                        live.name(),
                        LOCKED.equals(failure.getSQLState())
                                ? "Freeze writes first, then choose again"
                                : "Mend the cause and choose again, or restore the clone"),
                true);
    }

    private void known(List<String> wanted) throws SQLException {
        try (Connection kept = toCopy.get();
                Connection broken = toLive.get()) {
            List<String> tables = new ArrayList<>(Fingerprint.tables(kept));
            tables.addAll(Fingerprint.tables(broken));
            for (String table : wanted) {
                if (!tables.contains(table)) {
                    throw ProblemException.of(
                            "SW-0484", "There is no table " + table + " to restore", live.name(), "Correct its name");
                }
            }
        }
    }

    private static String said(Map<String, String> how) {
        return how.isEmpty()
                ? "none differ"
                : how.entrySet().stream()
                        .map(it -> it.getKey() + " " + it.getValue())
                        .collect(Collectors.joining(", "));
    }

    private static String size(Damage damage) {
        return String.format(
                Locale.ROOT,
                "%d tables with %.1f of %.1f MiB",
                damage.tables().size(),
                damage.bytes() / MEBIBYTE,
                damage.allBytes() / MEBIBYTE);
    }

    private static String key(String database) {
        return "restored-tables/" + database;
    }

    private static String full(String table) {
        return table.contains(".") ? table : "public." + table;
    }
}
