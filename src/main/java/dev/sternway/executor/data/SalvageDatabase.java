package dev.sternway.executor.data;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sternway.database.DatabaseAccess;
import dev.sternway.database.catalog.Fingerprint;
import dev.sternway.database.catalog.Sql;
import dev.sternway.database.cluster.RestoredCluster;
import dev.sternway.database.compare.Comparison;
import dev.sternway.database.salvage.Manifest;
import dev.sternway.database.salvage.RowSalvage;
import dev.sternway.database.salvage.ValueSalvage;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.TargetDatabase;
import dev.sternway.executor.data.mariadb.OnMariaDb;
import dev.sternway.plan.Phases.SetAside;
import dev.sternway.plan.shell.ShellSetting;
import dev.sternway.plan.shell.ShellStep;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sets aside what the rollback would destroy, and counts it twice. */
public final class SalvageDatabase implements Executor<SalvageDatabase.Inputs> {
    private static final String BESIDE = "key-wise difference to the server recovered beside";
    private static final String NO_COPY =
            "the named columns only: no clone was kept to compare with; a dump is compared before it takes the database's place";

    /** The database, and what to do with it. */
    public record Inputs(
            @JsonPropertyDescription("Target of type postgresql or mariadb.") @NotBlank
            String database,

            @JsonPropertyDescription(
                    "What to set aside: the named columns' values, or without columns every row that differs from the clone; all tables when left out.")
            @Valid
            List<SetAside> tables) {
        public Inputs {
            tables = tables == null ? List.of() : List.copyOf(tables);
        }
    }

    @Override
    public String uses() {
        return "database/salvage";
    }

    @Override
    public String summary() {
        return "Sets aside values of columns, or rows that differ from the copy kept at arming, so that they can be replayed.";
    }

    @Override
    public Class<Inputs> inputs() {
        return Inputs.class;
    }

    @Override
    public Nature nature() {
        return Nature.IDEMPOTENT;
    }

    /** Where {@link #kept} is noted. */
    public static String keepsake(String database) {
        return KeptRows.keepsake(database);
    }

    /** What an earlier step of the guard set aside. */
    public static Optional<Manifest> kept(StepContext context, String database) throws IOException {
        return KeptRows.manifest(context, database);
    }

    public static Path folder(StepContext context, String database) {
        return context.workspace().resolve("salvage-" + database);
    }

    @Override
    public Executor<Inputs> on(Inputs inputs, StepContext context) {
        return OnMariaDb.or(this, inputs, context);
    }

    @Override
    public Probe probe(Inputs inputs, StepContext context) {
        return Probe.needed();
    }

    @Override
    public Outcome run(Inputs inputs, StepContext context) throws Exception {
        DatabaseAccess live = TargetDatabase.of(context, inputs.database());
        Path folder = folder(context, inputs.database());
        Files.createDirectories(folder);
        String suffix = TargetDatabase.copy(context, "", "").replace("_", "");
        List<Manifest.Part> parts = new ArrayList<>();
        try {
            return setAside(inputs, context, live, folder, suffix, parts);
        } finally {
            if (context.work().cancelled()) {
                remove(parts, live.spared(), folder, suffix, KeptRows.manifest(context, inputs.database()));
            }
        }
    }

    /** What was set aside so far, when it was cancelled before it was noted. */
    private static void remove(
            List<Manifest.Part> parts, DatabaseAccess live, Path folder, String suffix, Optional<Manifest> noted)
            throws IOException, SQLException {
        for (Manifest.Part part : parts) {
            if (noted.filter(kept -> kept.parts().contains(part)).isEmpty()) {
                Files.deleteIfExists(folder.resolve(part.file()));
                if (part.mode() == Manifest.Mode.VALUES) {
                    live.execute("drop table if exists " + ValueSalvage.copy(part.table(), suffix));
                }
            }
        }
    }

    private static Outcome setAside(
            Inputs inputs,
            StepContext context,
            DatabaseAccess live,
            Path folder,
            String suffix,
            List<Manifest.Part> parts)
            throws Exception {
        boolean beside = new RestoredCluster(TargetDatabase.beside(context, inputs.database()))
                .target()
                .isPresent();
        Optional<DatabaseAccess> copy = TargetDatabase.copyAtHand(context, inputs.database());
        ChangeLog log = new ChangeLog(context, inputs.database(), live);
        boolean fromLog = !beside
                && inputs.tables().stream()
                        .allMatch(aside ->
                                aside.columns().isEmpty() && aside.select().isEmpty())
                && log.take(folder, suffix, parts);
        for (SetAside aside : fromLog ? List.<SetAside>of() : tables(inputs, live, copy, context)) {
            context.stillMine();
            context.print("setting aside " + aside.table());
            parts.add(
                    aside.columns().isEmpty()
                            ? rows(live, copy, aside, suffix, folder, context)
                            : values(live, aside, suffix, folder, context));
        }
        Manifest manifest = new Manifest(context.key(), parts);
        String digest = manifest.write(folder);
        Path file = folder.resolve(Manifest.FILE);
        context.keepsakes().keep(KeptRows.keepsake(inputs.database()), file.toString());
        long lost = manifest.lost() + missed(live, parts);
        if (lost != 0) {
            return Outcome.failed(
                    "SW-0433",
                    lost + " rows are in the tables but not in what was set aside",
                    live.name(),
                    "Freeze writes first; a select must not leave rows out");
        }
        Map<String, String> evidence = new LinkedHashMap<>();
        evidence.put("rows-set-aside", String.valueOf(manifest.rows()));
        evidence.put("values-set-aside", String.valueOf(manifest.values()));
        evidence.put("rows-lost", "0");
        evidence.put(
                "read-from",
                fromLog ? "the log of writes" : beside ? BESIDE : copy.isPresent() ? log.whyNot() : NO_COPY);
        if (copy.isPresent() && parts.stream().anyMatch(part -> part.mode() != Manifest.Mode.VALUES)) {
            evidence.put("tables-only-in-broken", String.join(", ", added(live, copy.get())));
        }
        evidence.put("file", file.toString());
        evidence.put("sha256", digest);
        if (!beside) {
            log.end();
        }
        return Outcome.done(evidence);
    }

    /** Those named; for whole rows also every other table whose content differs from the copy's. */
    private static List<SetAside> tables(
            Inputs inputs, DatabaseAccess live, Optional<DatabaseAccess> copy, StepContext context) throws Exception {
        if (copy.isEmpty()
                || inputs.tables().stream().anyMatch(aside -> !aside.columns().isEmpty())) {
            return copy.isEmpty() ? inputs.tables() : madeByTheRelease(inputs.tables(), live, copy.get());
        }
        List<SetAside> all = new ArrayList<>();
        Comparison comparison = new Comparison(copy.get()::connect, live::connect, context::progress);
        for (SetAside named : inputs.tables()) {
            if (comparison.right().contains(full(named.table()))
                    || named.select().isPresent()) {
                all.add(named);
            } else {
                context.print(named.table() + " is gone, so it holds no rows to set aside");
            }
        }
        List<String> others = new ArrayList<>(comparison.common());
        inputs.tables().forEach(named -> others.remove(full(named.table())));
        comparison.differing(others).forEach(table -> all.add(new SetAside(table, List.of(), Optional.empty())));
        return all;
    }

    /** The copy has no such table to compare with: every column is a value, and a table that is not there yet has none. */
    private static List<SetAside> madeByTheRelease(List<SetAside> tables, DatabaseAccess live, DatabaseAccess copy)
            throws SQLException {
        List<SetAside> all = new ArrayList<>();
        try (Connection kept = copy.connect();
                Connection now = live.connect()) {
            for (SetAside named : tables) {
                boolean whole = named.columns().isEmpty() && named.select().isEmpty();
                Optional<List<String>> made =
                        whole ? ValueSalvage.columnsOfNew(kept, now, full(named.table())) : Optional.empty();
                made.map(columns -> new SetAside(named.table(), columns, Optional.empty()))
                        .or(() -> Optional.of(named))
                        .filter(aside -> aside == named || !aside.columns().isEmpty())
                        .ifPresent(all::add);
            }
        }
        return all;
    }

    /** Tables with rows that the copy has no place for; they stay in the broken database only. */
    private static List<String> added(DatabaseAccess live, DatabaseAccess copy) throws SQLException {
        List<String> added = new ArrayList<>();
        try (Connection kept = copy.connect();
                Connection broken = live.connect()) {
            List<String> known = Fingerprint.tables(kept);
            for (String table : Fingerprint.tables(broken)) {
                boolean rows = !known.contains(table)
                        && Sql.number(
                                        broken,
                                        "select count(*) from (select from " + Fingerprint.quoted(table)
                                                + " limit 1) r")
                                > 0;
                if (rows) {
                    added.add(table);
                }
            }
        }
        return added;
    }

    private static String full(String table) {
        return table.contains(".") ? table : "public." + table;
    }

    private static Manifest.Part values(
            DatabaseAccess live, SetAside aside, String suffix, Path folder, StepContext context) throws Exception {
        try (Connection connection = live.connect()) {
            return ValueSalvage.take(
                    connection, full(aside.table()), aside.columns(), suffix, folder, context::progress);
        }
    }

    private static Manifest.Part rows(
            DatabaseAccess live,
            Optional<DatabaseAccess> copy,
            SetAside aside,
            String suffix,
            Path folder,
            StepContext context)
            throws Exception {
        if (copy.isEmpty()) {
            throw dev.sternway.base.ProblemException.of(
                    "SW-0434",
                    "There is no copy kept at arming to compare with",
                    aside.table(),
                    "Keep a clone: safeguards.backup.keep: [clone, dump]");
        }
        return RowSalvage.take(
                live::connect,
                copy.get()::connect,
                full(aside.table()),
                aside.select(),
                suffix,
                folder,
                context::progress);
    }

    private static long missed(DatabaseAccess live, List<Manifest.Part> parts) throws Exception {
        long missed = 0;
        try (Connection connection = live.connect()) {
            for (Manifest.Part part : parts) {
                if (part.mode() == Manifest.Mode.VALUES) {
                    missed += Math.abs(ValueSalvage.count(connection, part) - part.count());
                }
            }
        }
        return missed;
    }

    @Override
    public Optional<ShellStep> inShell(Inputs inputs, ShellSetting setting) {
        return Optional.of(SalvageInShell.said(inputs, setting));
    }
}
