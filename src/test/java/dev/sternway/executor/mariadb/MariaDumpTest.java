package dev.sternway.executor.mariadb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sternway.base.Secret;
import dev.sternway.database.backup.Certificate;
import dev.sternway.executor.MariaVictim;
import dev.sternway.executor.Probe;
import dev.sternway.executor.data.FingerprintDatabase;
import dev.sternway.plan.Target.SecretReference;
import dev.sternway.testing.MariaDbServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MariaDumpTest {
    private static final MariaDump.Inputs DUMP = new MariaDump.Inputs("db", Optional.empty());
    private static final MariaRestore.Inputs VERIFY = new MariaRestore.Inputs("db", MariaRestore.Action.VERIFY);
    private static final MariaRestore.Inputs RESTORE = new MariaRestore.Inputs("db", MariaRestore.Action.RESTORE);
    private static final FingerprintDatabase.Inputs ARMED =
            new FingerprintDatabase.Inputs("db", "armed", Optional.empty());

    @TempDir
    Path workspace;

    private MariaVictim victim;

    @BeforeEach
    void aSchemaWithAllThatOneCanHold() {
        victim = new MariaVictim(workspace);
        Nasty.fill(victim);
    }

    @Test
    void aDumpOfTheCopyIsProvenAndPutInTheLiveSchemasPlace() throws Exception {
        Nasty.State before = Nasty.state(victim);
        victim.step(new MariaCopy(), new MariaCopy.Inputs("db", MariaCopy.Action.TAKE));
        victim.step(new FingerprintDatabase(), ARMED);
        Map<String, String> dumped = victim.step(new MariaDump(), DUMP);
        assertThat(victim.step(new MariaRestore(), VERIFY)).containsEntry("verdict", "equal");
        Certificate certificate = Certificate.parse(victim.context.notes.get(Certificate.key("db")));
        assertThat(certificate.text()).contains("55 rows", "MariaDB", dumped.get("sha256"));
        assertThat(new MariaDump().probe(DUMP, victim.context)).isInstanceOf(Probe.Already.class);
        try (Stream<Path> files = Files.list(Path.of(dumped.get("folder")))) {
            assertThat(files)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
        Nasty.migrate(victim);

        Map<String, String> restored = victim.step(new MariaRestore(), RESTORE);

        assertThat(before.difference(Nasty.state(victim))).isEmpty();
        assertThat(restored.get("broken-kept-as")).contains("__broken_");
        assertThat(new MariaRestore().probe(RESTORE, victim.context)).isInstanceOf(Probe.Already.class);
        assertThat(
                        MariaDbServer.value(
                                "",
                                "SELECT COUNT(*) FROM information_schema.schemata WHERE schema_name LIKE '%\\_\\_restored\\_%'"))
                .isEqualTo("0");
        try (Stream<Path> left = Files.list(workspace)) {
            assertThat(left.map(it -> it.getFileName().toString())).noneMatch(it -> it.endsWith(".cnf"));
        }
    }

    @Test
    void anEncryptedDumpOfTheLiveSchemaIsProvenToo() throws Exception {
        victim.context.secrets.put(
                "KEY", Secret.of("AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX"));
        victim.step(new FingerprintDatabase(), ARMED);
        Map<String, String> dumped =
                victim.step(new MariaDump(), new MariaDump.Inputs("db", Optional.of(new SecretReference("KEY"))));
        assertThat(dumped.get("encrypted-for")).startsWith("age1");
        assertThat(Path.of(dumped.get("folder")).resolve("tables.sql")).doesNotExist();
        assertThat(victim.step(new MariaRestore(), VERIFY)).containsEntry("verdict", "equal");
    }

    @Test
    void aDumpThatWasChangedOrDiffersIsNotUsed() throws Exception {
        victim.step(new FingerprintDatabase(), ARMED);
        victim.run("UPDATE users SET score = 0 WHERE id = 3");
        Map<String, String> dumped = victim.step(new MariaDump(), DUMP);
        assertThatThrownBy(() -> new MariaRestore().run(RESTORE, victim.context))
                .hasMessageContaining("SW-0422");
        Files.writeString(Path.of(dumped.get("folder")).resolve("tables.sql"), "-- x", StandardOpenOption.APPEND);
        assertThatThrownBy(() -> new MariaRestore().run(RESTORE, victim.context))
                .hasMessageContaining("SW-0420");
        assertThat(victim.value("SELECT COUNT(*) FROM users")).isEqualTo("20");
    }
}
