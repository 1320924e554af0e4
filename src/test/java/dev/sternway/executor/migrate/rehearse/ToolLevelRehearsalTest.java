package dev.sternway.executor.migrate.rehearse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.sternway.database.Rehearsal;
import dev.sternway.executor.ExecutorCatalogue;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Victim;
import dev.sternway.executor.data.FingerprintDatabase;
import dev.sternway.executor.data.RehearseRollback;
import dev.sternway.executor.data.VerifyDatabase;
import dev.sternway.executor.migrate.FlywayUndo;
import dev.sternway.executor.postgres.PostgresClone;
import dev.sternway.plan.yaml.PlanMapper;
import dev.sternway.testing.PostgresServer;
import dev.sternway.testing.Targets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Arms with levels that only name the team's own tool. */
class ToolLevelRehearsalTest {
    private static final Path PROJECTS = Path.of("src/test/resources/executor/migrate/project");
    private static final List<String> RELEASE = List.of("db/V2__email.sql", "db/V3__tags.sql");
    private static final String FLYWAY =
            "{database: db, to: '1', migrations: [db/V2__email.sql, db/V3__tags.sql], lock-timeout: 1s}";

    @TempDir
    Path workspace;

    @TempDir
    Path migrations;

    private Victim victim;

    @BeforeEach
    void release() throws Exception {
        victim = new Victim(workspace);
        Files.createDirectories(workspace);
        write("V2__email.sql", "ALTER TABLE users ADD email text;\nUPDATE users SET email = name || '@x';\n");
        write("U2__email.sql", "ALTER TABLE users DROP COLUMN email;\n");
        write("V3__tags.sql", "CREATE TABLE tags (id int PRIMARY KEY);\nUPDATE users SET name = upper(name);\n");
        write("U3__tags.sql", "DROP TABLE tags;\nUPDATE users SET name = lower(name);\n");
    }

    @Test
    void flywaysScriptsAreALevelProvenAtArmingAndComparedAfterTheRollback() throws Exception {
        flyway().baseline();
        arm();

        victim.step(new RehearseRollback(), rehearse(RELEASE, Optional.of(3), "migrate/flyway-undo", FLYWAY));

        Rehearsal rehearsal = kept();
        assertThat(rehearsal.levels()).containsOnlyKeys("L1", "L2", "L3");
        assertThat(rehearsal.levels().values()).allMatch(Rehearsal.Proof::proven);
        assertThat(rehearsal.levels().get("L1").loses())
                .as("the whole release, which comes last")
                .containsExactly("public.tags.id", "public.users.email");
        assertThat(rehearsal.stepDigests()).hasSize(3);
        assertThat(victim.value("SELECT count(*) FROM flyway_schema_history")).isEqualTo("1");
        assertThat(copies()).isEqualTo("1");

        flyway().migrate();
        victim.run("INSERT INTO tasks (user_id, title) VALUES (1, 'since')");
        victim.step(new FingerprintDatabase(), new FingerprintDatabase.Inputs("db", "frozen", Optional.of("armed")));
        assertThat(victim.step(new FlywayUndo(), flywayUndo()))
                .containsEntry("wrote public.users", "20 rows, 0 added, 0 removed; all else equal row by row");
        assertThat(victim.step(
                        new VerifyDatabase(),
                        new VerifyDatabase.Inputs("db", Optional.of("armed"), Optional.of("frozen"))))
                .containsEntry("written-by-the-scripts", "public.flyway_schema_history, public.users");
        assertThat(victim.value("SELECT count(*) FROM tasks")).isEqualTo("21");
    }

    @Test
    void aWayBackThatLeavesSomethingOverOrWritesTooMuchCannotBeArmed() throws Exception {
        flyway().baseline();
        arm();

        write("U3__tags.sql", "DROP TABLE tags;\n");
        assertThat(refused("migrate/flyway-undo", FLYWAY)).contains("SW-0437", "L1", "public.users has other content");
        write("U3__tags.sql", "DROP TABLE tags; UPDATE users SET name = lower(name); UPDATE tasks SET title = 'x';");
        assertThat(refused("migrate/flyway-undo", FLYWAY)).contains("SW-0437", "SW-0571", "public.tasks");
        write("U3__tags.sql", "SELECT 1;");
        assertThat(refused("migrate/flyway-undo", FLYWAY)).contains("SW-0437", "SW-0554", "+ table public.tags");
        assertThat(refused("migrate/flyway-undo", "{database: db, to: '1', migrations: [db/V2__email.sql]}"))
                .contains("SW-0437", "L2", "the tool applies db/V2__email.sql, which leads to another schema");
        assertThat(copies()).isEqualTo("1");
        assertThat(victim.context.notes).doesNotContainKey("written/db");
    }

    @Test
    void scriptsOfGolangMigrateAreALevel() throws Exception {
        victim.run("CREATE TABLE schema_migrations (version bigint PRIMARY KEY, dirty boolean NOT NULL)");
        victim.run("INSERT INTO schema_migrations VALUES (1, false)");
        victim.context
                .file("db/2_a.up.sql", "ALTER TABLE users ADD email text")
                .file("db/2_a.down.sql", "ALTER TABLE users DROP email")
                .file("db/3_b.up.sql", "CREATE TABLE tags (id int)")
                .file("db/3_b.down.sql", "DROP TABLE tags");
        arm();
        List<String> up = List.of("db/2_a.up.sql", "db/3_b.up.sql");

        victim.step(
                new RehearseRollback(),
                rehearse(
                        up,
                        Optional.empty(),
                        "migrate/golang-migrate-down",
                        "{database: db, to: 1, migrations: " + up + "}"));

        assertThat(kept().levels().values()).allMatch(Rehearsal.Proof::proven);
        assertThat(victim.value("SELECT version FROM schema_migrations")).isEqualTo("1");
    }

    @Test
    void liquibaseAppliesAndRollsBackOnTheScratchCopy() throws Exception {
        String first = "--liquibase formatted sql\n--changeset ann:1\nCREATE TABLE orders (id int PRIMARY KEY);\n"
                + "--rollback DROP TABLE orders;\n";
        victim.context.file("db/changes.sql", first);
        String step = "{database: db, changelog: db/changes.sql, tag: before}";
        new dev.sternway.executor.migrate.liquibase.LiquibaseRollback()
                .applyNext(
                        ExecutorCatalogue.standard()
                                .bind(
                                        new dev.sternway.executor.migrate.liquibase.LiquibaseRollback(),
                                        yaml("{database: db, changelog: db/changes.sql, count: 1}")),
                        victim.context);
        arm();
        victim.context.file(
                "db/changes.sql",
                first + "--changeset ann:2\nALTER TABLE users ADD email text;\n"
                        + "--rollback ALTER TABLE users DROP COLUMN email;\n");

        victim.step(new RehearseRollback(), rehearse(List.of(), Optional.empty(), "migrate/liquibase-rollback", step));

        assertThat(kept().levels().values()).allMatch(Rehearsal.Proof::proven);
        assertThat(kept().stepDigests()).hasSize(2);
        assertThat(kept().levels().get("L2").loses()).containsExactly("public.users.email");
        assertThat(victim.value("SELECT count(*) FROM databasechangelog WHERE tag = 'before'"))
                .isEqualTo("0");
    }

    @Test
    void alembicIsOnlyLetLooseOnTheScratchCopy() throws Exception {
        run("alembic", "upgrade", "one");
        victim.context.target("project", Targets.host(PROJECTS.resolve("alembic"), Map.of()));
        arm();
        String step = "{database: db, host: project, to: one}";

        victim.step(new RehearseRollback(), rehearse(List.of(), Optional.empty(), "migrate/alembic-downgrade", step));

        assertThat(kept().levels().values()).allMatch(Rehearsal.Proof::proven);
        assertThat(victim.value("SELECT version_num FROM alembic_version")).isEqualTo("one");
        victim.context.target("project", Targets.host(PROJECTS.resolve("alembic"), Map.of("PGDATABASE", victim.name)));
        assertThat(refused("migrate/alembic-downgrade", step)).contains("SW-0558");
        assertThat(victim.value("SELECT version_num FROM alembic_version")).isEqualTo("one");
    }

    private void run(String... words) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(words).directory(PROJECTS.resolve("alembic").toFile());
        builder.environment()
                .putAll(Map.of(
                        "PGHOST", "localhost",
                        "PGPORT", String.valueOf(PostgresServer.port()),
                        "PGUSER", "postgres",
                        "PGDATABASE", victim.name,
                        "PYTHONDONTWRITEBYTECODE", "1"));
        assertThat(builder.inheritIO().start().waitFor()).isZero();
    }

    private String refused(String uses, String with) {
        List<String> release = with.contains("migrations") ? RELEASE : List.of();
        try {
            Outcome outcome = new RehearseRollback().run(rehearse(release, Optional.of(3), uses, with), victim.context);
            assertThat(outcome).isInstanceOf(Outcome.Refused.class);
            return outcome.toString();
        } catch (Exception refusal) {
            return String.valueOf(refusal.getMessage());
        }
    }

    private void arm() throws Exception {
        victim.step(new PostgresClone(), new PostgresClone.Inputs("db", PostgresClone.Action.TAKE));
        victim.step(new FingerprintDatabase(), new FingerprintDatabase.Inputs("db", "armed", Optional.empty()));
    }

    private Rehearsal kept() throws Exception {
        return PlanMapper.json().readValue(victim.context.notes.get("rehearsal/db"), Rehearsal.class);
    }

    private String copies() {
        return PostgresServer.value(
                "postgres", "SELECT count(*) FROM pg_database WHERE datname LIKE '" + victim.name + "\\_\\_%'");
    }

    private static RehearseRollback.Inputs rehearse(
            List<String> release, Optional<Integer> pointOfNoReturn, String uses, String with) {
        List<LevelStep> steps = List.of(new LevelStep(uses, yaml(with)));
        return new RehearseRollback.Inputs("db", release, pointOfNoReturn, List.of(), List.of(), steps, steps);
    }

    private static FlywayUndo.Inputs flywayUndo() {
        return ExecutorCatalogue.standard().bind(new FlywayUndo(), yaml(FLYWAY));
    }

    private static JsonNode yaml(String text) {
        try {
            return new YAMLMapper().readTree(text);
        } catch (java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void write(String name, String text) throws Exception {
        Files.writeString(migrations.resolve(name), text);
        victim.context.file("db/" + name, text);
    }

    private Flyway flyway() {
        return new FluentConfiguration()
                .dataSource(PostgresServer.url(victim.name), "postgres", "postgres")
                .locations("filesystem:" + migrations)
                .load();
    }
}
