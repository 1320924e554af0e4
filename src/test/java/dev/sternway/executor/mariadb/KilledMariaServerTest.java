package dev.sternway.executor.mariadb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sternway.base.Secret;
import dev.sternway.database.mariadb.MariaAccess;
import dev.sternway.database.mariadb.MariaServer;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.TestContext;
import dev.sternway.executor.data.FreezeDatabase;
import dev.sternway.executor.mariadb.tables.RestoreSchemaTables;
import dev.sternway.plan.Target;
import dev.sternway.plan.Target.SecretReference;
import dev.sternway.testing.MariaDbServer;
import dev.sternway.testing.Patience;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledMariaServerTest {
    private static final int TABLES = 60;
    private static final RestoreSchemaTables.Inputs ALL =
            new RestoreSchemaTables.Inputs("db", List.of(), Optional.empty());
    private static final int KILLS = Integer.getInteger("mariadb.kills", 2);

    @TempDir
    Path workspace;

    @Test
    void aSwapIsWhollyDoneOrNotAtAllWhenTheServerIsKilledInTheMiddleAndGoesOn() throws Exception {
        try (MariaServer server = MariaServer.start(List.of("--log-bin=binlog"))) {
            for (int kill = 0; kill < KILLS; kill++) {
                String schema = "shop" + kill;
                run(server, "", "CREATE DATABASE " + schema);
                run(server, schema, tables().toArray(String[]::new));
                TestContext context = context(server, schema, workspace.resolve("guard-" + kill));
                Nasty.State before = Nasty.state(access(server, schema));
                MariaCopy copy = new MariaCopy();
                step(copy, new MariaCopy.Inputs("db", MariaCopy.Action.TAKE), context);
                run(server, schema, "UPDATE t1 SET v = 0", "ALTER TABLE t2 DROP COLUMN v", "DROP TABLE t3");
                Path aside = broken(server, schema, context);

                CompletableFuture<Void> swap = CompletableFuture.runAsync(() -> attempt(copy, context));
                int moved = kill;
                Awaitility.await()
                        .pollInterval(Duration.ofMillis(1))
                        .atMost(Patience.ENOUGH)
                        .until(() -> swap.isDone() || files(aside) > moved * TABLES / KILLS);
                assertThat(files(aside)).as("files moved before the kill").isPositive();
                server.crash();
                swap.handle((done, failed) -> true).get();

                int old = tables(server, schema);
                int aftermath = tables(server, aside.getFileName().toString().replace("@002d", "-"));
                assertThat(List.of(old, aftermath)).isIn(List.of(List.of(TABLES - 1, 0), List.of(TABLES, TABLES - 1)));
                TestContext again = context(server, schema, workspace.resolve("guard-" + kill));
                again.notes.putAll(context.notes);
                step(copy, new MariaCopy.Inputs("db", MariaCopy.Action.RESTORE), again);
                assertThat(before.difference(Nasty.state(access(server, schema))))
                        .isEmpty();
            }
        }
    }

    @Test
    void aRestoreOfTablesThatLosesItsServerAnywhereIsEndedByTheNextRun() throws Exception {
        try (MariaServer server = MariaServer.start(List.of("--log-bin=binlog"))) {
            for (String moment : List.of("repairing t40", "rename", "foreign keys")) {
                String schema = "shop_" + moment.replace(' ', '_');
                run(server, "", "CREATE DATABASE " + schema);
                run(server, schema, tables().toArray(String[]::new));
                Path folder = workspace.resolve("guard-" + moment.hashCode());
                TestContext context = context(server, schema, folder);
                context.keepsakes().keep(FreezeDatabase.keepsake("db"), "{}");
                Nasty.State before = Nasty.state(access(server, schema));
                step(new MariaCopy(), new MariaCopy.Inputs("db", MariaCopy.Action.TAKE), context);
                run(server, schema, "SET foreign_key_checks = 0; UPDATE t1 SET v = 0; DROP TABLE t9");
                for (int number = 30; number <= TABLES; number++) {
                    run(server, schema, "UPDATE t" + number + " SET v = v + 1");
                }
                run(server, schema, "ALTER TABLE t4 DROP COLUMN v", "ALTER TABLE t14 ADD COLUMN w int");
                Path aside = folder(server, schema, context, "aside");

                CompletableFuture<Void> restore = CompletableFuture.runAsync(() -> attempt(context));
                Awaitility.await()
                        .pollInterval(Duration.ofMillis(1))
                        .atMost(Duration.ofSeconds(60))
                        .until(() -> restore.isDone()
                                || context.output.contains(moment)
                                || moment.equals("rename") && Files.isDirectory(aside)
                                || moment.equals("foreign keys") && files(aside) >= 2);
                assertThat(restore.isDone()).as(moment).isFalse();
                server.crash();
                restore.handle((done, failed) -> true).get();

                TestContext again = context(server, schema, folder);
                again.notes.putAll(context.notes);
                step(new RestoreSchemaTables(), ALL, again);
                assertThat(before.difference(Nasty.state(access(server, schema))))
                        .as(moment)
                        .isEmpty();
                assertThat(value(
                                server,
                                "SELECT COUNT(*) FROM information_schema.schemata WHERE schema_name LIKE '%staged%'"))
                        .isEqualTo("0");
            }
        }
    }

    private static void attempt(TestContext context) {
        try {
            new RestoreSchemaTables().run(ALL, context);
        } catch (Exception killed) {
            context.print("killed: " + killed.getMessage());
        }
    }

    private static List<String> tables() {
        List<String> statements = new ArrayList<>();
        IntStream.rangeClosed(1, TABLES).forEach(number -> {
            String parent = number % 5 == 0 ? ", FOREIGN KEY (p) REFERENCES t" + (number - 1) + " (id)" : "";
            statements.add(
                    "CREATE TABLE t" + number + " (id int AUTO_INCREMENT PRIMARY KEY, p int, v int" + parent + ")");
            statements.add("INSERT INTO t" + number + " (p, v) VALUES (1, 10), (2, 20)");
        });
        statements.add("CREATE TRIGGER tr BEFORE INSERT ON t1 FOR EACH ROW SET NEW.v = 1");
        return statements;
    }

    private static void attempt(MariaCopy copy, TestContext context) {
        try {
            copy.run(new MariaCopy.Inputs("db", MariaCopy.Action.RESTORE), context);
        } catch (Exception killed) {
            context.print("killed: " + killed.getMessage());
        }
    }

    private static Path broken(MariaServer server, String schema, TestContext context) throws SQLException {
        return folder(server, schema, context, "broken");
    }

    private static Path folder(MariaServer server, String schema, TestContext context, String what)
            throws SQLException {
        String name = dev.sternway.executor.TargetDatabase.copy(context, schema, what);
        return Path.of(value(server, "SELECT @@datadir")).resolve(name.replace("-", "@002d"));
    }

    private static long files(Path folder) throws java.io.IOException {
        if (!Files.isDirectory(folder)) {
            return -1;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".ibd")).count();
        }
    }

    private static int tables(MariaServer server, String schema) throws SQLException {
        return Integer.parseInt(
                value(server, "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = '" + schema + "'"));
    }

    private static <I extends Record> void step(Executor<I> executor, I inputs, TestContext context) throws Exception {
        executor.probe(inputs, context);
        assertThat(executor.run(inputs, context)).isInstanceOf(Outcome.Done.class);
    }

    private static TestContext context(MariaServer server, String schema, Path workspace) {
        TestContext context = new TestContext(workspace).target("db", target(server, schema));
        context.secrets.put(MariaDbServer.PASSWORD.secret(), Secret.of(server.password()));
        return context;
    }

    private static MariaAccess access(MariaServer server, String schema) {
        return MariaAccess.of(target(server, schema), reference -> Secret.of(server.password()));
    }

    private static Target target(MariaServer server, String schema) {
        return new Target(
                Target.Type.MARIADB,
                Optional.of("jdbc:mariadb://127.0.0.1:" + server.port() + "/" + schema),
                Optional.of(server.user()),
                Optional.of(new SecretReference(MariaDbServer.PASSWORD.secret())),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of());
    }

    private static void run(MariaServer server, String schema, String... statements) throws SQLException {
        try (Connection connection = server.connect(schema);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static String value(MariaServer server, String query) throws SQLException {
        try (Connection connection = server.connect("");
                Statement statement = connection.createStatement();
                var row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }
}
