package dev.sternway.executor.migrate.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sternway.base.ProblemException;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.Victim;
import dev.sternway.executor.data.FingerprintDatabase;
import dev.sternway.testing.PostgresServer;
import dev.sternway.testing.Targets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alembic and Django themselves, from the distribution's packages, in small projects whose database libpq's variables name. */
class PythonToolsTest {
    private static final AlembicDowngrade ALEMBIC = new AlembicDowngrade();
    private static final DjangoMigrate DJANGO = new DjangoMigrate();
    private static final Path PROJECTS = Path.of("src/test/resources/executor/migrate/project");

    @TempDir
    Path workspace;

    private Victim victim;

    @BeforeEach
    void projects() throws Exception {
        victim = new Victim(workspace);
        Files.createDirectories(workspace);
        victim.context
                .target("alembic", Targets.host(PROJECTS.resolve("alembic"), Map.of()))
                .target("django", Targets.host(PROJECTS.resolve("django"), Map.of()));
    }

    @Test
    void alembicGoesBackToARevisionAndForwardAgain() throws Exception {
        alembicUp("one");
        arm();
        alembicUp("head");

        assertThat(ALEMBIC.probe(alembic("one", 2000), victim.context)).isInstanceOf(Probe.Needed.class);
        assertThat(victim.step(ALEMBIC, alembic("one", 2000)))
                .containsEntry("revision-before", "three")
                .containsEntry("schema", "equal");

        assertThat(victim.value("SELECT version_num FROM alembic_version")).isEqualTo("one");
        assertThat(ALEMBIC.probe(alembic("one", 2000), victim.context)).isInstanceOf(Probe.Already.class);
        assertThat(victim.context.output).noneMatch(line -> line.contains("password"));
        alembicUp("head");
        assertThat(victim.value("SELECT version_num FROM alembic_version")).isEqualTo("three");
    }

    @Test
    void alembicCutInTheMiddleOrRefusedALockLeavesNothingHalfDone() throws Exception {
        alembicUp("one");
        arm();
        alembicUp("head");
        victim.run("CREATE TABLE cut (at int)");

        assertThat(ALEMBIC.run(alembic("one", 2000), victim.context))
                .isInstanceOf(Outcome.Failed.class)
                .asString()
                .contains("SW-0557", "nothing was changed", "server closed the connection");
        victim.run("DROP TABLE cut");
        try (Connection other = PostgresServer.connect(victim.name)) {
            other.setAutoCommit(false);
            other.createStatement().execute("SELECT * FROM orders");
            refusesALock(other);
        }

        assertThat(victim.value("SELECT version_num FROM alembic_version")).isEqualTo("three");
        assertThat(ALEMBIC.verify(alembic("one", 2000), victim.context))
                .asString()
                .contains("SW-0559", "[three]");
    }

    /** The tries outlast nobody's patience: the lock is given back when the first one failed. */
    private void refusesALock(Connection other) throws Exception {
        var outcome = java.util.concurrent.CompletableFuture.supplyAsync(() -> outcome(alembic("two", 100)));
        org.awaitility.Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> victim.context.output.stream().anyMatch(line -> line.contains("trying again")));
        victim.context.loseLease();
        assertThat(outcome.get()).contains("the lease of step");
        other.rollback();
    }

    private String outcome(AlembicDowngrade.Inputs inputs) {
        try {
            return String.valueOf(ALEMBIC.run(inputs, victim.context));
        } catch (Exception e) {
            return String.valueOf(e.getMessage());
        }
    }

    @Test
    void alembicThatReadsAnotherDatabaseIsNotLetLoose() throws Exception {
        alembicUp("one");
        arm();
        alembicUp("head");
        Victim other = new Victim(workspace.resolve("other"));
        victim.context.target("alembic", Targets.host(PROJECTS.resolve("alembic"), Map.of("PGDATABASE", other.name)));

        refuses(ALEMBIC, alembic("one", 2000), "SW-0558", victim.name);
        victim.context.target("alembic", Targets.host(workspace, Map.of()));
        refuses(ALEMBIC, alembic("one", 2000), "SW-0557", "alembic current");
        victim.run("INSERT INTO alembic_version VALUES ('side')");
        refuses(ALEMBIC, alembic("one", 2000), "SW-0551", "more than one head");
    }

    @Test
    void djangoGoesBackToAMigrationAndForwardAgain() throws Exception {
        djangoUp("0001");
        arm();
        djangoUp("0002");

        assertThat(victim.step(DJANGO, django("0001_initial")))
                .containsEntry("taken-back", "shop.0002_currency")
                .containsEntry("schema", "equal");

        assertThat(DJANGO.probe(django("0001_initial"), victim.context)).isInstanceOf(Probe.Already.class);
        djangoUp("0002");
        assertThat(victim.value("SELECT count(*) FROM django_migrations WHERE app = 'shop'"))
                .isEqualTo("2");
    }

    @Test
    void whatDjangoCannotTakeBackIsRefusedBeforeAnythingIsTouched() throws Exception {
        djangoUp("0001");
        arm();
        djangoUp("0003");

        refuses(DJANGO, django("0001_initial"), "SW-0553", "shop.0003_round_totals");
        refuses(DJANGO, django("0009_later"), "SW-0551", "shop.0009_later is not applied");

        assertThat(victim.value("SELECT max(name) FROM django_migrations WHERE app = 'shop'"))
                .isEqualTo("0003_round_totals");
        assertThat(victim.value("SELECT count(currency) FROM shop_order")).isEqualTo("0");
    }

    private <I extends Record> void refuses(Executor<I> executor, I inputs, String code, String says) {
        assertThatThrownBy(() -> executor.run(inputs, victim.context))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining(code)
                .hasMessageContaining(says);
    }

    private void arm() throws Exception {
        victim.step(new FingerprintDatabase(), new FingerprintDatabase.Inputs("db", "armed", Optional.empty()));
    }

    private void alembicUp(String revision) throws Exception {
        run("alembic", "alembic", "upgrade", revision);
    }

    private void djangoUp(String name) throws Exception {
        run("django", "/usr/bin/python3", "manage.py", "migrate", "shop", name);
    }

    private void run(String project, String... words) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(PROJECTS.resolve(project).toFile())
                .redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of(
                        "PGHOST", "localhost",
                        "PGPORT", String.valueOf(PostgresServer.port()),
                        "PGUSER", "postgres",
                        "PGDATABASE", victim.name,
                        "PYTHONDONTWRITEBYTECODE", "1"));
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    private static AlembicDowngrade.Inputs alembic(String to, long lockMillis) {
        return new AlembicDowngrade.Inputs(
                "db",
                "alembic",
                to,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(Duration.ofMillis(lockMillis)),
                Optional.empty());
    }

    private static DjangoMigrate.Inputs django(String to) {
        return new DjangoMigrate.Inputs(
                "db",
                "django",
                "shop",
                to,
                List.of(),
                List.of("/usr/bin/python3", "manage.py"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
