package dev.sternway.database.mariadb.log;

import com.github.shyiko.mysql.binlog.event.Event;
import com.github.shyiko.mysql.binlog.event.EventType;
import com.github.shyiko.mysql.binlog.event.MariadbGtidEventData;
import com.github.shyiko.mysql.binlog.event.QueryEventData;
import com.github.shyiko.mysql.binlog.event.TableMapEventData;
import dev.sternway.database.decode.Change;
import dev.sternway.database.decode.ChangeSalvage;
import dev.sternway.database.mariadb.text.Lexer;
import dev.sternway.database.mariadb.text.Token;
import java.io.IOException;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Turns events into changes of one schema. */
final class Decoding {
    /** A transaction's number in another domain than 0 begins with the domain's. */
    private static final long DOMAIN = 1_000_000_000_000_000L;

    private static final Set<String> WRITES =
            Set.of("insert", "update", "delete", "replace", "load", "call", "with", "execute");

    private final String schema;
    private final Charsets charsets;
    private final Map<Long, TableMapEventData> tables;
    private final ChangeSalvage.Sink sink;
    private final Map<TableMapEventData, TableColumns> columns = new HashMap<>();
    private long transaction;

    Decoding(String schema, Charsets charsets, Map<Long, TableMapEventData> tables, ChangeSalvage.Sink sink) {
        this.schema = schema;
        this.charsets = charsets;
        this.tables = tables;
        this.sink = sink;
    }

    void event(Event event) throws Exception {
        EventType type = event.getHeader().getEventType();
        if (event.getData() instanceof MariadbGtidEventData gtid) {
            transaction = gtid.getDomainId() * DOMAIN + gtid.getSequence();
            columns.clear();
        } else if (event.getData() instanceof QueryEventData query) {
            query(query);
        } else if (event.getData() instanceof RowImages.Rows rows) {
            rows(rows, type);
        } else if (type == EventType.XA_PREPARE) {
            throw BinlogReader.unreadable("a transaction was prepared by XA, and may have been rolled back later");
        } else if (type == EventType.INCIDENT) {
            throw BinlogReader.unreadable("the server notes there that writes are missing (an incident)");
        } else if (type == EventType.UNKNOWN) {
            throw BinlogReader.unreadable("it holds events that are compressed or not known");
        }
    }

    private void rows(RowImages.Rows rows, EventType type) throws Exception {
        Optional<TableMapEventData> table = Optional.ofNullable(tables.get(rows.table));
        if (table.isEmpty() || !table.get().getDatabase().equals(schema)) {
            return;
        }
        TableColumns shape = columns.get(table.get());
        if (shape == null) {
            shape = new TableColumns(table.get(), charsets);
            columns.put(table.get(), shape);
        }
        if (shape.isSequence()) {
            return;
        }
        Change.Kind kind = EventType.isWrite(type)
                ? Change.Kind.INSERT
                : EventType.isUpdate(type) ? Change.Kind.UPDATE : Change.Kind.DELETE;
        for (int i = 0; i < rows.images.size(); i += 2) {
            Serializable[] before = rows.images.get(i);
            Serializable[] after = rows.images.get(i + 1);
            sink.change(
                    transaction,
                    new Change(kind, table.get().getTable(), shape.types(), shape.values(before), shape.values(after)));
        }
    }

    /** Definitions are passed over; what writes rows as a statement cannot be told apart into rows. */
    private void query(QueryEventData query) throws Exception {
        String text = query.getSql();
        String start = text.strip().toLowerCase(Locale.ROOT);
        if (start.startsWith("begin") || start.equals("commit")) {
            return;
        }
        List<Token> tokens = Lexer.tokens(text);
        String first = tokens.isEmpty() ? "" : tokens.get(0).text().toLowerCase(Locale.ROOT);
        boolean here = schema.equals(query.getDatabase()) || text.contains(schema);
        if (!here) {
            return;
        }
        if (first.equals("rollback")) {
            throw BinlogReader.unreadable("a transaction was rolled back of which only some tables could be");
        }
        if (WRITES.contains(first)) {
            throw BinlogReader.unreadable("a session wrote with binlog_format other than ROW: "
                    + text.substring(0, Math.min(80, text.length())));
        }
        if (first.equals("truncate")) {
            Optional<String> table = truncated(tokens, query.getDatabase());
            if (table.isPresent()) {
                sink.change(transaction, new Change(Change.Kind.TRUNCATE, table.get(), Map.of(), Map.of(), Map.of()));
            }
        }
    }

    private Optional<String> truncated(List<Token> tokens, String database) throws IOException {
        int at = tokens.size() > 1 && tokens.get(1).is("table") ? 2 : 1;
        if (at >= tokens.size()) {
            throw new IOException("a TRUNCATE without a table");
        }
        boolean qualified = at + 2 < tokens.size() && tokens.get(at + 1).is(".");
        String in = qualified ? tokens.get(at).text() : database;
        return in.equals(schema)
                ? Optional.of(tokens.get(qualified ? at + 2 : at).text())
                : Optional.empty();
    }
}
