package dev.sternway.executor.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sternway.database.Rehearsal;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.TestContext;
import dev.sternway.executor.postgres.PostgresClone;
import dev.sternway.executor.sql.SqlScript;
import dev.sternway.plan.Phases.SetAside;
import dev.sternway.plan.yaml.PlanMapper;
import dev.sternway.testing.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExamplePlansTest {
    private static final Path SCHEMA = Path.of("src/test/resources/dev/sternway/demo/victim/V1__schema.sql");

    @TempDir
    Path workspace;

    @Test
    void bothLevelsOfAddEmailAreProven() throws Exception {
        TestContext context = armed();
        List<String> migrations = files(context, Path.of("plans/add-email"), "db");
        files(context, Path.of("plans/add-email"), "rollback");

        Outcome outcome = new RehearseRollback()
                .run(
                        new RehearseRollback.Inputs(
                                "db",
                                migrations,
                                Optional.of(4),
                                List.of("rollback/level-1.sql"),
                                List.of("rollback/level-2.sql", "rollback/level-1.sql"),
                                List.of(),
                                List.of()),
                        context);

        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        Rehearsal rehearsal = PlanMapper.json().readValue(context.notes.get("rehearsal/db"), Rehearsal.class);
        assertThat(rehearsal.rewritesData()).isTrue();
        assertThat(rehearsal.dropsOrNarrows()).isFalse();
    }

    @Test
    void levelTwoOfAddEmailLeavesEveryRowAndSetsTheAddressesAside() throws Exception {
        TestContext context = armed();
        String name = context.target("db").url().orElseThrow().replaceFirst(".*/", "");
        for (String migration : files(context, Path.of("plans/add-email"), "db")) {
            PostgresServer.execute(name, context.files.get(migration));
        }
        files(context, Path.of("plans/add-email"), "rollback");
        PostgresServer.execute(
                name,
                "INSERT INTO users (name, role, password_hash, email) VALUES ('late', 'member', '$2a$x', 'late@x.example')");

        run(new FreezeDatabase().run(new FreezeDatabase.Inputs("db"), context), "superuser-sessions");
        SetAside email = new SetAside("users", List.of("email"), Optional.empty());
        run(
                new SalvageDatabase().run(new SalvageDatabase.Inputs("db", List.of(email)), context),
                "values-set-aside=11");
        run(
                new FingerprintDatabase()
                        .run(new FingerprintDatabase.Inputs("db", "frozen", Optional.of("armed")), context),
                "tables=4");
        run(
                new SqlScript()
                        .run(
                                new SqlScript.Inputs(
                                        "db",
                                        List.of("rollback/level-2.sql", "rollback/level-1.sql"),
                                        Optional.empty()),
                                context),
                "scripts=2");
        run(new MoveSequences().run(new MoveSequences.Inputs("db"), context), "moved=0");
        run(
                new VerifyDatabase()
                        .run(new VerifyDatabase.Inputs("db", Optional.of("armed"), Optional.of("frozen")), context),
                "tables-equal=4");
        run(new ThawDatabase().run(new ThawDatabase.Inputs("db"), context), "connection-limit=-1");

        assertThat(PostgresServer.value(name, "SELECT count(*) FROM users")).isEqualTo("11");
        assertThat(new ReplayDatabase().probe(new ReplayDatabase.Inputs("db"), context))
                .isInstanceOf(Probe.Needed.class);
        assertThatThrownBy(() -> new ReplayDatabase().run(new ReplayDatabase.Inputs("db"), context))
                .hasMessageContaining("SW-0432");
    }

    @Test
    void whatUsersWroteAfterMig002ComesBackWithIntegers() throws Exception {
        TestContext context = armed();
        String name = context.target("db").url().orElseThrow().replaceFirst(".*/", "");
        List<String> migrations = files(context, Path.of("plans/MIG-002"), "db");
        files(context, Path.of("plans/MIG-002"), "rollback");
        Outcome rehearsed = new RehearseRollback()
                .run(
                        new RehearseRollback.Inputs(
                                "db",
                                migrations,
                                Optional.of(3),
                                List.of("rollback/level-1.sql"),
                                List.of(),
                                List.of(),
                                List.of()),
                        context);
        assertThat(rehearsed).isInstanceOf(Outcome.Done.class);
        Rehearsal rehearsal = PlanMapper.json().readValue(context.notes.get("rehearsal/db"), Rehearsal.class);
        assertThat(rehearsal.dropsOrNarrows()).isTrue();

        for (String migration : migrations) {
            PostgresServer.execute(name, context.files.get(migration));
        }
        PostgresServer.execute(
                name,
                "INSERT INTO users (name, role, password_hash) VALUES ('late', 'member', '$2a$x')",
                "INSERT INTO tasks (user_id, title) SELECT id, 'late task' FROM users WHERE name = 'late'",
                "INSERT INTO settings VALUES ('theme', 'dark')");
        SetAside users = new SetAside(
                "users",
                List.of(),
                Optional.of("SELECT legacy_id AS id, name, role, password_hash, created_at FROM users"));
        SetAside tasks = new SetAside(
                "tasks",
                List.of(),
                Optional.of("SELECT t.legacy_id AS id, u.legacy_id AS user_id, t.title, t.status, t.updated_at"
                        + " FROM tasks t JOIN users u ON u.id = t.user_id"));
        run(new SalvageDatabase().run(new SalvageDatabase.Inputs("db", List.of(users, tasks)), context), "3");
        run(new PostgresClone().run(new PostgresClone.Inputs("db", PostgresClone.Action.RESTORE), context), "broken");
        run(
                new VerifyDatabase()
                        .run(new VerifyDatabase.Inputs("db", Optional.of("armed"), Optional.of("armed")), context),
                "equal");
        run(new ReplayDatabase().run(new ReplayDatabase.Inputs("db"), context), "rows-replayed=3");

        assertThat(PostgresServer.value(
                        name, "SELECT u.id FROM tasks t JOIN users u ON u.id = t.user_id WHERE title = 'late task'"))
                .isEqualTo("11");
        assertThat(PostgresServer.value(name, "SELECT value FROM settings WHERE name = 'theme'"))
                .isEqualTo("dark");
    }

    private static void run(Outcome outcome, String expected) {
        assertThat(outcome).isInstanceOf(Outcome.Done.class).asString().contains(expected);
    }

    private TestContext armed() throws Exception {
        String name = PostgresServer.create();
        PostgresServer.execute(
                name,
                Files.readString(SCHEMA),
                "INSERT INTO users (name, role, password_hash) SELECT 'u' || i, 'member', '$2a$y' FROM generate_series(1, 10) i",
                "INSERT INTO tasks (user_id, title) SELECT i, 't' || i FROM generate_series(1, 10) i",
                "INSERT INTO audit_log (at, actor, action, duration, details) VALUES (now(), 'u1', 'x', '1 day', '{\"n\": 1.0}')");
        TestContext context = new TestContext(workspace).target("db", PostgresServer.target(name));
        new PostgresClone().run(new PostgresClone.Inputs("db", PostgresClone.Action.TAKE), context);
        new FingerprintDatabase().run(new FingerprintDatabase.Inputs("db", "armed", Optional.empty()), context);
        return context;
    }

    private static List<String> files(TestContext context, Path plan, String folder) throws IOException {
        try (Stream<Path> files = Files.list(plan.resolve(folder))) {
            List<String> names = files.sorted()
                    .map(file -> folder + "/" + file.getFileName())
                    .toList();
            for (String name : names) {
                context.file(name, Files.readString(plan.resolve(name)));
            }
            return names;
        }
    }
}
