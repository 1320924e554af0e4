package dev.sternway.database.mariadb.compare;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Keys and hashes of a table's rows in key order, as the server sends them. Its connection is busy meanwhile. */
final class KeyStream implements AutoCloseable {
    private static final int AT_ONCE = 1000;

    private final RowKey key;
    private final Statement statement;
    private final ResultSet rows;
    private Object[] current = {};
    private long hash;
    private boolean present;
    private long read;

    KeyStream(Connection connection, RowKey key, String hash, String from) throws SQLException {
        this.key = key;
        this.statement = connection.createStatement();
        statement.setFetchSize(AT_ONCE);
        this.rows = statement.executeQuery(key.query(hash, from));
        next();
    }

    void next() throws SQLException {
        present = rows.next();
        if (present) {
            read++;
            hash = Long.parseUnsignedLong(rows.getString(1));
            current = key.read(rows);
        }
    }

    boolean present() {
        return present;
    }

    long read() {
        return read;
    }

    int compare(KeyStream other) {
        return current.length == 0 ? Long.compareUnsigned(hash, other.hash) : RowKey.compare(current, other.current);
    }

    boolean sameHash(KeyStream other) {
        return hash == other.hash;
    }

    List<String> key() {
        return key.text(current);
    }

    @Override
    public void close() throws SQLException {
        statement.close();
    }
}
