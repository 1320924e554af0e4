package dev.sternway.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sternway.database.backup.Certificate;
import dev.sternway.executor.Keepsakes;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Victim;
import dev.sternway.executor.data.SalvageDatabase;
import dev.sternway.executor.postgres.PostgresClone;
import dev.sternway.executor.postgres.PostgresSlot;
import dev.sternway.ledger.Entry;
import dev.sternway.plan.Level;
import dev.sternway.run.Guards;
import dev.sternway.run.rollback.AssessSituation;
import dev.sternway.testing.PostgresServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.operaton.bpm.engine.task.Task;

/** Guards that lose, while they stand, what a restore needs: the log of writes, or a certificate that counts. */
class ArmedWithoutBackupTest {
    @TempDir
    private static Path folder;

    private static ArmedPlans plans;

    @TempDir
    private Path workspace;

    @BeforeAll
    static void start() {
        plans = new ArmedPlans(folder, Map.of("sternway.slot-limit-mb", "0"));
    }

    @AfterAll
    static void stop() {
        plans.close();
    }

    @Test
    void aLogThatGrowsBeyondTheLimitIsGivenUpAndRowsAreComparedInstead() throws Exception {
        Victim victim = new Victim(workspace);
        victim.step(new PostgresSlot(), new PostgresSlot.Inputs("db", PostgresSlot.Action.CREATE));
        victim.step(new PostgresClone(), new PostgresClone.Inputs("db", PostgresClone.Action.TAKE));
        String guard = plans.arm(
                Optional.empty(),
                "jdbc:postgresql://localhost:1/PLAN\", user: none",
                PostgresServer.url(victim.name) + "\", user: postgres");
        String database = guard.replace("guard-", "") + "-db";
        Keepsakes notes = plans.bean(Guards.class).keepsakes(guard);
        notes.keep("slot/" + database, victim.context.notes.get("slot/db"));
        victim.run("INSERT INTO users (name) VALUES ('since')");

        await().atMost(Duration.ofSeconds(90))
                .until(() -> notes.find("slot/" + database).isEmpty());

        assertThat(victim.value("SELECT count(*) FROM pg_replication_slots WHERE database = current_database()"))
                .isEqualTo("0");
        assertThat(plans.ledger(guard, Entry.Kind.SLOT_DROPPED))
                .singleElement()
                .asString()
                .contains("keeps no log of writes", "more than 0");
        victim.context.notes.put(
                "slot-lost/db", notes.find("slot-lost/" + database).orElseThrow());
        victim.context.notes.remove("slot/db");
        Outcome salvaged = new SalvageDatabase().run(new SalvageDatabase.Inputs("db", List.of()), victim.context);
        assertThat(((Outcome.Done) salvaged).evidence())
                .containsEntry("rows-set-aside", "1")
                .hasEntrySatisfying(
                        "read-from",
                        from -> assertThat(from)
                                .startsWith("key-wise difference: the log held ")
                                .endsWith(" bytes, more than 0"));
    }

    @Test
    void whenTheCertificateExpiredLevelThreeIsNotOfferedAndCannotBeChosen() throws Exception {
        String guard = plans.arm(Optional.empty());
        String key = Certificate.key(guard.replace("guard-", "") + "-db");
        Keepsakes notes = plans.bean(Guards.class).keepsakes(guard);
        String rollback = plans.fire(guard, "by-people");
        Task decide = plans.task(rollback, "decide-what-to-do");
        AssessSituation situation = plans.bean(AssessSituation.class);
        assertThat(situation.whyNot(rollback, Level.L3)).isEmpty();

        notes.keep(
                key, expired(Certificate.parse(notes.find(key).orElseThrow())).json());

        assertThat(situation.whyNot(rollback, Level.L3))
                .hasValueSatisfying(why -> assertThat(why).contains("certificate", "expired"));
        assertThat(situation.assess(rollback).options()).contains("expired");
        assertThatThrownBy(() -> plans.complete(decide, "maria", Map.of("level", "L3")))
                .hasStackTraceContaining("SW-0712")
                .hasStackTraceContaining("expired");
        assertThat(plans.rollback(rollback).level()).isEmpty();
    }

    private static Certificate expired(Certificate proven) {
        return new Certificate(
                proven.database(),
                proven.server(),
                proven.serverVersion(),
                proven.folder(),
                proven.takenAt(),
                proven.provenAt(),
                Instant.now().minusSeconds(1),
                proven.bytes(),
                proven.tables(),
                proven.rows(),
                proven.tookMillis(),
                proven.restoredMillis(),
                proven.encryptedFor(),
                proven.digest());
    }
}
