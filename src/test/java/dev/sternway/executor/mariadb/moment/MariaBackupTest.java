package dev.sternway.executor.mariadb.moment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sternway.base.Secret;
import dev.sternway.database.backup.Certificate;
import dev.sternway.executor.MariaVictim;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.data.FingerprintDatabase;
import dev.sternway.executor.mariadb.MariaCopy;
import dev.sternway.executor.mariadb.MariaTool;
import dev.sternway.plan.Target.SecretReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MariaBackupTest {
    private static final MariaBackup.Inputs TAKE = new MariaBackup.Inputs("db", MariaBackup.Action.TAKE);
    private static final MariaBackup.Inputs VERIFY = new MariaBackup.Inputs("db", MariaBackup.Action.VERIFY);
    private static final FingerprintDatabase.Inputs ARMED =
            new FingerprintDatabase.Inputs("db", "armed", Optional.empty());

    @TempDir
    Path workspace;

    private MariaVictim victim;

    @BeforeEach
    void aSchema() {
        victim = new MariaVictim(workspace);
    }

    @Test
    void aBackupIsProvenWithTheLogReplayedUpToTheCopy() throws Exception {
        Map<String, String> taken = victim.step(new MariaBackup(), TAKE);
        victim.run("DELETE FROM tasks WHERE id = 3");
        victim.step(new MariaCopy(), new MariaCopy.Inputs("db", MariaCopy.Action.TAKE));
        victim.step(new FingerprintDatabase(), ARMED);
        victim.run("DELETE FROM tasks");

        assertThat(victim.step(new MariaBackup(), VERIFY)).containsEntry("verdict", "equal");

        Certificate certificate = Certificate.parse(victim.context.notes.get(Certificate.key("db")));
        assertThat(certificate.text()).contains("39 rows", "MariaDB", taken.get("sha256"));
        assertThat(new MariaBackup().probe(TAKE, victim.context)).isInstanceOf(Probe.Already.class);
        try (Stream<Path> files = Files.list(Path.of(taken.get("folder")))) {
            assertThat(files)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
    }

    @Test
    void anEncryptedBackupThatDiffersOrWasChangedIsNotUsed() throws Exception {
        victim.context.secrets.put(
                "KEY", Secret.of("AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX"));
        victim.step(new FingerprintDatabase(), ARMED);
        victim.run("UPDATE users SET score = 0 WHERE id = 3");
        Map<String, String> taken = victim.step(
                new MariaBackup(),
                new MariaBackup.Inputs(
                        "db", MariaBackup.Action.TAKE, Optional.of(new SecretReference("KEY")), Optional.empty()));
        Path archive = Path.of(taken.get("folder")).resolve("server.tar.age");
        assertThat(archive).exists();

        assertThatThrownBy(() -> new MariaBackup().run(VERIFY, victim.context)).hasMessageContaining("SW-0422");

        Files.writeString(archive, "x", StandardOpenOption.APPEND);
        assertThatThrownBy(() -> new MariaBackup().run(VERIFY, victim.context)).hasMessageContaining("SW-0420");
        assertThat(workspace.resolve("backups/beside-db")).doesNotExist();
    }

    @Test
    void nothingOfABackupThatWasTakenAwayIsLeft() throws Exception {
        AtomicInteger effects = new AtomicInteger();
        victim.context.beforeEffect(() -> {
            if (effects.incrementAndGet() == 3) {
                victim.context.loseLease();
            }
        });
        assertThatThrownBy(() -> new MariaBackup().run(TAKE, victim.context)).isInstanceOf(StepContext.LeaseLost.class);
        try (Stream<Path> left = Files.list(workspace.resolve("backups"))) {
            assertThat(left).isEmpty();
        }
        assertThatThrownBy(() -> new MariaBackup().run(VERIFY, victim.context)).hasMessageContaining("SW-0629");
    }

    @Test
    void aToolThatIsMissingOrOfAnotherVersionIsNamedWithItsPackage() {
        assertThatThrownBy(() -> new MariaTool("mariadb-backup-of-nobody").requireSame("10.11.2-MariaDB"))
                .hasMessageContaining("SW-0597")
                .hasMessageContaining("not installed")
                .hasMessageContaining("package mariadb-backup");
        assertThatThrownBy(() -> new MariaTool("mariadb-backup").requireSame("10.6.2-MariaDB"))
                .hasMessageContaining("not of the server's version");
    }
}
