package dev.sternway.executor.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.exceptionfactory.jagged.x25519.X25519KeyPairGenerator;
import dev.sternway.base.Secret;
import dev.sternway.database.backup.Certificate;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.Victim;
import dev.sternway.executor.data.FingerprintDatabase;
import dev.sternway.plan.Target.SecretReference;
import dev.sternway.testing.PostgresServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupIsEvidenceTest {
    private static final PostgresRestore.Inputs VERIFY = new PostgresRestore.Inputs(
            "db", PostgresRestore.Action.VERIFY, Optional.empty(), Optional.of(Duration.ofHours(3)));

    @TempDir
    Path workspace;

    private Victim victim;

    @BeforeEach
    void arm() throws Exception {
        victim = new Victim(workspace);
        victim.step(new FingerprintDatabase(), new FingerprintDatabase.Inputs("db", "armed", Optional.empty()));
    }

    @Test
    void nobodyButTheOwnerReadsADump() throws Exception {
        dump(Optional.empty());

        assertThat(mode(folder())).isEqualTo("rwx------");
        assertThat(files())
                .hasSizeGreaterThan(2)
                .allSatisfy(file -> assertThat(mode(file)).isEqualTo("rw-------"));
    }

    @Test
    void aRestoredDumpIsCertifiedUntilItExpires() throws Exception {
        dump(Optional.empty());
        victim.step(new PostgresRestore(), VERIFY);

        Certificate certificate = certificate();
        assertThat(certificate.rows()).isEqualTo(40);
        assertThat(certificate.text())
                .contains(victim.name, "PostgreSQL 15", "2 tables and 40 rows", "proven by restoring it", "SHA-256");
        assertThat(Duration.between(certificate.provenAt(), certificate.expires()))
                .isEqualTo(Duration.ofHours(3));
        certificate.requireFresh(Instant.now()).requireFiles(true);
        assertThatThrownBy(() -> certificate.requireFresh(Instant.now().plus(Duration.ofHours(4))))
                .hasMessageContaining("SW-0491");
    }

    @Test
    void aFileThatWasChangedOrRemovedIsNamed() throws Exception {
        dump(Optional.empty());
        victim.step(new PostgresRestore(), VERIFY);
        Path file = folder().resolve("toc.dat");
        byte[] content = Files.readAllBytes(file);
        content[content.length / 2] ^= 1;
        Files.write(file, content);

        certificate().requireFiles(false);
        assertThatThrownBy(() -> certificate().requireFiles(true))
                .hasMessageContaining("SW-0420")
                .hasMessageContaining("toc.dat was changed");
        Files.delete(file);
        assertThatThrownBy(() -> certificate().requireFiles(false)).hasMessageContaining("toc.dat is missing");
        assertThat(new PostgresDump().probe(new PostgresDump.Inputs("db", Optional.empty()), victim.context))
                .isInstanceOf(Probe.Needed.class);
    }

    @Test
    void anEncryptedDumpShowsNothingAndIsRestoredWithItsKeyOnly() throws Exception {
        victim.run("INSERT INTO users (name) VALUES ('a name that nobody may read')");
        victim.step(new FingerprintDatabase(), new FingerprintDatabase.Inputs("db", "armed", Optional.empty()));
        String key = ageKey();
        victim.context.secrets.put("BACKUP_KEY", Secret.of("# created: today\n" + key + "\n"));
        dump(Optional.of(new SecretReference("BACKUP_KEY")));

        for (Path file : files()) {
            assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                    .doesNotContain("nobody may read", "CREATE TABLE");
        }
        assertThat(victim.step(new PostgresRestore(), VERIFY)).containsEntry("verdict", "equal");
        assertThat(certificate().encryptedFor().orElse("")).startsWith("age1");
        assertThat(workspace.resolve("decrypted-db")).doesNotExist();

        victim.context.secrets.put("BACKUP_KEY", Secret.of(ageKey()));
        assertThatThrownBy(() -> new PostgresRestore().run(VERIFY, victim.context))
                .hasMessageContaining("SW-0493");
        victim.context.secrets.put("BACKUP_KEY", Secret.of("a password"));
        assertThatThrownBy(() -> new PostgresRestore().run(VERIFY, victim.context))
                .hasMessageContaining("age-keygen");
    }

    @Test
    void aDumpThatFailsLeavesNothingBehind() throws Exception {
        String role = "r_" + victim.name;
        victim.run("CREATE ROLE " + role + " LOGIN PASSWORD 'postgres'");
        victim.context.target(
                "db",
                new dev.sternway.plan.Target(
                        dev.sternway.plan.Target.Type.POSTGRESQL,
                        Optional.of(PostgresServer.url(victim.name)),
                        Optional.of(role),
                        Optional.of(PostgresServer.PASSWORD),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        java.util.Map.of()));

        Outcome outcome = new PostgresDump().run(new PostgresDump.Inputs("db", Optional.empty()), victim.context);

        assertThat(outcome).asString().contains("SW-0419");
        assertThat(folder()).doesNotExist();
    }

    private void dump(Optional<SecretReference> key) throws Exception {
        victim.step(new PostgresDump(), new PostgresDump.Inputs("db", Optional.empty(), key));
    }

    private Certificate certificate() {
        return Certificate.parse(victim.context.notes.get("certificate/db"));
    }

    private Path folder() {
        return workspace.resolve("backups/dump-db");
    }

    private List<Path> files() throws Exception {
        try (Stream<Path> files = Files.list(folder())) {
            return files.toList();
        }
    }

    private static String mode(Path file) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private static String ageKey() throws Exception {
        return new String(
                new X25519KeyPairGenerator().generateKeyPair().getPrivate().getEncoded(), StandardCharsets.US_ASCII);
    }
}
