package dev.sternway.executor.mariadb.rehearse;

import dev.sternway.base.Digest;
import dev.sternway.base.ProblemException;
import dev.sternway.database.Rehearsal;
import dev.sternway.database.catalog.SchemaSnapshot;
import dev.sternway.database.catalog.Snapshot;
import dev.sternway.database.mariadb.MariaAccess;
import dev.sternway.database.mariadb.catalog.Catalog;
import dev.sternway.database.mariadb.catalog.CatalogReader;
import dev.sternway.database.mariadb.compare.Content;
import dev.sternway.database.mariadb.compare.SchemaFacts;
import dev.sternway.database.mariadb.copy.Parts;
import dev.sternway.database.mariadb.copy.Schemas;
import dev.sternway.database.mariadb.copy.Swap;
import dev.sternway.database.mariadb.copy.TakeCopy;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.TargetDatabase;
import dev.sternway.executor.data.RehearseRollback;
import dev.sternway.executor.mariadb.MariaTool;
import dev.sternway.executor.mariadb.StepCourse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A scratch copy of the schema kept at arming; scripts run in it with MariaDB's own client, as a guest who reaches nothing else. */
public final class ScratchSchema implements RehearseRollback.Scratch {
    private static final int LETTERS = 12;

    private final StepContext context;
    private final MariaAccess live;
    private final MariaAccess clone;
    private final MariaAccess scratch;
    private final Snapshot armed;
    private final Guest guest;

    private ScratchSchema(StepContext context, MariaAccess live, String clone, Snapshot armed) {
        this.context = context;
        this.live = live;
        this.clone = live.other(clone);
        this.scratch = live.other(TargetDatabase.copy(context, live.name(), "scratch"));
        this.armed = armed;
        this.guest = Guest.in(scratch, "sternway_" + Digest.of(scratch.name()).substring(0, LETTERS));
    }

    /** @throws ProblemException SW-0598 when no guest can be made, SW-0599 when the schema's own code reaches other schemas */
    public static ScratchSchema of(StepContext context, String database, String clone, Snapshot armed)
            throws Exception {
        MariaAccess live = TargetDatabase.mariaDb(context, database);
        Reach.requireInside(live);
        return new ScratchSchema(context, live, clone, armed);
    }

    @Override
    public void fresh() throws Exception {
        context.stillMine();
        copy(scratch.name());
    }

    private Parts copy(String name) throws Exception {
        return new TakeCopy(clone, name, new StepCourse(context)).run().parts();
    }

    @Override
    public RehearseRollback.Migrated migrate(List<String> scripts) throws Exception {
        List<String> digests = new ArrayList<>(List.of(schema().digest()));
        List<Rehearsal.StepTime> steps = new ArrayList<>();
        for (String script : scripts) {
            steps.add(new Rehearsal.StepTime(script, execute(script)));
            digests.add(schema().digest());
        }
        List<String> difference = armed.schema().difference(schema());
        boolean drops = difference.stream().anyMatch(line -> line.startsWith("- column"));
        boolean rewrites = content().difference(armed).stream().anyMatch(line -> line.contains("other content"));
        boolean breaks = drops
                || difference.stream()
                        .anyMatch(line -> line.startsWith("+ column ")
                                && line.contains(" NOT NULL")
                                && !line.contains(" DEFAULT ")
                                && !line.contains(" AUTO_INCREMENT"));
        return new RehearseRollback.Migrated(digests, steps, drops, rewrites, breaks);
    }

    @Override
    public Rehearsal.Proof prove(List<String> reverse) throws Exception {
        Set<String> before = columns();
        long millis = 0;
        for (String script : reverse) {
            millis += execute(script);
        }
        List<String> wrong = new ArrayList<>(armed.schema().difference(schema()));
        wrong.addAll(content().difference(armed));
        before.removeAll(columns());
        List<String> loses = List.copyOf(before);
        return wrong.isEmpty()
                ? new Rehearsal.Proof(true, "schema and content equal the state at arming", millis, loses)
                : new Rehearsal.Proof(false, String.join("; ", wrong), millis, loses);
    }

    @Override
    public Rehearsal.Proof swap() throws Exception {
        String copy = TargetDatabase.copy(context, live.name(), "swapin");
        String aside = TargetDatabase.copy(context, live.name(), "swapout");
        Schemas schemas = new Schemas(live);
        try {
            schemas.drop(aside);
            Parts comes = copy(copy);
            Parts was;
            try (Connection connection = scratch.connect()) {
                was = Parts.read(connection);
            }
            long start = System.nanoTime();
            new Swap(scratch, new Swap.Plan(copy, aside, was, comes, false), new StepCourse(context)).run();
            long millis = (System.nanoTime() - start) / 1_000_000;
            List<String> wrong = new ArrayList<>(armed.schema().difference(schema()));
            wrong.addAll(content().difference(armed));
            return wrong.isEmpty()
                    ? new Rehearsal.Proof(
                            true,
                            "the copy was swapped in on scratch names and equals the state at arming",
                            millis,
                            List.of())
                    : new Rehearsal.Proof(false, String.join("; ", wrong), millis, List.of());
        } finally {
            Schemas after = new Schemas(live.spared());
            after.drop(copy);
            after.drop(aside);
        }
    }

    private Content content() {
        return Content.still(scratch::connect, context::progress);
    }

    private SchemaSnapshot schema() throws SQLException {
        try (Connection connection = scratch.connect()) {
            return SchemaFacts.of(CatalogReader.read(connection));
        }
    }

    private Set<String> columns() throws SQLException {
        try (Connection connection = scratch.connect()) {
            Catalog catalog = CatalogReader.read(connection);
            Set<String> names = new TreeSet<>();
            catalog.tables()
                    .forEach((table, shape) -> shape.columns().keySet().forEach(it -> names.add(table + "." + it)));
            return names;
        }
    }

    private long execute(String script) throws Exception {
        context.print("rehearsing " + script);
        Path text = Files.createTempFile(context.workspace(), "script", ".sql");
        long start = System.nanoTime();
        try {
            byte[] content = context.file(script);
            Reach.requireOwnSchemaOnly(script, new String(content, StandardCharsets.UTF_8));
            Files.write(text, content);
            List<String> said = new ArrayList<>();
            int code = new MariaTool("mariadb")
                    .run(
                            guest.access(),
                            context,
                            List.of(
                                    "--default-character-set=utf8mb4",
                                    "--init-command=SET sql_log_bin = 0",
                                    scratch.name()),
                            Optional.of(text),
                            Optional.empty(),
                            said::add);
            if (code != 0) {
                throw ProblemException.of(
                        "SW-0438",
                        script + " fails on a scratch copy: "
                                + (said.isEmpty() ? "exit code " + code : said.get(said.size() - 1)),
                        script,
                        "Mend the script and arm again");
            }
        } finally {
            Files.deleteIfExists(text);
        }
        return (System.nanoTime() - start) / 1_000_000;
    }

    @Override
    public void close() throws SQLException {
        try {
            guest.close();
        } finally {
            new Schemas(live.spared()).drop(scratch.name());
        }
    }
}
