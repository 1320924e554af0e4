package dev.sternway.database.tables;

import dev.sternway.database.catalog.Fingerprint;
import dev.sternway.database.catalog.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The application's triggers of a table, silent for a part of a transaction; those that were off before stay off.
 *
 * @param enable what ALTER TABLE has to say, trigger by trigger, so that all are as they were
 */
public record QuietTriggers(String table, List<String> enable) {
    private static final String TRIGGERS = "select 'enable ' || case tgenabled when 'R' then 'replica ' when 'A' then"
            + " 'always ' else '' end || 'trigger ' || quote_ident(tgname) from pg_trigger where tgrelid = to_regclass(?)"
            + " and not tgisinternal and tgenabled <> 'D'";

    public static QuietTriggers of(Connection connection, String table) throws SQLException {
        return new QuietTriggers(table, Sql.column(connection, TRIGGERS, Fingerprint.quoted(table)));
    }

    public void begin(Connection connection) throws SQLException {
        if (!enable.isEmpty()) {
            alter(connection, "disable trigger user");
        }
    }

    public void end(Connection connection) throws SQLException {
        for (String trigger : enable) {
            alter(connection, trigger);
        }
    }

    private void alter(Connection connection, String what) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("alter table " + Fingerprint.quoted(table) + " " + what);
        }
    }
}
