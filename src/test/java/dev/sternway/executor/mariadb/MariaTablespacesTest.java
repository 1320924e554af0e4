package dev.sternway.executor.mariadb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sternway.base.Secret;
import dev.sternway.database.backup.Certificate;
import dev.sternway.database.mariadb.MariaServer;
import dev.sternway.executor.MariaVictim;
import dev.sternway.executor.Probe;
import dev.sternway.executor.TestContext;
import dev.sternway.executor.mariadb.tablespace.MariaTablespaces;
import dev.sternway.executor.mariadb.tablespace.MariaTablespaces.Action;
import dev.sternway.plan.Target;
import dev.sternway.testing.MariaDbServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MariaTablespacesTest {
    private static final MariaTablespaces.Inputs EXPORT = new MariaTablespaces.Inputs("db", Action.EXPORT);
    private static final MariaTablespaces.Inputs VERIFY = new MariaTablespaces.Inputs("db", Action.VERIFY);
    private static final MariaTablespaces.Inputs RESTORE = new MariaTablespaces.Inputs("db", Action.RESTORE);

    @TempDir
    Path workspace;

    @Test
    void bringsASchemaBackFromTheFilesOfItsTables() throws Exception {
        MariaVictim victim = new MariaVictim(workspace);
        Nasty.fill(victim);
        Nasty.State before = Nasty.state(victim);

        Map<String, String> taken = victim.step(new MariaTablespaces(), EXPORT);
        Map<String, String> proven = victim.step(new MariaTablespaces(), VERIFY);

        assertThat(taken).containsEntry("tables-as-files", "4").containsKey("writers-waited-millis");
        assertThat(taken.get("dumped-instead")).isEqualTo("old_words, orders, years, numbers");
        assertThat(proven).containsEntry("verdict", "equal");
        assertThat(Certificate.parse(victim.context.notes.get(Certificate.key("db")))
                        .rows())
                .isEqualTo(55);
        try (Stream<Path> files = Files.list(Path.of(taken.get("folder")))) {
            assertThat(files.toList())
                    .hasSizeGreaterThan(8)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
        assertThat(before.difference(Nasty.state(victim))).isEmpty();
        Nasty.migrate(victim);

        Map<String, String> restored = victim.step(new MariaTablespaces(), RESTORE);

        assertThat(before.difference(Nasty.state(victim))).isEmpty();
        assertThat(MariaDbServer.value(restored.get("broken-kept-as"), "SELECT COUNT(*) FROM brand_new"))
                .isEqualTo("0");
        assertThat(victim.value("SELECT GROUP_CONCAT(p ORDER BY p) FROM prices FOR SYSTEM_TIME ALL"))
                .isEqualTo("10,20");
        assertThat(victim.value("CHECK TABLE users EXTENDED")).isEqualTo(victim.name + ".users");
        assertThat(new MariaTablespaces().probe(RESTORE, victim.context)).isInstanceOf(Probe.Already.class);
    }

    @Test
    void exportsFromTheCopySoThatNobodyWaitsAndRefusesFilesThatWereChanged() throws Exception {
        MariaVictim victim = new MariaVictim(workspace);
        victim.step(new MariaCopy(), new MariaCopy.Inputs("db", MariaCopy.Action.TAKE));
        victim.run("DELETE FROM tasks");
        assertThatThrownBy(() -> new MariaTablespaces().run(VERIFY, victim.context))
                .hasMessageContaining("SW-0682");

        Map<String, String> taken = victim.step(new MariaTablespaces(), EXPORT);
        assertThat(taken).containsEntry("writers-waited-millis", "0").containsEntry("dumped-instead", "none");
        Path file = Path.of(taken.get("folder")).resolve("users.ibd");
        Files.write(file, new byte[] {1}, StandardOpenOption.APPEND);

        assertThatThrownBy(() -> new MariaTablespaces().run(RESTORE, victim.context))
                .hasMessageContaining("SW-0420")
                .hasMessageContaining("users.ibd");
        assertThat(victim.value("SELECT COUNT(*) FROM tasks")).isEqualTo("0");
    }

    @Test
    void refusesAServerWhoseFilesAreOutOfReachBeforeAnythingIsTouched() throws Exception {
        try (MariaServer server = MariaServer.start()) {
            Path data;
            try (var connection = server.connect("");
                    var statement = connection.createStatement()) {
                statement.execute("CREATE DATABASE far");
                var row = statement.executeQuery("SELECT @@datadir");
                row.next();
                data = Path.of(row.getString(1));
            }
            Path elsewhere = data.resolveSibling("elsewhere");
            Files.move(data, elsewhere);
            TestContext context = new TestContext(workspace)
                    .target(
                            "db",
                            new Target(
                                    Target.Type.MARIADB,
                                    Optional.of("jdbc:mariadb://127.0.0.1:" + server.port() + "/far"),
                                    Optional.of(server.user()),
                                    Optional.of(MariaDbServer.PASSWORD),
                                    Optional.empty(),
                                    Optional.empty(),
                                    Optional.empty(),
                                    Map.of()));
            context.secrets.put(MariaDbServer.PASSWORD.secret(), Secret.of(server.password()));

            assertThatThrownBy(() -> new MariaTablespaces().run(EXPORT, context))
                    .hasMessageContaining("SW-0680");
            assertThat(List.of(Files.exists(workspace.resolve("backups")), context.notes.isEmpty()))
                    .containsExactly(false, true);
            Files.move(elsewhere, data);
        }
    }
}
