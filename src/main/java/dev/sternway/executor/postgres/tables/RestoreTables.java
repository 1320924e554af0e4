package dev.sternway.executor.postgres.tables;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sternway.base.Digest;
import dev.sternway.base.ProblemException;
import dev.sternway.database.DatabaseAccess;
import dev.sternway.database.catalog.Fingerprint;
import dev.sternway.database.tables.Damage;
import dev.sternway.database.tables.DifferingKeys;
import dev.sternway.database.tables.TableRestore;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.Snapshots;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.TargetDatabase;
import dev.sternway.executor.postgres.PostgresClone;
import dev.sternway.executor.postgres.PostgresRestore;
import jakarta.validation.constraints.NotBlank;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Puts back only the tables that differ from the copy kept at arming, in one transaction. */
public final class RestoreTables implements Executor<RestoreTables.Inputs> {
    private static final int SHOWN = 5;
    private static final String LOCKED = "55P03";
    private static final double MEBIBYTE = 1 << 20;

    /** The database, and what to do with it. */
    public record Inputs(
            @JsonPropertyDescription("Target of type postgresql.") @NotBlank
            String database,

            @JsonPropertyDescription(
                    "Tables to restore, schema.table; damaged ones that foreign keys tie to them come along. All that differ when left out.")
            List<@NotBlank String> tables,

            @JsonPropertyDescription(
                    "What to do when restoring tables does not undo everything; refused when left out.")
            Optional<Otherwise> otherwise) {
        public Inputs {
            tables = tables == null ? List.of() : List.copyOf(tables);
        }
    }

    /** The next dearer way. */
    public enum Otherwise {
        @JsonProperty("clone")
        CLONE,
        @JsonProperty("dump")
        DUMP
    }

    @Override
    public String uses() {
        return "postgres/restore-tables";
    }

    @Override
    public String summary() {
        return "Puts back only the tables that differ from the clone or dump, in one transaction; what they hold is set aside first.";
    }

    @Override
    public Class<Inputs> inputs() {
        return Inputs.class;
    }

    @Override
    public Probe probe(Inputs inputs, StepContext context) throws Exception {
        Optional<String> done = context.keepsakes().find(key(inputs));
        if (done.isPresent() && done.get().equals(context.key())) {
            return Probe.already("tables-restored-by", context.key());
        }
        if (inputs.otherwise().isEmpty()) {
            return Probe.needed();
        }
        return inputs.otherwise().get() == Otherwise.CLONE
                ? new PostgresClone().probe(clone(inputs), context)
                : new PostgresRestore().probe(dump(inputs), context);
    }

    @Override
    public Outcome run(Inputs inputs, StepContext context) throws Exception {
        return run(inputs, context, 1);
    }

    /** @param most share of the copy's bytes, 0 to 1, beyond which another way is taken */
    public Outcome run(Inputs inputs, StepContext context, double most) throws Exception {
        DatabaseAccess live = TargetDatabase.of(context, inputs.database());
        Optional<ArmedCopy> found = ArmedCopy.open(context, inputs.database());
        if (found.isEmpty()) {
            return Outcome.refused(
                    "SW-0434",
                    "There is no copy kept at arming to compare with",
                    live.name(),
                    "Keep a clone or a dump: safeguards.backup.keep: [clone, dump]");
        }
        String why;
        try (ArmedCopy copy = found.get()) {
            List<String> wanted =
                    inputs.tables().stream().map(RestoreTables::full).toList();
            known(wanted, copy, live);
            Damage damage =
                    Damage.of(copy.access()::connect, live::connect, wanted, armed(inputs, context), context::progress);
            why = unfit(inputs, damage, most);
            if (why.isEmpty()) {
                return restored(inputs, context, copy, live, damage);
            }
        }
        context.print("not by tables: " + why);
        return otherwise(inputs, context, why);
    }

    /** What was in the tables at arming, where that was noted: the copy need not be read again. */
    private static List<Fingerprint> armed(Inputs inputs, StepContext context) throws IOException {
        boolean noted = context.keepsakes()
                .find("snapshot/" + inputs.database() + "/armed")
                .isPresent();
        return noted
                ? Snapshots.read(context, inputs.database(), "armed").tables().stream()
                        .filter(Fingerprint::current)
                        .toList()
                : List.of();
    }

    private static void known(List<String> wanted, ArmedCopy copy, DatabaseAccess live) throws SQLException {
        try (Connection kept = copy.access().connect();
                Connection broken = live.connect()) {
            List<String> tables = new java.util.ArrayList<>(Fingerprint.tables(kept));
            tables.addAll(Fingerprint.tables(broken));
            for (String table : wanted) {
                if (!tables.contains(table)) {
                    throw ProblemException.of(
                            "SW-0484", "There is no table " + table + " to restore", live.name(), "Correct its name");
                }
            }
        }
    }

    /** Why another way has to be taken; empty when this one fits. */
    private static String unfit(Inputs inputs, Damage damage, double most) {
        if (damage.bytes() > most * damage.allBytes()) {
            return 100 * damage.bytes() / damage.allBytes() + " % of the bytes are in tables that differ";
        }
        List<String> beyond = damage.beyond().stream()
                .filter(it -> inputs.tables().isEmpty() || it.startsWith("*"))
                .toList();
        return beyond.isEmpty()
                ? ""
                : "tables alone do not undo: " + String.join("; ", beyond.subList(0, Math.min(SHOWN, beyond.size())));
    }

    private static Outcome otherwise(Inputs inputs, StepContext context, String why) throws Exception {
        if (inputs.otherwise().isEmpty()) {
            return Outcome.refused(
                    "SW-0481",
                    "Restoring tables does not fit: " + why,
                    inputs.database(),
                    "Restore the clone or the dump; nothing was changed");
        }
        Otherwise way = inputs.otherwise().get();
        Outcome outcome = way == Otherwise.CLONE
                ? new PostgresClone().run(clone(inputs), context)
                : new PostgresRestore().run(dump(inputs), context);
        if (outcome instanceof Outcome.Done done) {
            Map<String, String> evidence = new LinkedHashMap<>(done.evidence());
            evidence.put("way", way.name().toLowerCase(Locale.ROOT));
            evidence.put("why", why);
            return Outcome.done(evidence);
        }
        return outcome;
    }

    private static Outcome restored(
            Inputs inputs, StepContext context, ArmedCopy copy, DatabaseAccess live, Damage damage) throws Exception {
        long start = System.nanoTime();
        String aside = TargetDatabase.copy(
                context, "sternway_salvage", Digest.of(context.key()).substring(0, 6));
        TableSalvage salvage = new TableSalvage(context, inputs.database(), live, copy.access());
        TableRestore.Restored restored;
        salvage.prepare();
        try {
            restored = new TableRestore(copy.access()::connect, live::connect, damage, aside, context::progress)
                    .run(new SchemaArchive(copy.access(), context), new TableRestore.Moments() {
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
            String said =
                    String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
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
        context.keepsakes().keep(key(inputs), context.key());
        Map<String, String> evidence = new LinkedHashMap<>();
        evidence.put("way", "tables, from the " + copy.kind());
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

    private static String key(Inputs inputs) {
        return "restored-tables/" + inputs.database();
    }

    private static PostgresClone.Inputs clone(Inputs inputs) {
        return new PostgresClone.Inputs(inputs.database(), PostgresClone.Action.RESTORE);
    }

    private static PostgresRestore.Inputs dump(Inputs inputs) {
        return new PostgresRestore.Inputs(inputs.database(), PostgresRestore.Action.RESTORE, Optional.empty());
    }

    private static String full(String table) {
        return table.contains(".") ? table : "public." + table;
    }
}
