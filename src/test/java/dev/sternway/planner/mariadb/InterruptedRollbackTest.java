package dev.sternway.planner.mariadb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sternway.database.mariadb.MariaServer;
import dev.sternway.database.mariadb.text.Script;
import dev.sternway.database.mariadb.text.Statement;
import dev.sternway.planner.Migration;
import dev.sternway.planner.Proof;
import dev.sternway.planner.Settings;
import dev.sternway.planner.mariadb.derive.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Servers and ways back that stop half-way; the way back is run again and ends what was begun. */
class InterruptedRollbackTest {
    private static final Path FOLDER = Path.of("src/test/resources/planner/mariadb/half");

    @Test
    void goesOnFromWhereverTheWayBackStopped() throws IOException, SQLException {
        String given = Files.readString(FOLDER.resolve("given.sql"));
        Proof proof = prove(MariaBox.SERVER, given, Files.readString(FOLDER.resolve("migration.sql")));
        List<String> steps = steps(proof.down());
        assertThat(steps).hasSizeGreaterThan(60);
        for (int died = 1; died < steps.size(); died++) {
            String schema = MariaBox.create();
            MariaBox.run(schema, given);
            String before = MariaBox.dump(schema);
            MariaBox.run(schema, proof.capture());
            Connection connection = MariaBox.connect(schema);
            Session session = new Session(connection, "sternway_salvage").withServerMode();
            for (String step : steps.subList(0, died)) {
                session.run(step);
            }
            connection.abort(Runnable::run);

            MariaBox.run(schema, proof.down());

            assertThat(MariaBox.dump(schema))
                    .as("died before " + steps.get(died))
                    .isEqualTo(before);
            MariaBox.run(
                    "",
                    "DELETE FROM sternway_salvage.journal; DELETE FROM sternway_salvage.counters; DROP DATABASE "
                            + schema);
        }
    }

    @Test
    void isTakenBackAfterTheServerCrashedInTheMiddleOfAnAlter() throws IOException, SQLException, InterruptedException {
        String given = "CREATE TABLE big (id INT AUTO_INCREMENT PRIMARY KEY, x VARCHAR(200), n INT);"
                + " INSERT INTO big (x, n) VALUES ('a', 1);";
        try (MariaServer server = MariaServer.start()) {
            Proof proof = prove(
                    server,
                    given,
                    "UPDATE big SET n = n + 1; ALTER TABLE big MODIFY n BIGINT, ADD KEY (x); DROP TABLE big;");
            try (Session session = new Session(server.connect(""), "sternway_salvage")) {
                session.run("CREATE DATABASE shop");
                session.run("USE shop");
                session.script(given, "given");
                for (int doublings = 0; doublings < 17; doublings++) {
                    session.run("INSERT INTO big (x, n) SELECT CONCAT('row ', id, REPEAT('x', 150)), id FROM big");
                }
            }
            String before = content(server);
            Thread migration = new Thread(() -> {
                try (Session session = new Session(server.connect("shop"), "sternway_salvage")) {
                    session.script(proof.capture(), "capture");
                } catch (SQLException died) {
                    return;
                }
            });
            migration.start();
            try (Session watch = new Session(server.connect(""), "sternway_salvage")) {
                Awaitility.await()
                        .atMost(Duration.ofMinutes(2))
                        .pollInterval(Duration.ofMillis(10))
                        .until(() -> watch.ask(
                                        "SELECT COUNT(*) FROM information_schema.processlist WHERE info LIKE 'ALTER TABLE big%'")
                                .filter("1"::equals)
                                .isPresent());
                // as when it crashes before the statistics of the new tables are written
                watch.run("UPDATE mysql.innodb_table_stats SET n_rows = 0, clustered_index_size = 1");
                watch.run("UPDATE mysql.innodb_index_stats SET stat_value = 0 WHERE stat_name LIKE 'n_diff%'");
            }
            server.crash();
            migration.join();

            assertThat(content(server)).isNotEqualTo(before);
            try (Session session = new Session(server.connect("shop"), "sternway_salvage")) {
                session.run("SET SESSION max_statement_time = 60");
                session.script(proof.down(), "down");
            }
            assertThat(content(server)).isEqualTo(before);
        }
    }

    private static String content(MariaServer server) throws SQLException {
        try (Session session = new Session(server.connect("shop"), "sternway_salvage")) {
            return session.ask("SELECT CONCAT(COUNT(*), ' ', SUM(n), ' ', SUM(CRC32(CONCAT(id, x, n)))) FROM big")
                            .orElseThrow()
                    + session.ask("SELECT GROUP_CONCAT(column_name, column_type) FROM information_schema.columns"
                                    + " WHERE table_schema = 'shop'")
                            .orElseThrow();
        }
    }

    private static Proof prove(MariaServer server, String given, String migration) throws SQLException {
        try (MariaScratch scratch = MariaScratch.on(server);
                MariaProver prover = new MariaProver(scratch, Settings.USUAL)) {
            try (Session session = scratch.session()) {
                session.script(given, "given");
            }
            Proof proof = prover.prove(new Migration("interrupted", "interrupted", migration, Optional.empty()));
            assertThat(proof.down()).as(proof.reason()).isNotEmpty();
            return proof;
        }
    }

    /** The way back with its blocks taken apart. */
    private static List<String> steps(String down) {
        List<String> steps = new ArrayList<>();
        boolean begun = false;
        for (Statement statement : Script.split(down, "down")) {
            String text = statement.text();
            begun |= text.startsWith("SET NAMES");
            if (text.startsWith("BEGIN NOT ATOMIC\n  IF")) {
                String body = text.substring(text.indexOf("THEN\n") + 5, text.lastIndexOf("  END IF;"));
                for (String step : body.strip().split(";\n    (?=\\S)")) {
                    steps.add(step.replaceFirst(";$", ""));
                }
            } else if (begun) {
                steps.add(text);
            }
        }
        return steps;
    }
}
