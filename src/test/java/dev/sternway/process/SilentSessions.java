package dev.sternway.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sternway.executor.Keepsakes;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** Sessions in the middle of a transaction, as of nodes that fell silent. */
final class SilentSessions {
    private SilentSessions() {}

    static void areEndedWhenTheyKeepOthersWaiting(DataSource database, Keepsakes keepsakes, String guard)
            throws SQLException {
        try (Connection silent = database.getConnection();
                Connection harmless = database.getConnection()) {
            silent.setAutoCommit(false);
            harmless.setAutoCommit(false);
            try (Statement one = silent.createStatement();
                    Statement other = harmless.createStatement()) {
                one.execute("insert into sternway.keepsake (guard_id, name, content) values ('" + guard
                        + "', 'kept', '1')");
                other.execute("select 1");

                keepsakes.keep("kept", "2");

                assertThatThrownBy(() -> one.execute("select 1")).hasMessageContaining("terminat");
                assertThat(other.execute("select 1")).isTrue();
            }
        }
        assertThat(keepsakes.find("kept")).contains("2");
    }
}
