package dev.sternway.executor.data;

import dev.sternway.base.Problem;
import dev.sternway.base.ProblemException;
import dev.sternway.database.Clones;
import dev.sternway.database.DatabaseAccess;
import dev.sternway.database.Rehearsal;
import dev.sternway.database.backup.Space;
import dev.sternway.database.catalog.Fingerprint;
import dev.sternway.database.catalog.SchemaSnapshot;
import dev.sternway.database.catalog.Snapshot;
import dev.sternway.database.catalog.Sql;
import dev.sternway.executor.Snapshots;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.TargetDatabase;
import dev.sternway.executor.migrate.rehearse.LevelStep;
import dev.sternway.executor.migrate.rehearse.ToolLevel;
import dev.sternway.executor.postgres.Progress;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs scripts on a scratch database and compares it with the state at arming. */
final class ScratchRun implements RehearseRollback.Scratch {
    private static final Pattern COLUMN = Pattern.compile("^[-+] column (\\S+) (.*)$");

    /** Rows that the open transaction wrote; a table that is only rewritten under a new shape does not count. */
    private static final String WRITTEN =
            "select coalesce(sum(n_tup_upd + n_tup_del + n_tup_ins), 0) from pg_stat_xact_user_tables";

    private final StepContext context;
    private final String target;
    private final String live;
    private final String clone;
    private final Clones clones;
    private final DatabaseAccess scratch;
    private final Snapshot armed;
    private long written;

    ScratchRun(StepContext context, String target, String clone, Snapshot armed) {
        DatabaseAccess live = TargetDatabase.of(context, target);
        this.context = context;
        this.target = target;
        this.live = live.name();
        this.clone = clone;
        this.clones = new Clones(live);
        this.scratch = live.other(TargetDatabase.copy(context, live.name(), "scratch"));
        this.armed = armed;
    }

    @Override
    public void fresh() throws Exception {
        context.stillMine();
        clones.open(clone);
        clones.drop(scratch.name());
        copy(scratch.name());
    }

    private void copy(String name) throws Exception {
        DatabaseAccess server = scratch.maintenance();
        Progress progress =
                new Progress(() -> Space.ofCopyInTheMaking(server), Space.of(scratch.other(clone)), "bytes");
        context.print("copying the clone for the rehearsal");
        try (Progress.Watch watch = progress.watch(context, () -> {})) {
            clones.copy(clone, name);
            watch.requireMine();
        }
    }

    @Override
    public Rehearsal.Proof swap() throws Exception {
        String copy = TargetDatabase.copy(context, live, "swapin");
        String aside = TargetDatabase.copy(context, live, "swapout");
        try {
            clones.drop(copy);
            clones.drop(aside);
            copy(copy);
            long start = System.nanoTime();
            clones.swap(scratch.name(), copy, aside);
            long millis = (System.nanoTime() - start) / 1_000_000;
            return new Rehearsal.Proof(true, "the clone was swapped in on scratch names", millis, List.of());
        } finally {
            clones.drop(copy);
            clones.drop(aside);
        }
    }

    @Override
    public void close() throws SQLException {
        clones.drop(scratch.name());
    }

    @Override
    public RehearseRollback.Migrated migrate(List<String> scripts) throws SQLException {
        List<String> digests = new ArrayList<>();
        List<Rehearsal.StepTime> steps = new ArrayList<>();
        try (Connection connection = scratch.connect()) {
            digests.add(SchemaSnapshot.of(connection).digest());
            written = 0;
            for (String script : scripts) {
                steps.add(new Rehearsal.StepTime(script, execute(connection, script)));
                digests.add(SchemaSnapshot.of(connection).digest());
            }
            return migrated(connection, digests, steps, armed);
        }
    }

    private RehearseRollback.Migrated migrated(
            Connection connection, List<String> digests, List<Rehearsal.StepTime> steps, Snapshot expected)
            throws SQLException {
        List<String> difference = armed.schema().difference(SchemaSnapshot.of(connection));
        boolean drops = difference.stream().anyMatch(line -> line.startsWith("- column") && changed(line, difference));
        boolean rewrites = written > 0
                || expected.contentDifference(connection).stream().anyMatch(line -> line.contains("other content"));
        boolean breaks = drops || difference.stream().anyMatch(ScratchRun::demandsNewValue);
        return new RehearseRollback.Migrated(digests, steps, drops, rewrites, breaks);
    }

    @Override
    public ToolLevel tool(List<LevelStep> steps) {
        return ToolLevel.of(steps, context, target, scratch);
    }

    @Override
    public RehearseRollback.Migrated migrate(ToolLevel tool, int most) throws Exception {
        List<String> digests = new ArrayList<>();
        List<Rehearsal.StepTime> steps = new ArrayList<>();
        try (Connection connection = scratch.connect()) {
            digests.add(SchemaSnapshot.of(connection).digest());
            written = 0;
            while (steps.size() < most) {
                long start = System.nanoTime();
                Optional<String> name = tool.applyNext();
                if (name.isEmpty()) {
                    break;
                }
                steps.add(new Rehearsal.StepTime(name.get(), millis(start)));
                digests.add(SchemaSnapshot.of(connection).digest());
            }
            Snapshot expected = armed.without(tool.histories(connection));
            noteWrites(connection, expected);
            return migrated(connection, digests, steps, expected);
        }
    }

    private void noteWrites(Connection connection, Snapshot expected) throws SQLException {
        Set<String> other = Snapshots.rehearsedWrites(context, target);
        for (Fingerprint table : expected.tables()) {
            if (!new Snapshot(expected.schema(), List.of(table))
                    .contentDifference(connection)
                    .isEmpty()) {
                other.add(table.table());
            }
        }
        Snapshots.rehearsedWrites(context, target, other);
    }

    @Override
    public Rehearsal.Proof prove(ToolLevel tool) throws Exception {
        try (Connection connection = scratch.connect()) {
            SchemaSnapshot before = SchemaSnapshot.of(connection);
            long start = System.nanoTime();
            Optional<Problem> against = tool.takeBack();
            long millis = millis(start);
            return against.isPresent()
                    ? new Rehearsal.Proof(
                            false, against.get().code() + " " + against.get().what(), millis, List.of())
                    : compared(connection, before, millis, armed.without(tool.histories(connection)));
        }
    }

    @Override
    public Rehearsal.Proof prove(List<String> reverse) throws SQLException {
        try (Connection connection = scratch.connect()) {
            SchemaSnapshot before = SchemaSnapshot.of(connection);
            long millis = 0;
            for (String script : reverse) {
                millis += execute(connection, script);
            }
            return compared(connection, before, millis, armed);
        }
    }

    private Rehearsal.Proof compared(Connection connection, SchemaSnapshot before, long millis, Snapshot expected)
            throws SQLException {
        SchemaSnapshot after = SchemaSnapshot.of(connection);
        List<String> wrong = new ArrayList<>(armed.schema().difference(after));
        wrong.addAll(expected.contentDifference(connection));
        List<String> loses = before.difference(after).stream()
                .map(COLUMN::matcher)
                .filter(Matcher::matches)
                .filter(matcher -> matcher.group().startsWith("-"))
                .map(matcher -> matcher.group(1))
                .filter(column -> after.lines().stream().noneMatch(line -> line.startsWith("column " + column + " ")))
                .toList();
        return wrong.isEmpty()
                ? new Rehearsal.Proof(true, "schema and content equal the state at arming", millis, loses)
                : new Rehearsal.Proof(false, String.join("; ", wrong), millis, loses);
    }

    private static long millis(long start) {
        return (System.nanoTime() - start) / 1_000_000;
    }

    private long execute(Connection connection, String script) throws SQLException {
        context.print("rehearsing " + script);
        long start = System.nanoTime();
        String text = new String(context.file(script), StandardCharsets.UTF_8);
        try (Statement statement = connection.createStatement()) {
            connection.setAutoCommit(text.toLowerCase(Locale.ROOT).contains("concurrently"));
            statement.execute(text);
            if (!connection.getAutoCommit()) {
                written += Sql.number(connection, WRITTEN);
                connection.commit();
            }
        } catch (SQLException failure) {
            throw ProblemException.of(
                    "SW-0438",
                    script + " fails on a scratch copy: "
                            + String.valueOf(failure.getMessage())
                                    .lines()
                                    .findFirst()
                                    .orElse(""),
                    script,
                    "Mend the script and arm again");
        }
        connection.setAutoCommit(true);
        return millis(start);
    }

    /** A column is gone, or has another type; a changed default or NOT NULL alone does not count. */
    private static boolean changed(String gone, List<String> difference) {
        Matcher old = COLUMN.matcher(gone);
        if (!old.matches()) {
            return true;
        }
        String type = old.group(2).replaceAll(" (not null|default|identity|storage|collate|acl).*", "");
        return difference.stream()
                .map(COLUMN::matcher)
                .filter(Matcher::matches)
                .filter(matcher -> matcher.group().startsWith("+"))
                .noneMatch(matcher -> matcher.group(1).equals(old.group(1))
                        && matcher.group(2)
                                .replaceAll(" (not null|default|identity|storage|collate|acl).*", "")
                                .equals(type));
    }

    private static boolean demandsNewValue(String line) {
        return line.startsWith("+ column ")
                && line.contains(" not null")
                && !line.contains(" default ")
                && !line.contains(" identity ")
                && !line.contains(" generated");
    }
}
