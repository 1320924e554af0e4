package dev.sternway.database.mariadb.log;

import dev.sternway.database.catalog.Sql;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Which characters bytes stand for, by the number of a collation. */
final class Charsets {
    static final int BINARY = 63;

    private static final Map<String, String> IN_JAVA = Map.ofEntries(
            Map.entry("utf8mb4", "UTF-8"),
            Map.entry("utf8mb3", "UTF-8"),
            Map.entry("utf8", "UTF-8"),
            Map.entry("ascii", "US-ASCII"),
            Map.entry("latin1", "windows-1252"),
            Map.entry("latin2", "ISO-8859-2"),
            Map.entry("latin5", "ISO-8859-9"),
            Map.entry("latin7", "ISO-8859-13"),
            Map.entry("greek", "ISO-8859-7"),
            Map.entry("hebrew", "ISO-8859-8"),
            Map.entry("cp1250", "windows-1250"),
            Map.entry("cp1251", "windows-1251"),
            Map.entry("cp1256", "windows-1256"),
            Map.entry("cp1257", "windows-1257"),
            Map.entry("koi8r", "KOI8-R"),
            Map.entry("koi8u", "KOI8-U"),
            Map.entry("cp850", "IBM850"),
            Map.entry("cp852", "IBM852"),
            Map.entry("cp866", "IBM866"),
            Map.entry("ucs2", "UTF-16BE"),
            Map.entry("utf16", "UTF-16BE"),
            Map.entry("utf16le", "UTF-16LE"),
            Map.entry("utf32", "UTF-32BE"),
            Map.entry("cp932", "windows-31j"),
            Map.entry("gbk", "GBK"),
            Map.entry("big5", "Big5"),
            Map.entry("euckr", "EUC-KR"));

    private final Map<Integer, String> names = new HashMap<>();

    static Charsets of(Connection connection) throws SQLException {
        Charsets charsets = new Charsets();
        charsets.read(connection, "COLLATIONS");
        boolean elsewhere = !Sql.column(
                        connection,
                        "SELECT 1 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = 'information_schema'"
                                + " AND TABLE_NAME = 'COLLATION_CHARACTER_SET_APPLICABILITY' AND COLUMN_NAME = 'ID'")
                .isEmpty();
        if (elsewhere) {
            charsets.read(connection, "COLLATION_CHARACTER_SET_APPLICABILITY");
        }
        return charsets;
    }

    private void read(Connection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT ID, CHARACTER_SET_NAME FROM information_schema." + table
                        + " WHERE ID IS NOT NULL AND CHARACTER_SET_NAME IS NOT NULL")) {
            while (rows.next()) {
                names.put(rows.getInt(1), rows.getString(2));
            }
        }
    }

    /** @throws IOException when the bytes are no such characters */
    String decoded(byte[] bytes, int collation) throws IOException {
        String name = Optional.ofNullable(names.get(collation)).orElse("collation " + collation);
        String java = IN_JAVA.get(name);
        if (java == null) {
            throw new IOException("texts in " + name + " cannot be read from the log");
        }
        Charset charset = java.equals("UTF-8") ? StandardCharsets.UTF_8 : Charset.forName(java);
        try {
            return charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException broken) {
            throw new IOException("a text in the log is no " + name, broken);
        }
    }
}
