package dev.sternway.database.mariadb.salvage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sternway.base.ProblemException;
import dev.sternway.database.catalog.Json;
import dev.sternway.database.mariadb.MariaAccess;
import dev.sternway.database.mariadb.catalog.Catalog;
import dev.sternway.database.mariadb.catalog.CatalogReader;
import dev.sternway.database.mariadb.catalog.Column;
import dev.sternway.database.mariadb.catalog.TableShape;
import dev.sternway.database.salvage.Decisions;
import dev.sternway.database.salvage.Line;
import dev.sternway.database.salvage.LineFile;
import dev.sternway.database.salvage.Manifest;
import dev.sternway.database.salvage.Replay;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Puts back what was set aside, where a row still is as the salvage expects it; what does not fit is a conflict. All in one
 * transaction; each row is looked at under a lock before it is written, so that a second replay changes nothing.
 */
public final class RowReplay {
    private static final long TOLD_EVERY = 10_000;

    private final Connection connection;
    private final Catalog catalog;
    private final LongConsumer progress;
    private final List<Open> open = new ArrayList<>();
    private final List<String> conflicts = new ArrayList<>();
    private long replayed;
    private long seen;

    public RowReplay(Connection connection, LongConsumer progress) throws SQLException {
        this.connection = connection;
        this.catalog = CatalogReader.read(connection);
        this.progress = progress;
    }

    /** By hand, on a connection of its own. */
    public static Replay.Result replay(
            MariaAccess database, LongConsumer progress, Manifest manifest, Path folder, Decisions decisions)
            throws Exception {
        try (Connection connection = database.connect()) {
            return new RowReplay(connection, progress).replay(manifest, folder, decisions);
        }
    }

    /** A line that does not fit yet, because of a line that comes later. */
    private record Open(RowWriter writer, Manifest.Part part, Line line, String why) {}

    /**
     * Decisions first; deletes from children to parents, then inserts and updates from parents to children.
     *
     * @throws ProblemException SW-0432 when a table or column to replay into is not there
     */
    public Replay.Result replay(Manifest manifest, Path folder, Decisions decisions) throws Exception {
        settle();
        connection.setAutoCommit(false);
        decisions.writeWith((table, key, row) -> writer(table, key).decide(key, row));
        List<Manifest.Part> parts = Parents.first(catalog, manifest.parts());
        List<Manifest.Part> children = new ArrayList<>(parts);
        Collections.reverse(children);
        for (Manifest.Part part : children) {
            if (part.mode() == Manifest.Mode.ROWS) {
                pass(part, folder, true);
            }
        }
        for (Manifest.Part part : parts) {
            pass(part, folder, false);
        }
        retry();
        connection.commit();
        return new Replay.Result(replayed, List.copyOf(conflicts));
    }

    /** Triggers fire in a replay, and cannot be told not to; tables that have some are named. */
    public List<String> tablesWithTriggers(Manifest manifest) {
        return manifest.parts().stream()
                .map(Manifest.Part::table)
                .filter(table -> !catalog.triggersOf(table).isEmpty())
                .toList();
    }

    /** Zero dates and explicit zeros must come back as they were; what does not fit must fail. */
    private void settle() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET SESSION time_zone = '+00:00', foreign_key_checks = 1, unique_checks = 1,"
                    + " sql_mode = 'STRICT_ALL_TABLES,NO_AUTO_VALUE_ON_ZERO,ALLOW_INVALID_DATES'");
        }
    }

    private RowWriter writer(String table, JsonNode key) {
        List<String> names = new ArrayList<>();
        key.fieldNames().forEachRemaining(names::add);
        return new RowWriter(connection, shape(table), names, List.of());
    }

    private TableShape shape(String table) {
        return catalog.table(table).orElseThrow(() -> unfit(table, "There is no table " + table + " to replay into"));
    }

    private static ProblemException unfit(String table, String what) {
        return ProblemException.of(
                "SW-0432", what, table, "Apply the fixed migration first, then replay; nothing was changed");
    }

    private void pass(Manifest.Part part, Path folder, boolean deletes) throws Exception {
        TableShape shape = shape(part.table());
        List<String> there = shape.written().stream().map(Column::name).toList();
        if (!there.containsAll(part.columns())) {
            throw unfit(part.table(), "The table " + part.table() + " has no " + part.columns() + " to replay into");
        }
        RowWriter writer = new RowWriter(connection, shape, part.key(), part.columns());
        int most = RowFetch.batch(connection, part.table());
        List<Line> batch = new ArrayList<>();
        LineFile.read(folder.resolve(part.file()), part.sha256(), line -> {
            if ((line.kind() == Line.Kind.DELETE) == deletes) {
                batch.add(line);
                if (batch.size() == most) {
                    some(writer, part, batch);
                }
            }
        });
        some(writer, part, batch);
    }

    private void some(RowWriter writer, Manifest.Part part, List<Line> batch) throws SQLException {
        Map<List<String>, ObjectNode> now = writer.now(batch);
        for (Line line : batch) {
            one(writer, part, line, now);
            if (++seen % TOLD_EVERY == 0) {
                progress.accept(seen);
            }
        }
        batch.clear();
    }

    /** A statement that fails undoes itself alone. */
    private void one(RowWriter writer, Manifest.Part part, Line line, Map<List<String>, ObjectNode> now)
            throws SQLException {
        boolean watched = !catalog.triggersOf(part.table()).isEmpty();
        @Nullable Savepoint before = watched ? connection.setSavepoint() : null;
        try {
            RowWriter.Became became = writer.write(line, now);
            if (became == RowWriter.Became.OTHERWISE) {
                open.add(new Open(writer, part, line, "the row was changed since"));
            } else if (became == RowWriter.Became.WRITTEN) {
                if (before != null && writer.write(line, writer.now(List.of(line))) != RowWriter.Became.ALREADY) {
                    connection.rollback(before);
                    open.add(new Open(writer, part, line, "a trigger makes another row of it"));
                } else {
                    replayed++;
                }
            }
        } catch (SQLException refused) {
            if (refused.getErrorCode() == RowWriter.DEADLOCK || !connection.isValid(1)) {
                throw refused;
            }
            open.add(new Open(
                    writer,
                    part,
                    line,
                    String.valueOf(refused.getMessage()).lines().findFirst().orElse("")));
        }
    }

    /** What failed is tried again as long as that helps; the rest is for a person. */
    private void retry() throws SQLException, JsonProcessingException {
        for (boolean helps = !open.isEmpty(); helps; ) {
            List<Open> round = List.copyOf(open);
            open.clear();
            for (Open each : round) {
                one(each.writer(), each.part(), each.line(), each.writer().now(List.of(each.line())));
            }
            helps = !open.isEmpty() && open.size() < round.size();
        }
        for (Open each : open) {
            ObjectNode conflict = Json.exact().createObjectNode();
            conflict.put("choice", "")
                    .put("kind", each.line().kind().name())
                    .put("table", each.part().table())
                    .put("why", each.why());
            conflict.set("key", each.line().key());
            conflict.set("before", each.line().before());
            conflict.set("after", each.line().after());
            conflicts.add(Json.exact().writeValueAsString(conflict));
        }
    }
}
