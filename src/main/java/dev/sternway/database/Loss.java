package dev.sternway.database;

import dev.sternway.database.catalog.Fingerprint;
import dev.sternway.database.catalog.Sql;
import dev.sternway.database.mariadb.MariaAccess;
import dev.sternway.database.mariadb.catalog.Quote;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Counts what a level would destroy at this moment. */
public final class Loss {
    private Loss() {}

    /** Rows with a value in one of the columns; empty when counting takes longer than two seconds. */
    public static OptionalLong values(DatabaseAccess access, String table, List<String> columns) {
        try (Connection connection = access.connect();
                Statement statement = connection.createStatement()) {
            List<String> there = Fingerprint.columns(connection, table);
            String any = columns.stream()
                    .filter(there::contains)
                    .map(column -> Sql.name(column) + " is not null")
                    .collect(Collectors.joining(" or "));
            if (any.isEmpty()) {
                return OptionalLong.of(0);
            }
            statement.execute("set statement_timeout = '2s'");
            return OptionalLong.of(
                    Sql.number(connection, "select count(*) from " + Fingerprint.quoted(table) + " where " + any));
        } catch (SQLException | dev.sternway.base.ProblemException tooLong) {
            return OptionalLong.empty();
        }
    }

    /** Like {@link #values(DatabaseAccess, String, List)}, of a MariaDB schema. */
    public static OptionalLong values(MariaAccess access, String table, List<String> columns) {
        try (Connection connection = access.connect()) {
            List<String> there = Sql.column(
                    connection,
                    "SELECT column_name FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = ?",
                    table);
            String any = columns.stream()
                    .filter(there::contains)
                    .map(column -> Quote.name(column) + " IS NOT NULL")
                    .collect(Collectors.joining(" OR "));
            return any.isEmpty()
                    ? OptionalLong.of(0)
                    : OptionalLong.of(Sql.number(
                            connection,
                            "SET STATEMENT max_statement_time = 2 FOR SELECT COUNT(*) FROM " + Quote.name(table)
                                    + " WHERE " + any));
        } catch (SQLException | dev.sternway.base.ProblemException tooLong) {
            return OptionalLong.empty();
        }
    }
}
