package dev.sternway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sternway.testing.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Somebody presses Ctrl-C while two databases are compared. */
class InterruptedCompareTest {
    private static final String SESSIONS =
            "select count(*) from pg_stat_activity where application_name like 'sternway %' and datname = '";

    @Test
    void itsSessionsEnd() throws Exception {
        String left = filled();
        String right = filled();
        try (Connection held = PostgresServer.connect(right)) {
            held.setAutoCommit(false);
            held.createStatement().execute("lock table t");
            ProcessBuilder builder = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            "dev.sternway.Sternway",
                            "database",
                            "compare",
                            "--left",
                            PostgresServer.url(left),
                            "--right",
                            PostgresServer.url(right))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD);
            builder.environment().put("STERNWAY_TARGET_PASSWORD", PostgresServer.PASSWORD_VALUE.reveal());
            Process compare = builder.start();
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> !count(right, "' and wait_event_type = 'Lock").equals("0"));

            compare.destroy();

            assertThat(compare.waitFor(10, TimeUnit.SECONDS)).isTrue();
            await().atMost(Duration.ofSeconds(2))
                    .until(() -> count(left, "").equals("0") && count(right, "").equals("0"));
        }
    }

    private static String count(String database, String more) {
        return PostgresServer.value("postgres", SESSIONS + database + more + "'");
    }

    private static String filled() {
        String name = PostgresServer.create();
        PostgresServer.execute(name, "create table t (id int primary key)", "insert into t values (1)");
        return name;
    }
}
