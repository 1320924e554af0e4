package dev.sternway.executor.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sternway.database.DatabaseAccess;
import dev.sternway.database.Loss;
import dev.sternway.database.MigrationProbe;
import dev.sternway.database.Rehearsal;
import dev.sternway.executor.Victim;
import dev.sternway.executor.postgres.PostgresClone;
import dev.sternway.plan.yaml.PlanMapper;
import dev.sternway.testing.PostgresServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RehearseRollbackTest {
    private static final ObjectMapper JSON = PlanMapper.json();

    @TempDir
    Path workspace;

    @Test
    void levelsThatLeadBackAreProvenAndTheStateOfTheMigrationIsRecognised() throws Exception {
        Victim victim = armed();

        victim.step(new RehearseRollback(), inputs("2.sql", "1.sql"));

        Rehearsal rehearsal = JSON.readValue(victim.context.notes.get("rehearsal/db"), Rehearsal.class);
        assertThat(rehearsal.levels()).containsOnlyKeys("L1", "L2", "L3");
        assertThat(rehearsal.levels().values()).allMatch(Rehearsal.Proof::proven);
        assertThat(rehearsal.levels().get("L2").loses()).containsExactly("public.users.email");
        assertThat(rehearsal.stepDigests()).hasSize(4);
        assertThat(rehearsal.steps()).extracting(Rehearsal.StepTime::script).containsExactly("m1", "m2", "m3");
        assertThat(rehearsal.dropsOrNarrows()).isFalse();
        assertThat(rehearsal.rewritesData()).isTrue();
        assertThat(rehearsal.breaksOldCode()).isTrue();
        assertThat(copies(victim)).isEqualTo("1");

        DatabaseAccess live = DatabaseAccess.of(victim.context.target("db"), victim.context::secret);
        assertThat(MigrationProbe.applied(live, rehearsal)).isEqualTo(OptionalLong.of(0));
        assertThat(Loss.values(live, "users", List.of("email"))).isEqualTo(OptionalLong.of(0));
        victim.run("ALTER TABLE users ADD email text", "UPDATE users SET email = 'x' WHERE id < 4");
        assertThat(MigrationProbe.applied(live, rehearsal)).isEqualTo(OptionalLong.of(2));
        assertThat(Loss.values(live, "users", List.of("email"))).isEqualTo(OptionalLong.of(3));
        DatabaseAccess clone = live.other(String.valueOf(victim.context.notes.get("clone/db")));
        victim.run("INSERT INTO tasks (user_id) VALUES (1)", "DELETE FROM tasks WHERE id = 2");
        assertThat(Loss.rows(live, clone, Duration.ofSeconds(20))).isEqualTo(new Loss.Forgotten(2, List.of()));
        assertThat(Loss.rows(live, clone, Duration.ZERO)).isEqualTo(new Loss.Forgotten(0, List.of("all tables")));
        victim.run("ALTER TABLE users ALTER email SET DEFAULT 'z'");
        assertThat(MigrationProbe.applied(live, rehearsal)).isEqualTo(OptionalLong.empty());
    }

    @Test
    void aLevelThatDoesNotLeadBackIsRefusedWithTheDifference() throws Exception {
        Victim victim = armed();
        victim.context.file(
                "wrong.sql", "ALTER TABLE users ALTER email DROP NOT NULL; UPDATE users SET score = 7 WHERE id = 1");

        assertThat(new RehearseRollback().run(inputs("wrong.sql"), victim.context))
                .asString()
                .contains("SW-0437", "L2", "+ column public.users.email", "public.users has other content");
        assertThat(copies(victim)).isEqualTo("1");
    }

    @Test
    void levelOneMustLeadBackFromEveryStepBeforeThePointOfNoReturn() throws Exception {
        Victim victim = armed();
        victim.context
                .file("m2", "UPDATE users SET email = name; ALTER TABLE users ADD phone text")
                .file("1.sql", "ALTER TABLE users DROP email, DROP phone");

        assertThatThrownBy(() -> new RehearseRollback().run(inputs("2.sql"), victim.context))
                .hasMessageContainingAll("SW-0438", "1.sql");
        victim.context.file("1.sql", "ALTER TABLE users DROP email");
        assertThat(new RehearseRollback().run(inputs("2.sql"), victim.context))
                .asString()
                .contains("SW-0437", "L1", "after step 2", "public.users.phone");
        assertThat(copies(victim)).isEqualTo("1");
    }

    private Victim armed() throws Exception {
        Victim victim = new Victim(workspace);
        victim.context
                .file("m1", "ALTER TABLE users ADD email text")
                .file("m2", "UPDATE users SET email = name")
                .file("m3", "ALTER TABLE users ALTER email SET NOT NULL")
                .file("1.sql", "ALTER TABLE users DROP COLUMN IF EXISTS email")
                .file("2.sql", "ALTER TABLE users ALTER email DROP NOT NULL");
        victim.step(new PostgresClone(), new PostgresClone.Inputs("db", PostgresClone.Action.TAKE));
        victim.step(new FingerprintDatabase(), new FingerprintDatabase.Inputs("db", "armed", Optional.empty()));
        return victim;
    }

    private static String copies(Victim victim) {
        return PostgresServer.value(
                "postgres", "SELECT count(*) FROM pg_database WHERE datname LIKE '" + victim.name + "\\_\\_%'");
    }

    private static RehearseRollback.Inputs inputs(String... level2) {
        return new RehearseRollback.Inputs(
                "db",
                List.of("m1", "m2", "m3"),
                Optional.of(3),
                List.of("1.sql"),
                List.of(level2),
                List.of(),
                List.of());
    }
}
