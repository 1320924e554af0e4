package dev.sternway.database.mariadb.log;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sternway.base.ProblemException;
import dev.sternway.database.catalog.Json;
import dev.sternway.database.decode.Change;
import dev.sternway.database.decode.ChangeLine;
import dev.sternway.database.mariadb.MariaAccess;
import dev.sternway.database.mariadb.catalog.Catalog;
import dev.sternway.database.mariadb.catalog.CatalogReader;
import dev.sternway.database.salvage.LineFile;
import dev.sternway.database.salvage.Manifest;
import dev.sternway.database.salvage.Replay;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.zip.GZIPInputStream;

/**
 * Replays changes in the order of their commits onto a restored schema. Of an update only the columns that it changed are
 * written, and only where they still are what it saw, so that a bad transaction can be left out. Every thousand changes are
 * committed together with the note that they are done: a replay that was killed goes on, one that is done changes nothing.
 */
public final class BinlogReplay implements AutoCloseable {
    private static final int BATCH = 1000;
    private static final int FEW = 4;
    private static final long BATCH_CHARACTERS = 4 << 20;
    private static final int TRIES = 5;

    private final Connection connection;
    private final Manifest.Part part;
    private final ReplayState state;
    private final Map<String, RowWrites> tables = new HashMap<>();
    private final Catalog catalog;

    public BinlogReplay(MariaAccess schema, Manifest.Part part) throws SQLException {
        this.connection = schema.connect();
        this.part = part;
        this.state = new ReplayState(connection, part.sha256(), schema.name());
        this.catalog = CatalogReader.read(connection);
        connection.setAutoCommit(false);
        execute(
                "SET SESSION time_zone = '+00:00', SESSION sql_mode = 'STRICT_ALL_TABLES,NO_AUTO_VALUE_ON_ZERO,ALLOW_INVALID_DATES'");
        state.open();
    }

    /** The schema was put back by other means since a replay: nothing of it is done. */
    public void restart() throws SQLException {
        state.restart();
    }

    /** A person decided about these: they are no conflicts any more. */
    public void decided(List<Long> changes) throws SQLException {
        for (Long change : changes) {
            state.settle(change);
        }
        connection.commit();
    }

    /**
     * @param restored the tables that were put back; empty for all. What was written to the others is still there
     * @param except numbers of transactions that are left out: the bad ones
     * @param progress told the number of the last change that is done for good
     * @throws ProblemException SW-0430 when the file was changed since it was written, SW-0622 when triggers would fire again
     */
    public Replay.Result replay(Path folder, Optional<Set<String>> restored, List<Long> except, LongConsumer progress)
            throws Exception {
        Path file = folder.resolve(part.file());
        LineFile.requireUnchanged(file, part.sha256());
        requireNoTriggers(restored);
        state.leaveOut(except);
        connection.commit();
        Set<Long> reopened = state.reopened(except);
        long replayed = 0;
        long done = state.done();
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            List<ChangeLine> batch = new ArrayList<>();
            long size = 0;
            for (String text = in.readLine(); text != null; text = in.readLine()) {
                ChangeLine line = Json.exact().readValue(text, ChangeLine.class);
                boolean open = line.change() > done
                        || (reopened.contains(line.transaction()) && state.isLeftOut(line.change()));
                if (open && restored.map(it -> it.contains(line.table())).orElse(true)) {
                    batch.add(line);
                    size += text.length();
                }
                if (batch.size() >= BATCH || size > BATCH_CHARACTERS) {
                    replayed += batch(batch, except);
                    progress.accept(line.change());
                    batch.clear();
                    size = 0;
                }
            }
            replayed += batch(batch, except);
        }
        for (long again = 1; again > 0; ) {
            again = retry(except);
            replayed += again;
        }
        return new Replay.Result(replayed, conflicts());
    }

    /** All of them and the note, or none: where the server ends the transaction of a deadlock, again. */
    private long batch(List<ChangeLine> batch, List<Long> except) throws Exception {
        if (batch.isEmpty()) {
            return 0;
        }
        for (int tried = 1; ; tried++) {
            try {
                long written = 0;
                long done = state.done();
                for (int next = 0; next < batch.size(); ) {
                    List<RowWrites.OneStatement> same = alike(batch.subList(next, batch.size()), done, except);
                    if (same.size() < FEW
                            || !writes(same.get(0).change().table())
                                    .orElseThrow()
                                    .together(same)) {
                        for (ChangeLine change : batch.subList(next, next + Math.max(1, same.size()))) {
                            written += one(change, except, change.change() <= done) ? 1 : 0;
                        }
                    } else {
                        written += same.size();
                    }
                    next += Math.max(1, same.size());
                }
                state.done(Math.max(done, batch.get(batch.size() - 1).change()));
                connection.commit();
                return written;
            } catch (SQLException failed) {
                connection.rollback();
                if (!RowWrites.TRY_AGAIN.contains(failed.getErrorCode()) || tried == TRIES) {
                    throw failed;
                }
            }
        }
    }

    /** The first of these, as far as one statement does for all of them; none where the first needs a closer look. */
    private List<RowWrites.OneStatement> alike(List<ChangeLine> changes, long done, List<Long> except) {
        List<RowWrites.OneStatement> same = new ArrayList<>();
        for (ChangeLine change : changes) {
            Optional<RowWrites.OneStatement> one = except.contains(change.transaction()) || change.change() <= done
                    ? Optional.empty()
                    : writes(change.table()).flatMap(it -> it.statement(change));
            if (one.isEmpty()
                    || !same.isEmpty() && !one.get().sql().equals(same.get(0).sql())) {
                break;
            }
            same.add(one.get());
        }
        return same;
    }

    private long retry(List<Long> except) throws Exception {
        long helped = 0;
        for (ReplayState.Conflict conflict : state.conflicts(true)) {
            helped += one(conflict.change(), except, true) ? 1 : 0;
        }
        connection.commit();
        return helped;
    }

    /**
     * @param again whether it was looked at before, so that there may be a note about it
     * @return whether something was written
     */
    private boolean one(ChangeLine change, List<Long> except, boolean again) throws Exception {
        Optional<RowWrites> writes = writes(change.table());
        List<String> key = writes.map(RowWrites::keyColumns).orElse(List.of());
        if (except.contains(change.transaction())) {
            state.keep(change, key, "left out", "");
            return false;
        }
        if (writes.isEmpty()) {
            settle(change, again);
            return false;
        }
        String why;
        try {
            why = write(change, writes.get());
        } catch (SQLException refused) {
            if (RowWrites.TRY_AGAIN.contains(refused.getErrorCode()) || connection.isClosed()) {
                throw refused;
            }
            why = "refused: "
                    + String.valueOf(refused.getMessage()).lines().findFirst().orElse("");
        }
        if (why.isEmpty() || why.equals(RowWrites.ALREADY)) {
            settle(change, again);
        } else {
            state.keep(change, key, "conflict", why);
        }
        return why.isEmpty();
    }

    private void settle(ChangeLine change, boolean again) throws SQLException {
        if (again) {
            state.settle(change.change());
        }
    }

    private String write(ChangeLine change, RowWrites writes) throws SQLException {
        if (change.kind() == Change.Kind.TRUNCATE) {
            return "the table was emptied";
        }
        return switch (change.kind()) {
            case INSERT -> writes.insert(change);
            case UPDATE -> writes.update(change);
            default -> writes.delete(change, writes.hasKey() && state.tainted(change, writes.keyColumns()));
        };
    }

    private Optional<RowWrites> writes(String table) {
        return catalog.table(table).map(shape -> tables.computeIfAbsent(table, it -> new RowWrites(connection, shape)));
    }

    private List<String> conflicts() throws Exception {
        List<String> conflicts = new ArrayList<>();
        for (ReplayState.Conflict conflict : state.conflicts(false)) {
            ChangeLine change = conflict.change();
            JsonNode known = change.kind() == Change.Kind.INSERT ? change.row() : change.key();
            ObjectNode key = Json.exact().createObjectNode();
            writes(change.table())
                    .map(RowWrites::keyColumns)
                    .orElse(List.of())
                    .forEach(column -> key.set(column, known.path(column)));
            ObjectNode line = Json.exact().createObjectNode();
            line.put("choice", "")
                    .put("kind", change.kind().name())
                    .put("table", change.table())
                    .put("why", conflict.why())
                    .put("change", change.change())
                    .put("transaction", change.transaction());
            line.set("key", key);
            line.set("before", change.key());
            line.set("after", change.kind() == Change.Kind.DELETE ? line.nullNode() : change.row());
            conflicts.add(Json.exact().writeValueAsString(line));
        }
        connection.commit();
        return conflicts;
    }

    /** What triggers wrote is in the log itself; MariaDB cannot keep them still for one session. */
    private void requireNoTriggers(Optional<Set<String>> restored) {
        List<String> triggers = catalog.tables().keySet().stream()
                .filter(table -> restored.map(it -> it.contains(table)).orElse(true))
                .flatMap(table -> catalog.triggersOf(table).stream())
                .map(it -> it.name() + " on " + it.table())
                .toList();
        if (!triggers.isEmpty()) {
            throw ProblemException.of(
                    "SW-0622",
                    "These triggers would fire a second time for what is replayed: " + String.join(", ", triggers),
                    String.join(", ", triggers),
                    "While nobody writes, take them off (SHOW CREATE TRIGGER keeps their text), replay, and make them again");
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
