package dev.sternway.executor.data.mariadb;

import dev.sternway.base.Digest;
import dev.sternway.base.ProblemException;
import dev.sternway.database.catalog.Json;
import dev.sternway.database.catalog.Sql;
import dev.sternway.database.mariadb.MariaAccess;
import dev.sternway.database.mariadb.catalog.CatalogReader;
import dev.sternway.database.mariadb.catalog.Quote;
import dev.sternway.database.mariadb.catalog.TableShape;
import dev.sternway.database.mariadb.compare.SchemaComparison;
import dev.sternway.database.mariadb.salvage.RowsAside;
import dev.sternway.database.mariadb.salvage.ValuesAside;
import dev.sternway.database.salvage.Manifest;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.TargetDatabase;
import dev.sternway.executor.data.SalvageDatabase;
import dev.sternway.executor.mariadb.log.BinlogSalvage;
import dev.sternway.executor.mariadb.moment.HeldSchema;
import dev.sternway.executor.mariadb.tables.ArmedSchema;
import dev.sternway.plan.Phases.SetAside;
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

/** Values of columns, or rows that differ from the copy kept at arming. */
final class SalvageSchema extends Half<SalvageDatabase.Inputs> {
    SalvageSchema(Executor<SalvageDatabase.Inputs> whole) {
        super(whole);
    }

    @Override
    public Outcome run(SalvageDatabase.Inputs inputs, StepContext context) throws Exception {
        MariaAccess live = TargetDatabase.mariaDb(context, inputs.database());
        Path folder = SalvageDatabase.folder(context, inputs.database());
        Files.createDirectories(folder);
        String suffix = TargetDatabase.copy(context, "", "").replace("_", "");
        List<Manifest.Part> parts = new ArrayList<>();
        try {
            return setAside(inputs, context, live, folder, suffix, parts);
        } finally {
            if (context.work().cancelled()) {
                remove(parts, live.spared(), folder, suffix, SalvageDatabase.kept(context, inputs.database()));
            }
        }
    }

    /** What was set aside so far, when it was cancelled before it was noted. */
    private static void remove(
            List<Manifest.Part> parts, MariaAccess live, Path folder, String suffix, Optional<Manifest> noted)
            throws IOException, SQLException {
        for (Manifest.Part part : parts) {
            if (noted.filter(kept -> kept.parts().contains(part)).isEmpty()) {
                Files.deleteIfExists(folder.resolve(part.file()));
                if (part.mode() == Manifest.Mode.VALUES) {
                    live.execute("DROP TABLE IF EXISTS " + ValuesAside.copy(live.name(), part.table(), suffix));
                }
            }
        }
    }

    private static Outcome setAside(
            SalvageDatabase.Inputs inputs,
            StepContext context,
            MariaAccess live,
            Path folder,
            String suffix,
            List<Manifest.Part> parts)
            throws Exception {
        Map<String, String> evidence = new LinkedHashMap<>();
        BinlogSalvage log = new BinlogSalvage(context, inputs.database(), live);
        boolean wholeRows = inputs.tables().stream()
                .allMatch(aside -> aside.columns().isEmpty() && aside.select().isEmpty());
        boolean fromLog = wholeRows && log.take(folder, suffix, parts);
        long missed = values(inputs, live, suffix, folder, parts, context);
        if (fromLog) {
            evidence.put("read-from", BinlogSalvage.READ_FROM);
        } else if (parts.size() < inputs.tables().size() || inputs.tables().isEmpty()) {
            evidence.put("read-from", log.whyNot());
            evidence.put("tables-only-in-broken", compared(inputs, live, suffix, folder, parts, context));
        }
        Manifest manifest = new Manifest(context.key(), parts);
        byte[] content = Json.exact().writeValueAsBytes(manifest);
        Path file = folder.resolve("manifest.json");
        Files.write(file, content);
        context.keepsakes().keep(SalvageDatabase.keepsake(inputs.database()), file.toString());
        long lost = manifest.lost() + missed;
        if (lost != 0) {
            return Outcome.failed(
                    "SW-0433",
                    lost + " rows are in the tables but not in what was set aside",
                    live.name(),
                    "Freeze writes first; a select must not leave rows out");
        }
        evidence.put("rows-set-aside", String.valueOf(manifest.rows()));
        evidence.put("values-set-aside", String.valueOf(manifest.values()));
        evidence.put("rows-lost", "0");
        evidence.put("file", file.toString());
        evidence.put("sha256", Digest.of(content));
        return Outcome.done(evidence);
    }

    /** @return rows whose values came while they were read */
    private static long values(
            SalvageDatabase.Inputs inputs,
            MariaAccess live,
            String suffix,
            Path folder,
            List<Manifest.Part> parts,
            StepContext context)
            throws Exception {
        long missed = 0;
        try (Connection connection = live.connect()) {
            for (SetAside aside : inputs.tables()) {
                if (!aside.columns().isEmpty()) {
                    context.stillMine();
                    context.print("setting aside " + aside.columns() + " of " + aside.table());
                    TableShape table = CatalogReader.read(connection)
                            .table(aside.table())
                            .orElseThrow(() -> ProblemException.of(
                                    "SW-0606",
                                    "There is no table " + aside.table() + " to set values aside from",
                                    live.name(),
                                    "Correct its name in the plan"));
                    ValuesAside values = new ValuesAside(connection, table, aside.columns());
                    Manifest.Part part = values.take(suffix, folder);
                    missed += Math.abs(values.count() - part.count());
                    parts.add(part);
                }
            }
        }
        return missed;
    }

    /**
     * With the schema that is going to take the broken one's place, or else with the copy, or with the dump restored beside.
     *
     * @return tables that only the broken schema has, which that one has no place for
     */
    private static String compared(
            SalvageDatabase.Inputs inputs,
            MariaAccess live,
            String suffix,
            Path folder,
            List<Manifest.Part> parts,
            StepContext context)
            throws Exception {
        Optional<HeldSchema> held = HeldSchema.atHand(context, inputs.database());
        if (held.isPresent()) {
            return rows(inputs, live, live.other(held.get().schema()), suffix, folder, parts, context);
        }
        ArmedSchema armed = ArmedSchema.open(context, inputs.database())
                .orElseThrow(() -> ProblemException.of(
                        "SW-0434",
                        "There is no copy kept at arming to compare with",
                        live.name(),
                        "Keep a clone or a dump: safeguards.backup.keep: [clone, dump]"));
        try {
            return rows(inputs, live, armed.access(), suffix, folder, parts, context);
        } finally {
            armed.drop();
        }
    }

    private static String rows(
            SalvageDatabase.Inputs inputs,
            MariaAccess live,
            MariaAccess kept,
            String suffix,
            Path folder,
            List<Manifest.Part> parts,
            StepContext context)
            throws Exception {
        SchemaComparison comparison = new SchemaComparison(kept::connect, live::connect, context::progress);
        RowsAside aside = new RowsAside(comparison, kept::connect, live::connect, folder, suffix);
        for (SetAside each : tables(inputs, comparison, context)) {
            context.stillMine();
            context.print("setting aside rows of " + each.table());
            parts.add(aside.take(each.table(), each.select()));
        }
        List<String> added = new ArrayList<>();
        try (Connection connection = live.connect()) {
            for (String table : comparison.right().tables().keySet()) {
                if (comparison.left().table(table).isEmpty() && holdsRows(connection, table)) {
                    added.add(table);
                }
            }
        }
        return String.join(", ", added);
    }

    /** Those named; without columns to set aside also every other table whose content differs from the copy's. */
    private static List<SetAside> tables(
            SalvageDatabase.Inputs inputs, SchemaComparison comparison, StepContext context) throws SQLException {
        List<SetAside> all = new ArrayList<>();
        List<String> others = new ArrayList<>(comparison.common());
        for (SetAside named : inputs.tables()) {
            if (named.columns().isEmpty()) {
                others.remove(named.table());
                if (comparison.common().contains(named.table())
                        || named.select().isPresent()
                                && comparison.left().table(named.table()).isPresent()) {
                    all.add(named);
                } else {
                    context.print(named.table() + " is gone, so it holds no rows to set aside");
                }
            }
        }
        if (all.size() == inputs.tables().size()
                || inputs.tables().stream().allMatch(it -> it.columns().isEmpty())) {
            comparison.differing(others).forEach(table -> all.add(new SetAside(table, List.of(), Optional.empty())));
        }
        return all;
    }

    private static boolean holdsRows(Connection connection, String table) throws SQLException {
        return Sql.number(connection, "SELECT EXISTS (SELECT 1 FROM " + Quote.name(table) + ")") > 0;
    }
}
