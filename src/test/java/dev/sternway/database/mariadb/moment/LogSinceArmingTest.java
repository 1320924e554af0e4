package dev.sternway.database.mariadb.moment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sternway.base.Secret;
import dev.sternway.database.mariadb.MariaAccess;
import dev.sternway.database.mariadb.MariaServer;
import dev.sternway.database.mariadb.log.Binlog;
import dev.sternway.database.mariadb.log.BinlogPlace;
import dev.sternway.testing.Patience;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class LogSinceArmingTest {
    private static final Instant ARMED = Instant.parse("2026-11-21T12:00:00Z");

    @Test
    void saysWhatIsLostAsSoonAsTheServerDoesNotTellEveryWriteSinceArming() throws Exception {
        try (MariaServer server =
                MariaServer.start(List.of("--log-bin=binlog", "--binlog-expire-logs-seconds=86400"))) {
            MariaAccess schema = MariaAccess.of(
                    "jdbc:mariadb://127.0.0.1:" + server.port() + "/mysql",
                    Optional.of(server.user()),
                    Optional.of(Secret.of(server.password())));
            BinlogPlace armed = new Binlog(schema).end().orElseThrow();
            LogSinceArming log = new LogSinceArming(schema);

            assertThat(log.danger(armed, ARMED, ARMED.plus(Duration.ofHours(23))))
                    .isEmpty();
            assertThat(log.danger(armed, ARMED, ARMED.plus(Duration.ofHours(25)))
                            .orElseThrow())
                    .contains("for 24h", "next file it may purge", armed.toString());

            try (Connection connection = schema.connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("FLUSH BINARY LOGS");
                String now = new Binlog(schema).end().orElseThrow().file();
                Awaitility.await().atMost(Patience.ENOUGH).until(() -> {
                    statement.execute("PURGE BINARY LOGS TO '" + now + "'");
                    return new Binlog(schema).files().size() == 1;
                });
            }

            assertThat(log.danger(armed, ARMED, ARMED).orElseThrow())
                    .contains("was purged since " + armed, "compares rows by key instead", "only the last state");
        }
    }
}
