package dev.sternway.demo.members;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sternway.executor.ByThePlan;
import dev.sternway.executor.TestContext;
import dev.sternway.plan.Activity;
import dev.sternway.plan.Level;
import dev.sternway.plan.Plan;
import dev.sternway.plan.Target;
import dev.sternway.plan.bundle.PlanBundle;
import dev.sternway.testing.Canaries;
import dev.sternway.testing.MariaDbServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A release of log-in on MariaDB: armed, rehearsed, migrated, used, and taken back by the plan's own steps. */
class SecondFactorPlanTest {
    private static final Path SCHEMA = Path.of("src/test/resources/dev/sternway/demo/plans/accounts.sql");
    private static final PlanBundle BUNDLE = PlanBundle.ofFolder(Path.of("plans/second-factor"));
    private static final Plan PLAN = BUNDLE.plan("staging");
    private static final List<String> MIGRATIONS = PLAN.changes().get(0).migrations();
    private static final List<String> TABLES = List.of("accounts", "permissions", "profiles", "sessions");

    @TempDir
    private Path workspace;

    private final String schema = MariaDbServer.create();
    private LogInService service;

    @BeforeEach
    void serve() throws Exception {
        service = new LogInService(workspace.resolve("host"), schema);
        script(Files.readString(SCHEMA));
        String hash = LogInService.hash("smoke-test");
        MariaDbServer.execute(
                schema,
                "INSERT INTO accounts (name, email, role, password_hash) SELECT CONCAT('m', seq), CONCAT('m', seq, '@x.example'),"
                        + " 'guest', '" + hash + "' FROM seq_1_to_10",
                "INSERT INTO accounts (name, email, role, password_hash) VALUES"
                        + " ('smoke-admin', 'admin@x.example', 'admin', '" + hash + "'),"
                        + " ('smoke-member', 'member@x.example', 'member', '" + hash + "')",
                "INSERT INTO profiles (account_id, display_name) SELECT id, UPPER(name) FROM accounts",
                "INSERT INTO permissions SELECT id, 'close-accounts' FROM accounts WHERE role = 'admin'",
                "INSERT INTO sessions (id, account_id, ends_at) SELECT UUID(), seq, now() + INTERVAL 1 HOUR FROM seq_1_to_5");
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void levelOneTakesBackWhateverHasRunBeforeThePointOfNoReturn(int migrations) throws Exception {
        ByThePlan plan = armed(Level.L1);
        List<String> before = state();
        migrate(migrations);

        plan.dataFrom(Activity.FREEZE_WRITES);

        assertThat(state()).isEqualTo(before);
    }

    @Test
    void levelTwoSetsSecondFactorsAsideAndEveryoneCanLogIn() throws Exception {
        ByThePlan plan = armed(Level.L2);
        plan.all(Activity.REHEARSE);
        release();

        Map<String, String> evidence = rolledBack(plan);

        assertThat(evidence).containsEntry("values-set-aside", "8").containsEntry("verdict", "equal");
        assertThat(value("SELECT COUNT(*) FROM accounts WHERE name = 'late'")).isEqualTo("1");
        assertThat(value("SELECT language FROM profiles WHERE account_id = 2")).isEqualTo("fr");
        assertThat(value("SELECT COUNT(*) FROM information_schema.columns WHERE table_schema = database()"
                        + " AND (column_name IN ('strength', 'second_factor') OR table_name = 'recovery_codes')"))
                .isEqualTo("0");
    }

    @Test
    void levelThreeBringsTheArmedRowsBackAndReplaysWhatMembersWrote() throws Exception {
        ByThePlan plan = armed(Level.L3);
        List<String> before = state();
        release();
        plan.all(Activity.SHOW_MAINTENANCE, Activity.STOP_SERVICES);

        Map<String, String> evidence = plan.dataFrom(Activity.FREEZE_WRITES);

        assertThat(state()).isEqualTo(before);
        assertThat(evidence).containsEntry("rows-lost", "0");
        afterData(plan);
        plan.all(Activity.REPLAY_DATA);
        assertThat(value("SELECT a.role FROM sessions s JOIN accounts a ON a.id = s.account_id WHERE a.name = 'late'"))
                .isEqualTo("member");
        assertThat(value("SELECT language FROM profiles WHERE account_id = 2")).isEqualTo("fr");
    }

    @Test
    void theDatabasesPasswordIsFoundNowhereAfterBackupRestoreAndReplay() throws Exception {
        Canaries canaries =
                new Canaries(() -> Map.of("password", MariaDbServer.password().reveal()));
        Map<String, String> evidence = new TreeMap<>();
        try (Canaries.Arguments arguments = canaries.watchArguments()) {
            ByThePlan plan = armed(Level.L3);
            release();
            evidence.putAll(plan.all(Activity.SHOW_MAINTENANCE, Activity.STOP_SERVICES));
            evidence.putAll(plan.dataFrom(Activity.FREEZE_WRITES));
            afterData(plan);
            evidence.putAll(plan.all(Activity.REPLAY_DATA));
            assertThat(arguments.found()).isEmpty();
            assertThat(arguments.looked()).isPositive();
        }
        assertThat(canaries.in(evidence.toString())).isEmpty();
        assertThat(canaries.inFiles(workspace)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "UPDATE accounts SET password_hash = 'plain' WHERE id = 3 | every account has a role and a password",
                "UPDATE accounts SET role = 'root' WHERE id = 3 | every account has a role and a password",
                "DELETE FROM profiles WHERE account_id = 4 | every account has its profile",
                "DELETE FROM permissions | admins kept their permissions",
                "SET foreign_key_checks = 0; DELETE FROM accounts WHERE id = 1 | sessions belong to accounts"
            })
    void everyCheckOfTheDataFindsTheDamageItIsThereFor(String damage, String check) throws Exception {
        ByThePlan plan = plan(Level.L2);
        assertThat(plan.failing(Activity.CHECK_DATA)).isEmpty();
        MariaDbServer.execute(schema, damage.split("; "));
        assertThat(plan.failing(Activity.CHECK_DATA)).contains("Check that " + check);
    }

    private ByThePlan armed(Level level) throws Exception {
        ByThePlan plan = plan(level);
        plan.all(Activity.BACK_UP, Activity.RECORD_STATE);
        return plan;
    }

    private ByThePlan plan(Level level) throws Exception {
        TestContext context = new TestContext(workspace)
                .target("auth-db", MariaDbServer.target(schema))
                .target("auth-api", at(Target.Type.SERVICE, service.url(), Optional.empty()))
                .target("auth-host", at(Target.Type.HOST, "", Optional.of(workspace.resolve("host") + "")));
        context.secrets.put(MariaDbServer.PASSWORD.secret(), MariaDbServer.password());
        for (String file : List.of("rollback/level-1.sql", "rollback/level-2.sql")) {
            context.file(file, text(file));
        }
        MIGRATIONS.forEach(file -> context.file(file, text(file)));
        return new ByThePlan(PLAN, level, context);
    }

    /** Migrates, deploys version 2, and members use it. */
    private void release() throws Exception {
        migrate(MIGRATIONS.size());
        assertThat(logIn("smoke-member")).as("version 1 on the new schema").isEqualTo(500);
        service.deploy("2");
        MariaDbServer.execute(
                schema,
                "UPDATE accounts SET second_factor = CONCAT('totp:', id) WHERE id IN (3, 4)",
                "INSERT INTO recovery_codes (account_id, digest) VALUES (3, SHA2('one', 256)), (4, SHA2('two', 256))",
                "INSERT INTO accounts (name, email, role, password_hash) SELECT 'late', 'late@x.example', 'member', password_hash"
                        + " FROM accounts WHERE id = 1",
                "INSERT INTO profiles (account_id, display_name) SELECT id, 'Late' FROM accounts WHERE name = 'late'",
                "UPDATE profiles SET language = 'fr' WHERE account_id = 2");
        assertThat(logIn("late")).isEqualTo(200);
    }

    private Map<String, String> rolledBack(ByThePlan plan) throws Exception {
        plan.all(Activity.SHOW_MAINTENANCE, Activity.STOP_SERVICES);
        assertThat(logIn("late")).as("under maintenance").isEqualTo(503);
        assertThat(service.workersRun()).isFalse();
        Map<String, String> evidence = plan.dataFrom(Activity.FREEZE_WRITES);
        afterData(plan);
        assertThat(logIn("late")).isEqualTo(200);
        return evidence;
    }

    private void afterData(ByThePlan plan) throws Exception {
        plan.all(
                Activity.RESTORE_CODE,
                Activity.RESTART_SERVICES,
                Activity.CHECK_HEALTH,
                Activity.CHECK_DATA,
                Activity.REOPEN,
                Activity.MONITOR);
        assertThat(service.workersRun()).isTrue();
    }

    private int logIn(String name) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(service.url() + "/sessions"))
                .POST(HttpRequest.BodyPublishers.ofString("{\"name\": \"" + name + "\", \"password\": \"smoke-test\"}"))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private void migrate(int steps) {
        MIGRATIONS.stream().limit(steps).forEach(file -> script(text(file)));
    }

    private void script(String sql) {
        for (String statement : sql.replaceAll("(?m)^--.*$", "").split(";")) {
            if (!statement.isBlank()) {
                MariaDbServer.execute(schema, statement);
            }
        }
    }

    /** Every column and index, and every row. */
    private List<String> state() throws SQLException {
        List<String> state = new ArrayList<>(
                lines(
                        "SELECT table_name, column_name, column_type, is_nullable, column_default"
                                + " FROM information_schema.columns WHERE table_schema = database() ORDER BY table_name, ordinal_position"));
        state.addAll(lines("SELECT table_name, index_name, column_name FROM information_schema.statistics"
                + " WHERE table_schema = database() ORDER BY table_name, index_name, seq_in_index"));
        for (String table : TABLES) {
            state.addAll(lines("SELECT * FROM " + table + " ORDER BY 1, 2"));
        }
        return state;
    }

    private List<String> lines(String query) throws SQLException {
        try (Connection connection = MariaDbServer.connect(schema);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> lines = new ArrayList<>();
            while (rows.next()) {
                StringBuilder line = new StringBuilder();
                for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                    line.append(rows.getString(column)).append('|');
                }
                lines.add(line.toString());
            }
            return lines;
        }
    }

    private String value(String query) {
        return MariaDbServer.value(schema, query);
    }

    private static Target at(Target.Type type, String url, Optional<String> directory) {
        return new Target(
                type,
                Optional.of(url).filter(it -> !it.isEmpty()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                directory,
                Map.of());
    }

    private static String text(String file) {
        return new String(BUNDLE.file(file).orElseThrow(), StandardCharsets.UTF_8);
    }
}
