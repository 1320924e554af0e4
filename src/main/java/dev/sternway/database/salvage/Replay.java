package dev.sternway.database.salvage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sternway.database.catalog.Fingerprint;
import dev.sternway.database.catalog.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;

/** Puts back what was set aside, where the table still is as the salvage expects it; what does not fit is a conflict. */
public final class Replay {
    private static final int BATCH = 2000;
    private static final long BATCH_CHARACTERS = 8 << 20;
    private static final int FEW = 8;

    private final Connection connection;
    private final LongConsumer progress;
    private long replayed;
    private long looked;
    private final List<String> conflicts = new ArrayList<>();
    private final List<Open> open = new ArrayList<>();

    public Replay(Connection connection, LongConsumer progress) {
        this.connection = connection;
        this.progress = progress;
    }

    /** @param conflicts one JSON object each: a person decides about them */
    public record Result(long replayed, List<String> conflicts) {}

    /** All parts in one transaction: deletes from children to parents, then inserts and updates from parents to children. */
    public Result replay(Manifest manifest, Path folder) throws Exception {
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute("set local timezone = 'UTC'");
            // rows are found by their keys, also where the server knows nothing yet about the size of tables
            statement.execute("set local enable_hashjoin = off; set local enable_mergejoin = off; set local jit = off");
        }
        LineSets.prepare(connection);
        Optional<Set<String>> restored = RestoredTables.of(connection, manifest.key());
        List<Manifest.Part> parts = ParentsFirst.order(
                connection,
                manifest.parts().stream()
                        .filter(part -> part.mode() == Manifest.Mode.VALUES
                                || restored.isEmpty()
                                || restored.get().contains(part.table()))
                        .toList());
        for (int i = parts.size() - 1; i >= 0; i--) {
            pass(parts.get(i), folder, true);
        }
        for (Manifest.Part part : parts) {
            pass(part, folder, false);
        }
        retry();
        dev.sternway.database.catalog.Integrity.moveSequences(connection, java.util.Map.of());
        connection.commit();
        return new Result(replayed, List.copyOf(conflicts));
    }

    private void pass(Manifest.Part part, Path folder, boolean deletes) throws Exception {
        TableShape shape = TableShape.of(connection, part.table());
        List<String> there = Fingerprint.columns(connection, part.table());
        if (!there.containsAll(part.columns())) {
            throw dev.sternway.base.ProblemException.of(
                    "SW-0432",
                    "The table " + part.table() + " has no " + part.columns() + " to replay into",
                    part.table(),
                    "Apply the fixed migration first, then replay; nothing was changed");
        }
        List<LineFile.Text> batch = new ArrayList<>();
        long[] characters = {0};
        LineFile.readTexts(folder.resolve(part.file()), part.sha256(), line -> {
            if ((line.kind() == Line.Kind.DELETE) == deletes) {
                batch.add(line);
                characters[0] += line.json().length();
            }
            if (batch.size() == BATCH || characters[0] > BATCH_CHARACTERS) {
                some(shape, part, batch);
                characters[0] = 0;
                progress.accept(looked += batch.size());
                batch.clear();
            }
        });
        some(shape, part, batch);
        progress.accept(looked += batch.size());
    }

    /** With few statements where all of them fit, and where not, in halves, down to one by one. */
    private void some(TableShape shape, Manifest.Part part, List<LineFile.Text> lines)
            throws SQLException, IOException {
        if (lines.size() <= FEW) {
            for (LineFile.Text line : lines) {
                one(shape, part, line.line());
            }
            return;
        }
        LineSets sets = new LineSets(connection, shape, part);
        if (tried(() -> sets.write(lines))) {
            replayed += lines.size();
        } else if (!tried(() -> sets.already(lines))) {
            int half = lines.size() / 2;
            some(shape, part, lines.subList(0, half));
            some(shape, part, lines.subList(half, lines.size()));
        }
    }

    /** What a statement for many lines finds; what it did is taken back when that was not all. */
    private boolean tried(Attempt attempt) throws SQLException {
        Savepoint before = connection.setSavepoint();
        boolean all;
        try {
            all = attempt.all();
        } catch (SQLException refused) {
            all = false;
        }
        if (all) {
            connection.releaseSavepoint(before);
        } else {
            connection.rollback(before);
        }
        return all;
    }

    private interface Attempt {
        boolean all() throws SQLException;
    }

    /** A line that does not fit yet, because of a line that comes later. */
    private record Open(TableShape shape, Manifest.Part part, Line line, String why) {}

    /** What failed is tried again as long as that helps; the rest is for a person. */
    private void retry() throws SQLException, JsonProcessingException {
        for (boolean helps = true; helps; ) {
            List<Open> round = List.copyOf(open);
            open.clear();
            for (Open each : round) {
                one(each.shape(), each.part(), each.line());
            }
            helps = !open.isEmpty() && open.size() < round.size();
        }
        for (Open each : open) {
            conflict(each.part(), each.line(), each.why());
        }
    }

    private void one(TableShape shape, Manifest.Part part, Line line) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            boolean done = switch (line.kind()) {
                case INSERT -> insert(shape, part, line);
                case UPDATE -> update(shape, part, line);
                case DELETE -> delete(shape, part, line);
                case VALUES -> values(shape, part, line);
            };
            if (done) {
                replayed++;
            } else if (!already(shape, part, line)) {
                open.add(new Open(shape, part, line, "the row was changed since"));
            }
            connection.releaseSavepoint(before);
        } catch (SQLException refused) {
            connection.rollback(before);
            String why =
                    String.valueOf(refused.getMessage()).lines().findFirst().orElse("");
            open.add(new Open(shape, part, line, why));
        }
    }

    private void conflict(Manifest.Part part, Line line, String why) throws JsonProcessingException {
        ObjectNode conflict = Json.exact().createObjectNode();
        conflict.put("choice", "")
                .put("kind", line.kind().name())
                .put("table", part.table())
                .put("why", why);
        conflict.set("key", line.key());
        conflict.set("before", line.before());
        conflict.set("after", line.after());
        conflicts.add(Json.exact().writeValueAsString(conflict));
    }

    private boolean insert(TableShape shape, Manifest.Part part, Line line) throws SQLException {
        String columns = TableShape.list(part.columns());
        return run(
                "insert into " + shape.quoted() + " (" + columns + ") overriding system value select " + columns
                        + " from jsonb_populate_record(null::" + shape.quoted() + ", ?::jsonb) on conflict do nothing",
                line.after());
    }

    private boolean update(TableShape shape, Manifest.Part part, Line line) throws SQLException {
        return run(
                "update " + shape.quoted() + " t set " + LineSets.assignments(part, shape) + from(shape) + " where "
                        + shape.byKey("t") + " and " + LineSets.current("t", part) + " = ?::jsonb",
                line.after(),
                line.key(),
                line.before());
    }

    private boolean delete(TableShape shape, Manifest.Part part, Line line) throws SQLException {
        return run(
                "delete from " + shape.quoted() + " t using jsonb_populate_record(null::" + shape.quoted()
                        + ", ?::jsonb) k where " + shape.byKey("t") + " and " + LineSets.current("t", part)
                        + " = ?::jsonb",
                line.key(),
                line.before());
    }

    private boolean values(TableShape shape, Manifest.Part part, Line line) throws SQLException {
        String fits = LineSets.each(part, " and ", LineSets.FITS);
        String missing = LineSets.each(part, " or ", LineSets.MISSING);
        String set = LineSets.each(part, ", ", LineSets.SET);
        return !part.columns().isEmpty()
                && run(
                        "update " + shape.quoted() + " t set " + set + from(shape) + " where " + shape.byKey("t")
                                + " and " + fits + " and (" + missing + ")",
                        line.after(),
                        line.key());
    }

    /** The row as it shall be, and its key. */
    private static String from(TableShape shape) {
        return " from jsonb_populate_record(null::" + shape.quoted() + ", ?::jsonb) n, jsonb_populate_record(null::"
                + shape.quoted() + ", ?::jsonb) k";
    }

    /** Whether the table says already what the line wants. */
    private boolean already(TableShape shape, Manifest.Part part, Line line) throws SQLException {
        String same = "select count(*) from " + shape.quoted() + " t, jsonb_populate_record(null::" + shape.quoted()
                + ", ?::jsonb) k where " + shape.byKey("t");
        if (line.kind() == Line.Kind.VALUES) {
            String kept = LineSets.each(part, " and ", LineSets.KEPT);
            return count(
                            "select count(*) from " + shape.quoted() + " t"
                                    + from(shape).replace(" from ", ", ") + " where " + shape.byKey("t") + " and "
                                    + kept,
                            line.after(),
                            line.key())
                    == 1;
        }
        if (line.kind() == Line.Kind.DELETE) {
            return count(same, line.key()) == 0;
        }
        return count(same + " and " + LineSets.current("t", part) + " = ?::jsonb", line.key(), line.after()) == 1;
    }

    private boolean run(String sql, JsonNode... parameters) throws SQLException {
        try (PreparedStatement statement = prepared(sql, parameters)) {
            return statement.executeUpdate() == 1;
        }
    }

    private long count(String sql, JsonNode... parameters) throws SQLException {
        try (PreparedStatement statement = prepared(sql, parameters);
                var rows = statement.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private PreparedStatement prepared(String sql, JsonNode... parameters) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setString(i + 1, parameters[i].toString());
        }
        return statement;
    }
}
