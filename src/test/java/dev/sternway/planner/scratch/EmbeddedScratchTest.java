package dev.sternway.planner.scratch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sternway.database.catalog.Sql;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class EmbeddedScratchTest {
    private static final EmbeddedScratch SCRATCH = EmbeddedScratch.start();

    @AfterAll
    static void close() {
        SCRATCH.close();
    }

    @Test
    void isEmptyAndSaysWhatItIs() throws SQLException {
        try (Connection connection = SCRATCH.connection()) {
            assertThat(Sql.column(connection, "select relname from pg_class where oid >= 16384"))
                    .isEmpty();
            assertThat(SCRATCH.serverVersion())
                    .isEqualTo(Sql.column(connection, "show server_version").get(0))
                    .startsWith("15.");
            assertThat(SCRATCH.description()).contains("embedded", SCRATCH.serverVersion());
        }
    }

    @Test
    void isAsNewAfterAReset() throws SQLException {
        try (Connection connection = SCRATCH.connection();
                Statement statement = connection.createStatement()) {
            statement.execute("create role reporting");
            statement.execute("create table t (a int)");
            statement.execute("grant select on t to reporting");
        }

        SCRATCH.reset();

        try (Connection connection = SCRATCH.connection()) {
            assertThat(Sql.column(connection, "select relname from pg_class where relname = 't'"))
                    .isEmpty();
            assertThat(Sql.column(connection, "select rolname from pg_roles where rolname = 'reporting'"))
                    .isEmpty();
        }
    }

    @Test
    void letsNobodyInWithoutItsPassword() throws SQLException {
        try (Connection connection = SCRATCH.connection()) {
            String url = connection.getMetaData().getURL();
            assertThatThrownBy(() -> DriverManager.getConnection(url, "postgres", "guess"))
                    .hasMessageContaining("password authentication failed");
            assertThat(Sql.column(connection, "show unix_socket_directories")).containsExactly("");
        }
    }

    @Test
    void leavesNothingBehind() throws SQLException {
        EmbeddedScratch second = EmbeddedScratch.start();
        String folder;
        try (Connection connection = second.connection()) {
            folder = Sql.column(connection, "show data_directory").get(0);
        }
        assertThat(Path.of(folder)).exists();

        second.close();
        second.close();

        assertThat(Path.of(folder)).doesNotExist();
        assertThatThrownBy(second::connection).isInstanceOf(SQLException.class);
    }
}
