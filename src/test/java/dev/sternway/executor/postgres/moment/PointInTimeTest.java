package dev.sternway.executor.postgres.moment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sternway.database.catalog.Snapshot;
import dev.sternway.database.cluster.RestoredCluster;
import dev.sternway.executor.Probe;
import dev.sternway.executor.data.ReplayDatabase;
import dev.sternway.executor.data.SalvageDatabase;
import dev.sternway.executor.data.VerifyDatabase;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PointInTimeTest extends ArmedShop {
    @Test
    void putsTheDamagedTablesBackAsTheyWereAtTheRestorePointAndReplaysWhatUsersWroteSince() throws Exception {
        server.run("shop", "INSERT INTO users (name) VALUES ('before the point')");
        Map<String, String> armed = arm();
        Map<String, String> proven = step("then: verify");
        Snapshot then = now();

        server.run("shop", "UPDATE users SET score = -1", "DELETE FROM users WHERE id < 10");
        server.run(
                "shop",
                "INSERT INTO users (id, name) VALUES (900, 'since')",
                "INSERT INTO notes (text) VALUES ('since')");
        server.run("neighbour", "INSERT INTO accounts VALUES (2, 2)");
        step("then: hold");
        Map<String, String> aside = done(new SalvageDatabase(), "database: db");
        Map<String, String> restored = step("then: copy-tables");

        assertThat(armed)
                .containsEntry("unlogged-tables", "public.visits")
                .containsEntry("timeline", "1")
                .containsKeys("restore-point", "place", "segment", "next-transaction", "not-before");
        assertThat(proven).containsEntry("verdict", "equal").containsEntry("rows", "51");
        assertThat(proven.get("stopped")).contains(armed.get("restore-point"));
        assertThat(aside)
                .containsEntry("rows-set-aside", "54")
                .containsEntry("read-from", "key-wise difference to the server recovered beside");
        assertThat(restored)
                .containsEntry("way", "tables, from the server recovered beside")
                .containsEntry("verdict", "equal");
        assertThat(restored.get("tables")).isEqualTo("public.notes refill, public.users refill");
        assertThat(now()).isEqualTo(then);
        done(new VerifyDatabase(), "{database: db, schema: restore-point, data: restore-point}");
        assertThat(server.value("shop", "SELECT count(*) FROM visits")).isEqualTo("1");
        assertThat(server.value("neighbour", "SELECT sum(money) FROM accounts")).isEqualTo("3");
        assertThat(RESTORE.probe(inputs("then: copy-tables"), context)).isInstanceOf(Probe.Already.class);
        assertThat(context.backups().resolve("point-in-time-db")).doesNotExist();

        done(new ReplayDatabase(), "database: db");
        assertThat(server.value("shop", "SELECT count(*) FROM users WHERE name = 'since'"))
                .isEqualTo("1");
        assertThat(server.value("shop", "SELECT text FROM notes")).isEqualTo("since");
    }

    @Test
    void swapsTheDatabaseInWhereTablesDoNotSufficeAndLeavesItsNeighboursAlone() throws Exception {
        server.run("shop", "CREATE VIEW names AS SELECT name FROM users");
        arm();
        server.run("shop", "DROP TABLE users CASCADE");
        server.run("neighbour", "INSERT INTO accounts VALUES (2, 2)");

        assertThat(RESTORE.run(inputs("then: copy-tables"), context)).asString().contains("SW-0481", "names");
        Map<String, String> evidence = step("then: copy-tables, otherwise: copy-database");

        assertThat(evidence).containsEntry("broken-kept-as", broken()).containsEntry("verdict", "equal");
        assertThat(evidence.get("why")).contains("names");
        assertThat(server.value("shop", "SELECT count(*) FROM names")).isEqualTo("50");
        assertThat(server.value("neighbour", "SELECT sum(money) FROM accounts")).isEqualTo("3");
        assertThat(RESTORE.probe(inputs("then: copy-tables, otherwise: copy-database"), context))
                .isInstanceOf(Probe.Already.class);
    }

    @Test
    void goesToAMomentOrToJustBeforeATransactionAndKeepsTheServerForAPerson() throws Exception {
        arm();
        String transaction = server.value("shop", "UPDATE users SET score = 7 WHERE id = 1 RETURNING txid_current()");
        String moment =
                server.value("shop", "SELECT to_char(clock_timestamp() at time zone 'utc', 'YYYY-MM-DD HH24:MI:SS.US')")
                        + "Z";
        server.run("shop", "DROP TABLE notes");

        Map<String, String> kept = step("then: keep, to: {moment: '" + moment + "'}");
        Map<String, String> held = step("then: hold, to: {before-transaction: " + transaction + "}");

        assertThat(beside("kept-db", "SELECT score FROM users WHERE id = 1")).isEqualTo("7");
        assertThat(beside("kept-db", "SELECT count(*) FROM notes")).isEqualTo("0");
        assertThat(beside("point-in-time-db", "SELECT score FROM users WHERE id = 1"))
                .isEqualTo("1");
        for (String setting : List.of("archive_mode=off", "listen_addresses=127.0.0.1", "fsync=on")) {
            assertThat(beside("kept-db", "SHOW " + setting.replaceFirst("=.*", "")))
                    .isEqualTo(setting.replaceFirst(".*=", ""));
        }
        assertThat(kept.get("server-beside")).isNotEqualTo(held.get("server-beside"));
        assertThat(String.join("\n", context.output)).contains("psql -h 127.0.0.1 -p");
        assertThat(server.value("shop", "SELECT to_regclass('notes')")).isEqualTo("null");
    }

    private String beside(String folder, String query) throws Exception {
        try (Connection connection = new RestoredCluster(context.backups().resolve(folder))
                        .access("shop")
                        .connect();
                var rows = connection.createStatement().executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
