package dev.sternway.database.compare;

import dev.sternway.database.catalog.Fingerprint;
import dev.sternway.database.compare.RowKey.Kind;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/** Keys and hashes of a table's rows in key order, as the server sends them in binary; one row is held at a time. */
final class KeyStream implements AutoCloseable {
    private static final byte[] NOTHING = {};
    private static final int HEADER = 19;
    private static final int EXTENSION_LENGTH = 15;

    private final CopyOut copy;
    private final Kind[] kinds;
    private final int[] starts;
    private final int[] ends;
    private byte[] bytes = NOTHING;
    private int position;
    private boolean present;
    private long read;
    /** Sum of the hashes in two halves, so that it does not run over. */
    private long low;

    private long high;

    KeyStream(Connection connection, RowKey key, String query) throws SQLException {
        kinds = key.columns().stream().map(RowKey.Column::kind).toArray(Kind[]::new);
        starts = new int[kinds.length + 1];
        ends = new int[kinds.length + 1];
        copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut("copy (" + query + ") to stdout (format binary)");
        need(HEADER);
        int extension = ByteBuffer.wrap(bytes).getInt(position + EXTENSION_LENGTH);
        position += HEADER;
        need(extension);
        position += extension;
        next();
    }

    void next() throws SQLException {
        need(Short.BYTES);
        int fields = (bytes[position] << Byte.SIZE) | (bytes[position + 1] & 0xff);
        present = fields >= 0;
        if (!present) {
            while (copy.readFromCopy() != null) {
                continue;
            }
            return;
        }
        read++;
        int at = Short.BYTES;
        for (int i = 0; i < fields; i++) {
            need(at + Integer.BYTES);
            int length = number(position + at);
            at += Integer.BYTES;
            need(at + length);
            starts[i] = at;
            at += length;
            ends[i] = at;
        }
        for (int i = 0; i < fields; i++) {
            starts[i] += position;
            ends[i] += position;
        }
        position += at;
        long hash = longAt(starts[kinds.length]);
        low += hash & 0xffff_ffffL;
        high += hash >> Integer.SIZE;
    }

    /** Of all rows that were read. */
    Fingerprint fingerprint(String table, List<String> columns) {
        BigInteger sum = BigInteger.valueOf(high).shiftLeft(Integer.SIZE).add(BigInteger.valueOf(low));
        return Fingerprint.read(table, columns, read, sum);
    }

    /** Has {@code count} bytes from the position on; a message may end anywhere. */
    private void need(int count) throws SQLException {
        while (bytes.length - position < count) {
            byte[] more = copy.readFromCopy();
            if (more == null) {
                throw new SQLException("the server ended the stream too early");
            }
            if (position == bytes.length) {
                bytes = more;
            } else {
                byte[] joined = Arrays.copyOfRange(bytes, position, bytes.length + more.length);
                System.arraycopy(more, 0, joined, bytes.length - position, more.length);
                bytes = joined;
            }
            position = 0;
        }
    }

    boolean present() {
        return present;
    }

    long read() {
        return read;
    }

    boolean sameHash(KeyStream other) {
        int mine = starts[kinds.length];
        int theirs = other.starts[kinds.length];
        return Arrays.equals(bytes, mine, mine + Long.BYTES, other.bytes, theirs, theirs + Long.BYTES);
    }

    /** In key order; without a key in the order of hashes. */
    int compare(KeyStream other) {
        for (int i = 0; i < kinds.length; i++) {
            int order = kinds[i] == Kind.NUMBER
                    ? Long.compare(longAt(starts[i]), other.longAt(other.starts[i]))
                    : Arrays.compareUnsigned(bytes, starts[i], ends[i], other.bytes, other.starts[i], other.ends[i]);
            if (order != 0) {
                return order;
            }
        }
        return kinds.length > 0 ? 0 : Long.compare(longAt(starts[0]), other.longAt(other.starts[0]));
    }

    /** The key's values as text; empty without a key. */
    List<String> key() {
        List<String> key = new ArrayList<>(kinds.length);
        for (int i = 0; i < kinds.length; i++) {
            key.add(
                    switch (kinds[i]) {
                        case NUMBER -> Long.toString(longAt(starts[i]));
                        case UUID -> new java.util.UUID(longAt(starts[i]), longAt(starts[i] + Long.BYTES)).toString();
                        case TEXT -> new String(bytes, starts[i], ends[i] - starts[i], StandardCharsets.UTF_8);
                    });
        }
        return key;
    }

    private int number(int at) {
        return (bytes[at] << 24)
                | ((bytes[at + 1] & 0xff) << 16)
                | ((bytes[at + 2] & 0xff) << 8)
                | (bytes[at + 3] & 0xff);
    }

    private long longAt(int at) {
        return ((long) number(at) << Integer.SIZE) | (number(at + Integer.BYTES) & 0xffff_ffffL);
    }

    @Override
    public void close() throws SQLException {
        if (copy.isActive()) {
            copy.cancelCopy();
        }
    }
}
