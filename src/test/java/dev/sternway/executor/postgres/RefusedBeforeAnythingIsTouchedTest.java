package dev.sternway.executor.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sternway.base.Secret;
import dev.sternway.database.backup.Certificate;
import dev.sternway.executor.TestContext;
import dev.sternway.executor.Victim;
import dev.sternway.executor.data.FingerprintDatabase;
import dev.sternway.executor.postgres.cheapest.RestoreCheapest;
import dev.sternway.plan.Plan.Kept;
import dev.sternway.plan.Target;
import dev.sternway.testing.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RefusedBeforeAnythingIsTouchedTest {
    private static final PostgresPreflight.Inputs LOOK =
            new PostgresPreflight.Inputs("db", List.of(Kept.CLONE, Kept.DUMP), Optional.empty());
    private static final PostgresDump.Inputs DUMP = new PostgresDump.Inputs("db", Optional.empty());
    private static final PostgresRestore.Inputs RESTORE =
            new PostgresRestore.Inputs("db", PostgresRestore.Action.RESTORE, Optional.empty());

    @TempDir
    Path workspace;

    private Victim victim;
    private Connection user;

    @BeforeEach
    void aUserIsAtWork() {
        victim = new Victim(workspace);
        user = PostgresServer.connect(victim.name);
    }

    @AfterEach
    void theUserWorksOnAndNoCopyWasMade() throws Exception {
        System.clearProperty("sternway.pg-bin");
        try (Connection closing = user;
                var statement = closing.createStatement()) {
            statement.execute("INSERT INTO users (name) VALUES ('still at work')");
        }
        assertThat(PostgresServer.value(
                        "postgres", "SELECT count(*) FROM pg_database WHERE datname LIKE '" + victim.name + "\\_\\_%'"))
                .isEqualTo("0");
        assertThat(victim.context.notes).doesNotContainKeys("clone/db", "certificate/db", "broken/db");
    }

    @Test
    void saysWhatIsThereWhenNothingIsWrong() throws Exception {
        assertThat(victim.step(new PostgresPreflight(), LOOK))
                .containsKeys(
                        "server", "pg_dump", "pg_restore", "database-bytes", "free-for-dumps", "free-on-the-server");
    }

    @Test
    void wrongCredentials() {
        victim.context.secrets.put(PostgresServer.PASSWORD.secret(), Secret.of("not the password"));
        victim.context.target("db", target(PostgresServer.url(victim.name), "nobody"));

        refused("SW-0402", "nobody");
    }

    @Test
    void aLogInThatMayNotSwap() {
        String role = "r_" + victim.name;
        victim.run("CREATE ROLE " + role + " LOGIN PASSWORD 'postgres'");
        victim.context.target("db", target(PostgresServer.url(victim.name), role));

        assertThat(preflight()).contains("SW-0494", role);
    }

    @Test
    void anUnreachableHost() {
        victim.context.target("db", target("jdbc:postgresql://localhost:1/" + victim.name, "postgres"));

        refused("SW-0402", "localhost:1");
    }

    @Test
    void aMissingClientToolIsNamedWithItsPackage() {
        System.setProperty("sternway.pg-bin", workspace.toString());

        refused("SW-0418", "pg_dump is not installed", "postgresql-client-15");
    }

    @Test
    void aClientToolOlderThanTheServer() throws Exception {
        Path tool = workspace.resolve("pg_dump");
        Files.writeString(tool, "#!/bin/sh\necho 'pg_dump (PostgreSQL) 9.6.24'\n");
        Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwx------"));
        System.setProperty("sternway.pg-bin", workspace.toString());

        refused("SW-0418", "pg_dump 9 is older than the server's 15");
    }

    @Test
    void tooLittleSpaceInTheStore() throws Exception {
        Path small = Files.createDirectory(workspace.resolve("small"));
        assumeTrue(mount(small), "a small disk can only be mounted by root");
        try {
            victim.context.backups = small.resolve("guard");

            refused("SW-0490", "a dump", small.toString());
        } finally {
            new ProcessBuilder("umount", small.toString()).start().waitFor();
        }
    }

    @Test
    void aDumpOfAnotherDatabase(@TempDir Path elsewhere) throws Exception {
        Victim other = new Victim(elsewhere);
        other.step(new FingerprintDatabase(), new FingerprintDatabase.Inputs("db", "armed", Optional.empty()));
        other.step(new PostgresDump(), DUMP);
        TestContext confused = other.context.target("db", PostgresServer.target(victim.name));

        assertThatThrownBy(() -> new PostgresRestore().run(RESTORE, confused))
                .hasMessageContaining("SW-0492")
                .hasMessageContaining("of the database " + other.name + ", not of " + victim.name);
    }

    @Test
    void anExpiredCertificate(@TempDir Path elsewhere) throws Exception {
        Victim armed = new Victim(elsewhere);
        armed.step(new FingerprintDatabase(), new FingerprintDatabase.Inputs("db", "armed", Optional.empty()));
        armed.step(new PostgresDump(), DUMP);
        armed.step(
                new PostgresRestore(),
                new PostgresRestore.Inputs("db", PostgresRestore.Action.VERIFY, Optional.empty()));
        armed.context.notes.compute(
                Certificate.key("db"),
                (key, json) -> String.valueOf(json).replaceAll("\"expires\":\"20\\d\\d", "\"expires\":\"2001"));
        try (Connection atWork = PostgresServer.connect(armed.name);
                var statement = atWork.createStatement()) {
            assertThatThrownBy(
                            () -> new RestoreCheapest().run(new RestoreCheapest.Inputs("db", List.of()), armed.context))
                    .hasMessageContaining("SW-0491")
                    .hasMessageContaining("expired at 2001");
            assertThatThrownBy(() -> new PostgresRestore().run(RESTORE, armed.context))
                    .hasMessageContaining("SW-0491")
                    .hasMessageContaining("expired at 2001");
            statement.execute("INSERT INTO users (name) VALUES ('still at work')");
        }
        assertThat(PostgresServer.value(
                        "postgres", "SELECT count(*) FROM pg_database WHERE datname LIKE '" + armed.name + "\\_\\_%'"))
                .isEqualTo("0");
        assertThat(armed.context.notes).doesNotContainKey("broken/db");
    }

    @Test
    void aDumpOrCloneThatNobodyHasProven(@TempDir Path elsewhere) throws Exception {
        Victim armed = new Victim(elsewhere);
        armed.step(new PostgresClone(), new PostgresClone.Inputs("db", PostgresClone.Action.TAKE));
        armed.step(new PostgresDump(), DUMP);
        try (Connection atWork = PostgresServer.connect(armed.name);
                var statement = atWork.createStatement()) {
            assertThatThrownBy(() -> new PostgresRestore().run(RESTORE, armed.context))
                    .hasMessageContaining("SW-0491")
                    .hasMessageContaining("no certificate that the dump of db was proven");
            armed.context.notes.remove(Certificate.key("db"));
            PostgresClone.Inputs swap = new PostgresClone.Inputs("db", PostgresClone.Action.RESTORE);
            assertThatThrownBy(() -> new PostgresClone().run(swap, armed.context))
                    .hasMessageContaining("SW-0491")
                    .hasMessageContaining("no certificate that a backup of db was proven");
            statement.execute("INSERT INTO users (name) VALUES ('still at work')");
        }
        assertThat(armed.context.notes).doesNotContainKey("broken/db");
    }

    @Test
    void aDumpThatIsNotThere() {
        assertThatThrownBy(() -> new PostgresRestore().run(RESTORE, victim.context))
                .hasMessageContaining("SW-0420")
                .hasMessageContaining("missing");
    }

    /** By the check before arming, and by the dump itself. */
    private void refused(String... words) {
        assertThat(preflight()).contains(words);
        assertThatThrownBy(() -> new PostgresDump().run(DUMP, victim.context))
                .satisfies(refusal -> assertThat(refusal.getMessage()).contains(words));
        assertThat(workspace.resolve("backups")).doesNotExist();
    }

    private String preflight() {
        try {
            return new PostgresPreflight().run(LOOK, victim.context).toString();
        } catch (Exception refusal) {
            return String.valueOf(refusal.getMessage());
        }
    }

    private static boolean mount(Path folder) throws Exception {
        return new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder.toString())
                        .start()
                        .waitFor()
                == 0;
    }

    private static Target target(String url, String user) {
        return new Target(
                Target.Type.POSTGRESQL,
                Optional.of(url),
                Optional.of(user),
                Optional.of(PostgresServer.PASSWORD),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of());
    }
}
