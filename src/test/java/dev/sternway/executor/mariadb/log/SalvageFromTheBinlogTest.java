package dev.sternway.executor.mariadb.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sternway.database.mariadb.MariaAccess;
import dev.sternway.database.mariadb.log.BinlogReplay;
import dev.sternway.database.salvage.Manifest;
import dev.sternway.database.salvage.Replay;
import dev.sternway.executor.MariaVictim;
import dev.sternway.executor.TargetDatabase;
import dev.sternway.executor.data.ReplayDatabase;
import dev.sternway.executor.data.SalvageDatabase;
import dev.sternway.executor.mariadb.MariaCopy;
import dev.sternway.testing.MariaDbServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SalvageFromTheBinlogTest {
    @TempDir
    Path workspace;

    private MariaVictim victim;
    private MariaAccess live;
    private Path folder = Path.of("");
    private final List<Manifest.Part> parts = new ArrayList<>();

    @BeforeEach
    void armed() throws Exception {
        victim = new MariaVictim(workspace);
        live = TargetDatabase.mariaDb(victim.context, "db");
        victim.run(
                "CREATE TABLE things (id bigint unsigned PRIMARY KEY, label varchar(9000) CHARACTER SET latin1, doc json, raw varbinary(20),"
                        + " twice int AS (char_length(label) * 2) STORED, at timestamp(6) NULL ON UPDATE current_timestamp(6),"
                        + " amount decimal(12,4), ratio float, flag bit(3), kind enum('a','b'))",
                "INSERT INTO things (id, label, doc) SELECT seq, CONCAT('old ', seq), '{\"a\": [1, 2.50]}' FROM seq_1_to_5",
                "CREATE TABLE keyless (word varchar(10), n double)",
                "INSERT INTO keyless VALUES ('twin', 0.1), ('twin', 0.1), (NULL, 0.2)");
        victim.step(new MariaBinlog(), new MariaBinlog.Inputs("db", MariaBinlog.Action.NOTE));
        victim.run("UPDATE users SET seen = now(6) WHERE id = 7");
        victim.step(new MariaCopy(), new MariaCopy.Inputs("db", MariaCopy.Action.TAKE));
    }

    @Test
    void everyKindOfValueComesBackAndASecondReplayChangesNothing() throws Exception {
        victim.run(
                "INSERT INTO things (id, label, doc, raw, at, amount, ratio, flag, kind) VALUES (18446744073709551615,"
                        + " REPEAT('l\u00e4rge ''quoted'' \\\\ ', 300), '{\"deep\": {\"n\": 1.10}}', 0x00ff27, '2026-03-29 01:30:00.123456', 1234.5600, 0.1, b'101', 'b')",
                "UPDATE things SET amount = 7, at = '2020-01-01 00:00:00' WHERE id = 5",
                "UPDATE things SET ratio = 0.3, flag = b'001' WHERE id > 6",
                "UPDATE things SET label = NULL, doc = '[]' WHERE id = 2",
                "UPDATE things SET id = 33 WHERE id = 3",
                "UPDATE things SET label = 'OLD 4' WHERE id = 4",
                "INSERT INTO users (id, name) VALUES (21, 'with tasks')",
                "INSERT INTO tasks (user_id, title, extra) VALUES (21, 'hers', '{\"b\": [1, 2.0]}')",
                "DELETE FROM tasks WHERE user_id = 4",
                "DELETE FROM users WHERE id = 4",
                "DELETE FROM keyless LIMIT 1",
                "UPDATE keyless SET n = 1e-300 WHERE word IS NULL");
        List<String> wanted = content();

        salvageAndSwap();
        assertThat(parts.get(0).count()).isEqualTo(12);
        assertThat(parts.get(0).highest()).containsEntry("users.id", 21L);
        assertThat(content()).isNotEqualTo(wanted);

        assertThat(replay(List.of())).containsEntry("rows-replayed", "12").containsEntry("conflicts", "0");
        assertThat(content()).isEqualTo(wanted);
        assertThat(replay(List.of())).containsEntry("rows-replayed", "0").containsEntry("conflicts", "0");
        victim.run("INSERT INTO users (name) VALUES ('the next id is free')");
    }

    @Test
    void aBadTransactionIsLeftOutAndWhatGoodOnesWroteAfterItStays() throws Exception {
        victim.run("UPDATE users SET name = CONCAT(name, ' (good)') WHERE id = 1");
        MariaDbServer.execute(victim.name, "UPDATE users SET score = 0");
        long bad = Long.parseLong(MariaDbServer.value("", "SELECT SUBSTRING_INDEX(@@gtid_binlog_pos, '-', -1)"));
        victim.run(
                "UPDATE users SET name = 'renamed after it' WHERE id = 2",
                "UPDATE users SET score = score + 5 WHERE id = 3",
                "DELETE FROM tasks WHERE user_id = 20",
                "DELETE FROM users WHERE id = 20");
        salvageAndSwap();

        Map<String, String> replayed = replay(List.of(bad));

        assertThat(victim.value("SELECT CONCAT(name, ' ', TRUNCATE(score, 0)) FROM users WHERE id = 1"))
                .isEqualTo("u1 (good) 1");
        assertThat(victim.value("SELECT CONCAT(name, ' ', TRUNCATE(score, 0)) FROM users WHERE id = 2"))
                .isEqualTo("renamed after it 2");
        assertThat(victim.value("SELECT COUNT(*) FROM users WHERE id = 20")).isEqualTo("0");
        assertThat(replayed).containsEntry("conflicts", "1");
        assertThat(Files.readString(Path.of(replayed.get("conflicts-file"))))
                .contains("\"key\":{\"id\":\"3\"}", "\"choice\":\"\"", "the row was changed since");

        Map<String, String> withIt = replay(List.of());
        assertThat(victim.value("SELECT COUNT(*) FROM users WHERE score = 0"))
                .as("left out no more, where rows are as it saw them")
                .isEqualTo("19");
        assertThat(withIt)
                .as("it updated users who were changed or are gone by now")
                .containsEntry("conflicts", "2");
    }

    @Test
    void newerRowsAreNotOverwrittenAndOnlyRestoredTablesAreTouched() throws Exception {
        victim.run("UPDATE users SET name = 'theirs' WHERE id = 5", "UPDATE tasks SET title = 'title' WHERE id = 5");
        salvageAndSwap();
        victim.run("UPDATE users SET name = 'newer' WHERE id = 5");

        try (BinlogReplay replay = new BinlogReplay(live, parts.get(0))) {
            Replay.Result result = replay.replay(folder, Optional.of(Set.of("users")), List.of(), done -> {});
            assertThat(result.conflicts()).hasSize(1);
        }
        assertThat(victim.value("SELECT name FROM users WHERE id = 5")).isEqualTo("newer");
        assertThat(victim.value("SELECT title FROM tasks WHERE id = 5")).isEqualTo("t5");
    }

    @Test
    void triggersThatWouldFireAgainAreNamed() throws Exception {
        victim.run("UPDATE users SET name = 'x' WHERE id = 5");
        salvageAndSwap();
        victim.run("CREATE TRIGGER counts AFTER INSERT ON users FOR EACH ROW SET @n = 1");
        assertThatThrownBy(() -> replay(List.of()))
                .hasMessageContaining("SW-0622")
                .hasMessageContaining("counts on users");
    }

    @Test
    void aLogThatDoesNotTellEveryRowIsSaid() throws Exception {
        victim.run("CREATE TABLE odd (id uuid PRIMARY KEY)");
        assertThat(victim.step(new MariaBinlog(), new MariaBinlog.Inputs("db", MariaBinlog.Action.NOTE))
                        .get("binlog"))
                .startsWith("none: odd.id is uuid");
        BinlogSalvage salvage = new BinlogSalvage(victim.context, "db", live);
        assertThat(salvage.take(workspace, "x", parts)).isFalse();
        assertThat(salvage.whyNot()).contains("key-wise difference: odd.id is uuid");

        victim.context.keepsakes().keep("binlog/db", "binlog.000000:4");
        victim.context.keepsakes().forget("clone-place/db");
        assertThat(salvage.take(workspace, "x", parts)).isFalse();
        assertThat(salvage.whyNot()).contains("purged the binary log since binlog.000000:4");
    }

    private List<String> content() {
        return List.of(
                victim.value("SELECT GROUP_CONCAT(CONCAT_WS('|', id, MD5(label), doc, HEX(raw), twice, at, amount,"
                        + " CAST(ratio AS DOUBLE), flag + 0, kind) ORDER BY id) FROM things"),
                victim.value("SELECT GROUP_CONCAT(CONCAT_WS('|', id, name, score, seen) ORDER BY id) FROM users"),
                victim.value("SELECT GROUP_CONCAT(CONCAT_WS('|', id, user_id, title, extra) ORDER BY id) FROM tasks"),
                victim.value("SELECT GROUP_CONCAT(CONCAT_WS('|', word, n) ORDER BY word, n) FROM keyless"));
    }

    private void salvageAndSwap() throws Exception {
        assertThat(victim.step(new SalvageDatabase(), new SalvageDatabase.Inputs("db", List.of())))
                .containsEntry("read-from", BinlogSalvage.READ_FROM)
                .containsEntry("rows-lost", "0");
        folder = victim.context.workspace().resolve("salvage-db");
        parts.addAll(
                Manifest.read(folder.resolve("manifest.json")).orElseThrow().parts());
        victim.step(new MariaCopy(), new MariaCopy.Inputs("db", MariaCopy.Action.RESTORE));
    }

    private Map<String, String> replay(List<Long> except) throws Exception {
        return victim.step(new ReplayDatabase(), new ReplayDatabase.Inputs("db", except));
    }
}
