package dev.sternway.database.mariadb.log;

import com.github.shyiko.mysql.binlog.event.EventData;
import com.github.shyiko.mysql.binlog.event.TableMapEventData;
import com.github.shyiko.mysql.binlog.event.deserialization.AbstractRowsEventDataDeserializer;
import com.github.shyiko.mysql.binlog.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Serializable;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Rows of an event, whole. Times are text as the server writes them, zero dates included; bits are numbers; texts are bytes. */
final class RowImages extends AbstractRowsEventDataDeserializer<RowImages.Rows> {
    private static final long SIGN_OF_TIME = 0x800000;
    private static final long SIGN_OF_DATETIME = 0x8000000000L;
    private static final int FULL_SCALE = 6;

    private final Map<Long, TableMapEventData> tables;
    private final String schema;
    private final boolean before;
    private final boolean after;
    private final boolean extended;

    RowImages(Map<Long, TableMapEventData> tables, String schema, boolean before, boolean after, boolean extended) {
        super(tables);
        this.tables = tables;
        this.schema = schema;
        this.before = before;
        this.after = after;
        this.extended = extended;
    }

    /** Old and new row in turn; one that there is none of is empty. */
    static final class Rows implements EventData {
        private static final long serialVersionUID = 1L;

        final long table;
        final ArrayList<Serializable[]> images = new ArrayList<>();

        Rows(long table) {
            this.table = table;
        }
    }

    @Override
    public Rows deserialize(ByteArrayInputStream in) throws IOException {
        Rows rows = new Rows(in.readLong(6));
        boolean ours = Optional.ofNullable(tables.get(rows.table))
                .filter(table -> table.getDatabase().equals(schema))
                .isPresent();
        if (!ours) {
            in.skip(in.available());
            return rows;
        }
        in.skip(2);
        if (extended) {
            in.skip(in.readInteger(2) - 2L);
        }
        int columns = in.readPackedInteger();
        BitSet first = in.readBitSet(columns, true);
        BitSet second = before && after ? in.readBitSet(columns, true) : first;
        if (first.cardinality() < columns || second.cardinality() < columns) {
            throw new IOException("a session wrote with binlog_row_image other than FULL");
        }
        while (in.available() > 0) {
            rows.images.add(before ? deserializeRow(rows.table, first, in) : new Serializable[0]);
            rows.images.add(after ? deserializeRow(rows.table, second, in) : new Serializable[0]);
        }
        return rows;
    }

    @Override
    protected Serializable deserializeString(int length, ByteArrayInputStream in) throws IOException {
        return in.read(length < 256 ? in.readInteger(1) : in.readInteger(2));
    }

    @Override
    protected Serializable deserializeVarString(int meta, ByteArrayInputStream in) throws IOException {
        return in.read(meta < 256 ? in.readInteger(1) : in.readInteger(2));
    }

    @Override
    protected Serializable deserializeBit(int meta, ByteArrayInputStream in) throws IOException {
        int bits = (meta >> 8) * 8 + (meta & 0xFF);
        return new BigInteger(1, in.read((bits + 7) / 8)).toString();
    }

    @Override
    protected Serializable deserializeYear(ByteArrayInputStream in) throws IOException {
        int year = in.readInteger(1);
        return year == 0 ? "0000" : String.valueOf(1900 + year);
    }

    @Override
    protected Serializable deserializeDate(ByteArrayInputStream in) throws IOException {
        int value = in.readInteger(3);
        return date(value >> 9, value >> 5 & 15, value & 31);
    }

    @Override
    protected Serializable deserializeDatetime(ByteArrayInputStream in) throws IOException {
        long value = in.readLong(8);
        long day = value / 1_000_000;
        return date(day / 10_000, day / 100 % 100, day % 100) + " "
                + clock(value / 10_000 % 100, value / 100 % 100, value % 100);
    }

    @Override
    protected Serializable deserializeTime(ByteArrayInputStream in) throws IOException {
        int value = in.readInteger(3) << 8 >> 8;
        int size = Math.abs(value);
        return (value < 0 ? "-" : "") + clock(size / 10_000, size / 100 % 100, size % 100);
    }

    @Override
    protected Serializable deserializeTimestamp(ByteArrayInputStream in) throws IOException {
        return moment(in.readLong(4));
    }

    @Override
    protected Serializable deserializeTimestampV2(int scale, ByteArrayInputStream in) throws IOException {
        String second = moment(bigEndian(in, 4));
        return second + fraction(bigEndian(in, (scale + 1) / 2), scale);
    }

    @Override
    protected Serializable deserializeDatetimeV2(int scale, ByteArrayInputStream in) throws IOException {
        long value = bigEndian(in, 5) - SIGN_OF_DATETIME;
        long month = value >> 22;
        return date(month / 13, month % 13, value >> 17 & 31) + " "
                + clock(value >> 12 & 31, value >> 6 & 63, value & 63)
                + fraction(bigEndian(in, (scale + 1) / 2), scale);
    }

    /** Whole and fraction are one number; less than zero it counts down. */
    @Override
    protected Serializable deserializeTimeV2(int scale, ByteArrayInputStream in) throws IOException {
        int bytes = (scale + 1) / 2;
        long value = (bigEndian(in, 3) - SIGN_OF_TIME << 8 * bytes) + bigEndian(in, bytes);
        long size = Math.abs(value);
        long whole = size >> 8 * bytes;
        return (value < 0 ? "-" : "")
                + clock(whole >> 12 & 1023, whole >> 6 & 63, whole & 63)
                + fraction(size & (1L << 8 * bytes) - 1, scale);
    }

    private static String moment(long seconds) {
        return seconds == 0
                ? "0000-00-00 00:00:00"
                : java.time.LocalDateTime.ofEpochSecond(seconds, 0, java.time.ZoneOffset.UTC)
                        .format(java.time.format.DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT));
    }

    private static String date(long year, long month, long day) {
        return String.format(Locale.ROOT, "%04d-%02d-%02d", year, month, day);
    }

    private static String clock(long hour, long minute, long second) {
        return String.format(Locale.ROOT, "%02d:%02d:%02d", hour, minute, second);
    }

    /** @param stored with an even number of digits */
    private static String fraction(long stored, int scale) {
        int digits = (scale + 1) / 2 * 2;
        return scale == 0
                ? ""
                : "."
                        + String.format(Locale.ROOT, "%0" + digits + "d", stored)
                                .substring(0, Math.min(scale, FULL_SCALE));
    }

    private static long bigEndian(ByteArrayInputStream in, int bytes) throws IOException {
        long value = 0;
        for (byte next : in.read(bytes)) {
            value = value << 8 | next & 0xFF;
        }
        return value;
    }
}
