package dev.sternway.database.decode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sternway.database.catalog.Integrity;
import dev.sternway.database.catalog.Json;
import dev.sternway.database.salvage.Manifest;
import dev.sternway.database.salvage.Replay;
import dev.sternway.database.tables.QuietTriggers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/**
 * Replays changes in their order onto a restored database. Of an update only the columns that it changed are written, so
 * that a bad transaction can be left out without the good ones after it bringing its values back. Every thousand changes are
 * committed together with the note that they are done: a replay that was killed goes on, one that is done changes nothing.
 */
public final class ChangeReplay {
    private static final int BATCH = 1000;
    private static final int FEW = 16;

    private final Connection connection;
    private final Manifest.Part part;
    private final ChangeTable changes;
    private final Map<String, ReplayedTable> tables = new HashMap<>();

    public ChangeReplay(Connection connection, Manifest.Part part) {
        this.connection = connection;
        this.part = part;
        this.changes = new ChangeTable(connection, part);
    }

    /**
     * Puts the changes into the salvage schema, each with the row as it was before: to be called on the copy that will be
     * restored, while it still is as it was.
     */
    public void prepare(Path folder) throws Exception {
        connection.setAutoCommit(false);
        execute("set timezone = 'UTC'");
        if (!changes.exists()) {
            changes.load(folder.resolve(part.file()), part, List.of());
        }
        connection.commit();
    }

    /**
     * Takes over what was prepared on the copy, where another way than the copy itself put the database back: clients write
     * again, so the rows as they are now no longer tell what each change saw.
     */
    public void prepareFrom(Supplier<Connection> copy, Path folder) throws Exception {
        if (!changes.exists()) {
            try (Connection prepared = copy.get()) {
                changes.takeOver(prepared, folder);
            }
        }
    }

    /** Where only some tables were restored: what was written to the others is still there. */
    public void skipOthers(Optional<Set<String>> restored) throws SQLException {
        if (restored.isPresent() && changes.exists()) {
            changes.skipOthers(restored.get());
        }
    }

    /**
     * @param except numbers of transactions that are left out: the bad ones
     * @param progress told the number of the last change that is done for good
     * @throws dev.sternway.base.ProblemException SW-0570 when nothing was prepared here
     */
    public Replay.Result replay(Path folder, List<Long> except, LongConsumer progress) throws Exception {
        connection.setAutoCommit(false);
        execute("set timezone = 'UTC'");
        changes.require(folder);
        // rows are found by their keys, also where the server knows nothing yet about the size of tables
        execute("set enable_hashjoin = off; set enable_mergejoin = off");
        if (!except.isEmpty()) {
            execute("update " + changes.name() + " set state = case when transaction = any (" + array(except)
                    + ") then 'left out' end where state is null or state = 'left out' or (state = 'conflict' and transaction = any ("
                    + array(except) + "))");
        }
        long replayed = 0;
        long done = 0;
        for (List<OpenChange> rows = changes.open(0, BATCH); !rows.isEmpty(); ) {
            replayed += batch(rows);
            done += rows.size();
            progress.accept(done);
            rows = changes.open(rows.get(rows.size() - 1).change(), BATCH);
        }
        for (long again = retry(); again > 0; again = retry()) {
            replayed += again;
        }
        Integrity.moveSequences(connection, Map.of());
        connection.commit();
        return new Replay.Result(replayed, conflicts());
    }

    /** @return how many were written */
    private long batch(List<OpenChange> rows) throws SQLException {
        Set<QuietTriggers> quiet = new LinkedHashSet<>();
        for (OpenChange row : rows) {
            quiet.add(table(row.table()).quiet());
        }
        for (QuietTriggers table : quiet) {
            table.begin(connection);
        }
        long written = some(rows);
        for (QuietTriggers table : quiet) {
            table.end(connection);
        }
        connection.commit();
        return written;
    }

    private long retry() throws Exception {
        long helped = 0;
        for (OpenChange row : changes.rows("where state = 'conflict' and why like 'refused: %' order by change")) {
            helped += one(row) ? 1 : 0;
        }
        connection.commit();
        return helped;
    }

    /** With few statements where all of them fit, and where not, in halves, down to one by one. */
    private long some(List<OpenChange> rows) throws SQLException {
        Savepoint safe = connection.setSavepoint();
        boolean few = rows.size() <= FEW;
        OptionalLong together;
        try {
            together = few ? OptionalLong.of(together(rows)) : inSets(rows);
        } catch (SQLException refused) {
            together = OptionalLong.empty();
        }
        if (together.isPresent()) {
            connection.releaseSavepoint(safe);
            return together.getAsLong();
        }
        connection.rollback(safe);
        if (!few) {
            int half = rows.size() / 2;
            return some(rows.subList(0, half)) + some(rows.subList(half, rows.size()));
        }
        long written = 0;
        for (OpenChange row : rows) {
            written += one(row) ? 1 : 0;
        }
        return written;
    }

    private OptionalLong inSets(List<OpenChange> rows) throws SQLException {
        List<OpenChange> idle = rows.stream().filter(OpenChange::idle).toList();
        List<OpenChange> busy = rows.stream().filter(row -> !row.idle()).toList();
        if (!new ChangeSets(connection, changes.name()).write(busy, this::table)) {
            return OptionalLong.empty();
        }
        changes.note("already", numbers(idle));
        changes.note("replayed", numbers(busy));
        return OptionalLong.of(busy.size());
    }

    private static List<Long> numbers(List<OpenChange> rows) {
        return rows.stream().map(OpenChange::change).toList();
    }

    /** @throws SQLException when the server refuses one: then none of them is written */
    private long together(List<OpenChange> rows) throws SQLException {
        long written = 0;
        try (PreparedStatement notes = connection.prepareStatement(note())) {
            for (OpenChange row : rows) {
                String why = write(row);
                written += why.isEmpty() ? 1 : 0;
                note(notes, row, why);
                notes.addBatch();
            }
            notes.executeBatch();
        }
        return written;
    }

    /** @return whether something was written */
    private boolean one(OpenChange row) throws SQLException {
        Savepoint safe = connection.setSavepoint();
        String why;
        try {
            why = write(row);
        } catch (SQLException refused) {
            connection.rollback(safe);
            why = "refused: "
                    + String.valueOf(refused.getMessage()).lines().findFirst().orElse("");
        }
        try (PreparedStatement note = connection.prepareStatement(note())) {
            note(note, row, why);
            note.executeUpdate();
        }
        connection.releaseSavepoint(safe);
        return why.isEmpty();
    }

    /** @return what is in the way, empty when it was written */
    private String write(OpenChange row) throws SQLException {
        ChangeWrites writes = new ChangeWrites(connection, table(row.table()));
        return switch (row.kind()) {
            case "INSERT" -> writes.insert(row.key(), row.row());
            case "UPDATE" -> writes.update(row.key(), row.delta(), row.before());
            default -> writes.delete(row.key(), row.before(), changes.tainted(row));
        };
    }

    private String note() {
        return "update " + changes.name() + " set state = ?, why = ? where change = ?";
    }

    private static void note(PreparedStatement statement, OpenChange row, String why) throws SQLException {
        boolean already = why.equals(ChangeWrites.ALREADY);
        statement.setString(1, why.isEmpty() ? "replayed" : already ? "already" : "conflict");
        statement.setString(2, already ? "" : why);
        statement.setLong(3, row.change());
    }

    private List<String> conflicts() throws Exception {
        List<String> conflicts = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("select change, transaction, kind, tab, key, before, row, why from "
                                + changes.name() + " where state = 'conflict' order by change")) {
            while (rows.next()) {
                ObjectNode conflict = Json.exact().createObjectNode();
                conflict.put("choice", "")
                        .put("kind", rows.getString("kind"))
                        .put("table", rows.getString("tab"))
                        .put("why", rows.getString("why"))
                        .put("change", rows.getLong("change"))
                        .put("transaction", rows.getLong("transaction"));
                for (String field : List.of("key", "before")) {
                    conflict.set(field, json(rows.getString(field)));
                }
                conflict.set(
                        "after", rows.getString("kind").equals("DELETE") ? json("null") : json(rows.getString("row")));
                conflicts.add(Json.exact().writeValueAsString(conflict));
            }
        }
        connection.commit();
        return conflicts;
    }

    private static JsonNode json(String text) throws Exception {
        return Json.exact().readTree(text == null ? "null" : text);
    }

    private ReplayedTable table(String name) throws SQLException {
        ReplayedTable known = tables.get(name);
        if (known == null) {
            known = ReplayedTable.of(connection, name);
            tables.put(name, known);
        }
        return known;
    }

    /** A person decided about these: they are no conflicts any more. */
    public void decided(List<Long> numbers) throws SQLException {
        if (changes.exists()) {
            execute("update " + changes.name() + " set state = 'decided' where state = 'conflict' and change = any ("
                    + array(numbers) + ")");
        }
    }

    private static String array(List<Long> numbers) {
        return "'{" + String.join(",", numbers.stream().map(String::valueOf).toList()) + "}'::bigint[]";
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
