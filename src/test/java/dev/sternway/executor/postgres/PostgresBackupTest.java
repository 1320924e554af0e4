package dev.sternway.executor.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.Victim;
import dev.sternway.executor.data.FingerprintDatabase;
import dev.sternway.executor.data.FreezeDatabase;
import dev.sternway.executor.data.ThawDatabase;
import dev.sternway.executor.data.VerifyDatabase;
import dev.sternway.testing.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresBackupTest {
    private static final PostgresClone CLONE = new PostgresClone();
    private static final PostgresClone.Inputs TAKE = new PostgresClone.Inputs("db", PostgresClone.Action.TAKE);
    private static final PostgresClone.Inputs SWAP = new PostgresClone.Inputs("db", PostgresClone.Action.RESTORE);
    private static final PostgresDump.Inputs DUMP = new PostgresDump.Inputs("db", Optional.of(2));
    private static final PostgresRestore.Inputs TRY =
            new PostgresRestore.Inputs("db", PostgresRestore.Action.VERIFY, Optional.empty());
    private static final PostgresRestore.Inputs RESTORE =
            new PostgresRestore.Inputs("db", PostgresRestore.Action.RESTORE, Optional.empty());

    @TempDir
    Path workspace;

    @Test
    void aSwappedInCloneHasTheOldRowsAndKeepsSettingsGrantsAndLimit() throws Exception {
        Victim victim = dressed();
        String settings = settings(victim);
        victim.step(CLONE, TAKE);
        arm(victim);
        victim.run("DROP TABLE tasks", "UPDATE users SET name = name || '!'");
        victim.step(new FreezeDatabase(), new FreezeDatabase.Inputs("db"));

        Map<String, String> evidence = victim.step(CLONE, SWAP);

        assertThat(CLONE.probe(SWAP, victim.context)).isInstanceOf(Probe.Already.class);
        assertThat(PostgresServer.value(
                        "postgres", "SELECT datconnlimit FROM pg_database WHERE datname = '" + victim.name + "'"))
                .isEqualTo("0");
        assertThat(verify(victim)).isInstanceOf(Outcome.Done.class);
        victim.step(new ThawDatabase(), new ThawDatabase.Inputs("db"));
        assertThat(settings(victim)).isEqualTo(settings);
        assertThat(victim.context.notes.get("broken/db")).isEqualTo(evidence.get("broken-kept-as"));
        assertThat(PostgresServer.value(evidence.get("broken-kept-as"), "SELECT name FROM users WHERE id = 1"))
                .isEqualTo("u1!");
    }

    @Test
    void aCopyThatWasKilledHalfWayLeavesTheDatabaseOpenAfterTheNextProbe() throws Exception {
        Victim victim = new Victim(workspace);
        PostgresServer.execute("postgres", "ALTER DATABASE " + victim.name + " ALLOW_CONNECTIONS false");

        victim.step(CLONE, TAKE);

        assertThat(victim.value("SELECT count(*) FROM users")).isEqualTo("20");
    }

    @Test
    void aDumpIsVerifiedByRestoringItAndOneThatWasTouchedIsRefused() throws Exception {
        Victim victim = dressed();
        String settings = settings(victim);
        victim.step(CLONE, TAKE);
        arm(victim);
        victim.step(new PostgresDump(), DUMP);

        assertThat(victim.step(new PostgresRestore(), TRY)).containsEntry("verdict", "equal");
        assertThat(PostgresServer.value(
                        "postgres",
                        "SELECT count(*) FROM pg_database WHERE datname LIKE '" + victim.name + "\\_\\_restored%'"))
                .isEqualTo("0");

        victim.run("TRUNCATE users CASCADE");
        victim.step(new FreezeDatabase(), new FreezeDatabase.Inputs("db"));
        victim.step(new PostgresRestore(), RESTORE);
        assertThat(verify(victim)).isInstanceOf(Outcome.Done.class);
        victim.step(new ThawDatabase(), new ThawDatabase.Inputs("db"));
        assertThat(settings(victim)).isEqualTo(settings);

        try (Stream<Path> files = Files.list(workspace.resolve("backups/dump-db"))) {
            Files.writeString(files.sorted().findFirst().orElseThrow(), "x", StandardOpenOption.APPEND);
        }
        assertThatThrownBy(() -> new PostgresRestore().run(TRY, victim.context)).hasMessageContaining("SW-0420");
    }

    @Test
    void aDumpThatDiffersFromTheStateAtArmingIsRefused() throws Exception {
        Victim victim = new Victim(workspace);
        arm(victim);
        victim.run("UPDATE users SET name = 'x' WHERE id = 1");
        victim.step(new PostgresDump(), DUMP);

        assertThat(new PostgresRestore().run(TRY, victim.context))
                .asString()
                .contains("SW-0422", "public.users")
                .doesNotContain("public.tasks");
    }

    private Victim dressed() {
        Victim victim = new Victim(workspace);
        String role = "r_" + victim.name;
        victim.run(
                "CREATE ROLE " + role + " LOGIN",
                "COMMENT ON COLUMN users.score IS 'points'",
                "CREATE DOMAIN positive AS int CHECK (VALUE > 0)",
                "CREATE VIEW names AS SELECT name FROM users",
                "GRANT SELECT ON users TO " + role,
                "ALTER DATABASE " + victim.name + " OWNER TO " + role,
                "ALTER DATABASE " + victim.name + " CONNECTION LIMIT 33",
                "ALTER DATABASE " + victim.name + " SET search_path = public, pg_catalog",
                "ALTER ROLE " + role + " IN DATABASE " + victim.name + " SET work_mem = '7MB'",
                "REVOKE ALL ON DATABASE " + victim.name + " FROM PUBLIC",
                "GRANT CONNECT ON DATABASE " + victim.name + " TO " + role + " WITH GRANT OPTION");
        return victim;
    }

    private static void arm(Victim victim) throws Exception {
        victim.step(new FingerprintDatabase(), new FingerprintDatabase.Inputs("db", "armed", Optional.empty()));
    }

    private static Outcome verify(Victim victim) throws Exception {
        return new VerifyDatabase()
                .run(new VerifyDatabase.Inputs("db", Optional.of("armed"), Optional.of("armed")), victim.context);
    }

    private static String settings(Victim victim) {
        return PostgresServer.value(
                "postgres",
                "SELECT concat_ws(' ', datconnlimit, pg_get_userbyid(datdba), (SELECT string_agg(a::text, ',' ORDER BY a::text)"
                        + " FROM unnest(datacl) a), (SELECT string_agg(setrole || setconfig::text, ',' ORDER BY setrole)"
                        + " FROM pg_db_role_setting WHERE setdatabase = d.oid)) FROM pg_database d WHERE datname = '"
                        + victim.name + "'");
    }
}
