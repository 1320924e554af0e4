package dev.sternway.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sternway.database.catalog.Snapshot;
import dev.sternway.executor.Snapshots;
import dev.sternway.executor.data.FreezeDatabase;
import dev.sternway.executor.postgres.PostgresDump;
import dev.sternway.testing.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The deeper levels, start to end. */
class RunbookLevelsTest {
    private static final List<String> OPENING = List.of("maria", "INC-7", "broken", "done");
    private static final List<String> CLOSING = List.of("done", "done", "done", "done", "done", "done");

    @TempDir
    private Path folder;

    @Test
    void levelTwoUndoesTheConstraintsFirst() throws Exception {
        try (RunbookStage stage = new RunbookStage(folder, "add-email")) {
            stage.migrate(5);
            PostgresServer.execute(
                    stage.database,
                    "INSERT INTO users (name, role, password_hash, email) VALUES ('late', 'guest', '$2a$z', 'l@x')");

            ShellRun run = ShellRun.start(stage.script("2"), typed("yes", "yes"), "--yes");

            assertThat(run.ended()).as(run.output()).isZero();
            assertThat(run.output())
                    .contains(
                            "DESTROYS: e-mail addresses that users gave since the migration: drops column email of users");
            assertThat(schemaDifference(stage)).isEmpty();
            assertThat(PostgresServer.value(stage.database, "SELECT count(*) FROM users"))
                    .isEqualTo("11");
            assertThat(salvaged(".csv")).contains("11,l@x");
        }
    }

    @Test
    void levelThreeSwapsTheCloneInAndKeepsWhatUsersWroteInItsOldShape() throws Exception {
        try (RunbookStage stage = new RunbookStage(folder, "MIG-002")) {
            PostgresServer.execute("postgres", "ALTER DATABASE " + stage.database + " SET work_mem = '5MB'");
            stage.migrate(5);
            PostgresServer.execute(
                    stage.database,
                    "INSERT INTO users (name, role, password_hash) VALUES ('late', 'member', '$2a$x')",
                    "INSERT INTO tasks (user_id, title) SELECT id, E'late\\ntask' FROM users WHERE name = 'late'",
                    "UPDATE users SET role = 'guest' WHERE name = 'u2'",
                    "INSERT INTO settings VALUES ('theme', 'dark')");

            ShellRun run = ShellRun.start(stage.script("3"), typed("yes", "yes", "yes", "yes", "yes"), "--yes");

            assertThat(run.ended()).as(run.output()).isZero();
            assertThat(run.output()).contains("leadership (cto)");
            assertThat(asAtArming(stage)).isEmpty();
            assertThat(salvaged("written.jsonl"))
                    .contains("\"id\": 11")
                    .contains("\"name\": \"late\"")
                    .contains("\"title\": \"late\\ntask\"")
                    .contains("\"user_id\": 11")
                    .contains("\"role\": \"guest\"")
                    .contains("\"theme\"")
                    .doesNotContain("\"name\": \"u3\"");
            String suffix = stage.database + "__broken_";
            assertThat(PostgresServer.value(
                            "postgres",
                            "SELECT count(*) FROM pg_database WHERE datname LIKE '" + suffix + "%' AND datallowconn"))
                    .isEqualTo("1");
            assertThat(setting(stage.database, "work_mem")).isEqualTo("5MB");
            assertThat(setting(stage.database, "default_transaction_read_only")).isEqualTo("off");
            PostgresServer.execute(
                    stage.database, "INSERT INTO users (name, role, password_hash) VALUES ('next', 'guest', 'x')");
            assertThat(PostgresServer.value(stage.database, "SELECT id > 10011 FROM users WHERE name = 'next'"))
                    .isEqualTo("t");
        }
    }

    @Test
    void levelThreeGoesOnAfterACutBetweenClosingAndRenaming() throws Exception {
        try (RunbookStage stage = new RunbookStage(folder, "add-email")) {
            stage.migrate(5);
            Path script = stage.script("3");
            List<String> upToTheSwap = new ArrayList<>(OPENING);
            upToTheSwap.add("yes");
            assertThat(ShellRun.start(script, upToTheSwap, "--yes").ended()).isOne();
            PostgresServer.execute("postgres", "ALTER DATABASE " + stage.database + " ALLOW_CONNECTIONS false");

            ShellRun run = ShellRun.start(script, typedAfterOpening("yes", "yes", "yes"), "--yes");

            assertThat(run.ended()).as(run.output()).isZero();
            assertThat(run.output()).contains("is the database now: schema and content are those at arming");
            assertThat(asAtArming(stage)).isEmpty();
        }
    }

    @Test
    void aDatabaseThatSternwayFrozeBeforeItWentDownIsThawedAsPeopleSay() throws Exception {
        try (RunbookStage stage = new RunbookStage(folder, "add-email")) {
            stage.migrate(3);
            new FreezeDatabase().run(new FreezeDatabase.Inputs("todo-db"), stage.context);

            ShellRun run = ShellRun.start(stage.script("1"), typed("77", "yes", "yes"), "--yes");

            assertThat(run.ended()).as(run.output()).isZero();
            assertThat(run.output()).contains("perhaps because Sternway froze it before it went down");
            assertThat(PostgresServer.value(
                            "postgres",
                            "SELECT datconnlimit FROM pg_database WHERE datname = '" + stage.database + "'"))
                    .isEqualTo("77");
            assertThat(setting(stage.database, "default_transaction_read_only")).isEqualTo("off");
        }
    }

    @Test
    void withoutACloneAPersonJudgesTheSchema() throws Exception {
        try (RunbookStage stage = new RunbookStage(folder, "add-email")) {
            stage.migrate(3);
            PostgresServer.execute("postgres", "DROP DATABASE \"" + stage.database + "__armed_815-4711\"");

            ShellRun run = ShellRun.start(stage.script("1"), typed("yes", "yes", "yes"), "--yes");

            assertThat(run.ended()).as(run.output()).isZero();
            assertThat(run.output()).contains("There is no copy kept at arming to compare the schema with.");
            assertThat(schemaDifference(stage)).isEmpty();
        }
    }

    @Test
    void levelThreeRestoresADumpBesideTheDatabaseAndSwapsItIn() throws Exception {
        try (RunbookStage stage = new RunbookStage(folder, "add-email")) {
            stage.context.backups = folder.resolve("backups/guard-0815-4711");
            new PostgresDump().run(new PostgresDump.Inputs("todo-db", Optional.empty()), stage.context);
            String plan = Files.readString(stage.plan());
            Files.writeString(stage.plan(), plan.replace("restore: clone", "restore: dump"));
            stage.migrate(5);
            PostgresServer.execute(stage.database, "DELETE FROM tasks WHERE id > 5");
            Path script = stage.script("3");
            Files.createSymbolicLink(folder.resolve("data"), folder);

            ShellRun run = ShellRun.start(script, typed("yes", "yes", "yes"), "--yes");

            assertThat(run.ended()).as(run.output()).isZero();
            assertThat(run.output()).contains("public.tasks: 5\n").contains("public.tasks: 10\n");
            assertThat(asAtArming(stage)).isEmpty();
            assertThat(salvaged("replaced.jsonl")).contains("\"id\": 7");
            assertThat(PostgresServer.value(
                            "postgres",
                            "SELECT count(*) FROM pg_database WHERE datname = '" + stage.database
                                    + "__broken_815-4711'"))
                    .isEqualTo("1");
        }
    }

    @Test
    void codeOnlyLeavesTheDatabaseAlone() throws Exception {
        try (RunbookStage stage = new RunbookStage(folder, "add-email")) {
            stage.migrate(5);

            ShellRun run = ShellRun.start(
                    stage.script("code-only"),
                    List.of("maria", "INC-7", "broken", "done", "yes", "done", "done", "done", "done", "done"),
                    "--yes");

            assertThat(run.ended()).as(run.output()).isZero();
            assertThat(stage.host().resolve("version")).hasContent("1");
            assertThat(PostgresServer.value(stage.database, "SELECT count(email) FROM users"))
                    .isEqualTo("10");
            assertThat(run.output()).doesNotContain("Freeze");
        }
    }

    private static List<String> typed(String... asked) {
        List<String> all = new ArrayList<>(OPENING);
        all.addAll(List.of(asked));
        all.addAll(CLOSING);
        return all;
    }

    private static List<String> typedAfterOpening(String... asked) {
        List<String> all = typed(asked);
        return all.subList(OPENING.size(), all.size());
    }

    private static List<String> schemaDifference(RunbookStage stage) throws Exception {
        try (Connection connection = PostgresServer.connect(stage.database)) {
            return Snapshots.read(stage.context, "todo-db", "armed")
                    .schema()
                    .difference(Snapshot.of(connection).schema());
        }
    }

    private static List<String> asAtArming(RunbookStage stage) throws Exception {
        List<String> wrong = new ArrayList<>(schemaDifference(stage));
        try (Connection connection = PostgresServer.connect(stage.database)) {
            wrong.addAll(Snapshots.read(stage.context, "todo-db", "armed").contentDifference(connection));
        }
        return wrong;
    }

    private static String setting(String database, String name) {
        return PostgresServer.value(database, "SHOW " + name);
    }

    private String salvaged(String ending) throws Exception {
        StringBuilder all = new StringBuilder();
        for (Path file : RunbookStage.files(folder.resolve("run/salvage"))) {
            if (file.toString().endsWith(ending)) {
                all.append(Files.readString(file));
            }
        }
        return all.toString();
    }
}
