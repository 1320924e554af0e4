package dev.sternway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sternway.cli.ServerInProcess;
import dev.sternway.ledger.Chain;
import dev.sternway.ledger.Entry;
import dev.sternway.ledger.Origin;
import dev.sternway.run.Trail;
import dev.sternway.testing.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Nobody changes the ledger: the databases themselves refuse. */
class AppendOnlyLedgerTest {
    private static final String REFUSED = "The ledger is append-only";
    private static final String CHANGE = "update sternway.ledger set text = 'nothing happened'";
    private static final String REMOVAL = "delete from sternway.ledger";
    private static final String EMPTYING = "truncate table sternway.ledger";

    @TempDir
    private Path folder;

    @AfterEach
    void forget() {
        Origin.clear();
    }

    @Test
    void h2RefusesToChangeToRemoveAndToEmpty() throws Exception {
        try (ConfigurableApplicationContext server = ServerInProcess.start(folder)) {
            append(server);
            assertThatThrownBy(() -> execute(server, CHANGE)).hasMessageContaining(REFUSED);
            assertThatThrownBy(() -> execute(server, REMOVAL)).hasMessageContaining(REFUSED);
            assertThatThrownBy(() -> execute(server, EMPTYING)).hasMessageContaining("Cannot truncate");
            anEntrySaysWhereItComesFromAndIsWrittenWithWhatItRecords(server);
        }
    }

    @Test
    void onPostgresqlTheApplicationsRoleMayOnlyAddWhereAnotherOwnsTheTables() {
        String database = PostgresServer.create();
        String owner = "owner_" + database;
        String application = "app-" + database;
        PostgresServer.execute(
                database,
                "create role " + owner + " login password 'owner'",
                "create role \"" + application + "\" login password 'app'",
                "alter database " + database + " owner to " + owner,
                "grant create, usage on schema public to \"" + application + '"');
        Map<String, Object> settings = Map.of(
                "spring.datasource.url",
                PostgresServer.url(database),
                "spring.datasource.username",
                application,
                "spring.datasource.password",
                "app",
                "spring.flyway.user",
                owner,
                "spring.flyway.password",
                "owner");
        try (ConfigurableApplicationContext server = ServerInProcess.start(folder, settings)) {
            append(server);
            for (String sql :
                    List.of(CHANGE, REMOVAL, EMPTYING, "drop trigger ledger_append_only on sternway.ledger")) {
                assertThatThrownBy(() -> execute(server, sql))
                        .as(sql)
                        .hasMessageMatching("(?s).*(permission denied|must be owner).*");
            }
            append(server);
            assertThat(server.getBean(Trail.class).of("run")).hasSize(2);
        }
        for (String sql : List.of(CHANGE, REMOVAL, EMPTYING)) {
            assertThatThrownBy(() -> PostgresServer.execute(database, sql))
                    .as("even the superuser has to take the trigger away first")
                    .hasStackTraceContaining(REFUSED);
        }
    }

    private static void anEntrySaysWhereItComesFromAndIsWrittenWithWhatItRecords(
            ConfigurableApplicationContext server) {
        Origin.set("10.0.0.7", "curl/8\r\nforged: line", "password");
        append(server);
        new TransactionTemplate(server.getBean(PlatformTransactionManager.class)).executeWithoutResult(status -> {
            append(server);
            status.setRollbackOnly();
        });
        var entries = server.getBean(Trail.class).of("run");
        assertThat(entries).hasSize(2);
        assertThat(entries.get(0).detail().get("from")).startsWith("this node, ");
        assertThat(entries.get(1).detail())
                .containsEntry("from", "10.0.0.7")
                .containsEntry("agent", "curl/8  forged: line")
                .containsEntry("login", "password");
        assertThat(Chain.verify(entries)).isEmpty();
    }

    private static void append(ConfigurableApplicationContext server) {
        server.getBean(Trail.class).append("run", "maria", Entry.Kind.CONFIRMED, "confirmed", Map.of());
    }

    private static void execute(ConfigurableApplicationContext server, String sql) throws SQLException {
        try (Connection connection = server.getBean(DataSource.class).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
