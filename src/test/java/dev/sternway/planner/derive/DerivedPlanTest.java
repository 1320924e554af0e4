package dev.sternway.planner.derive;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sternway.cli.Cli;
import dev.sternway.database.catalog.SchemaSnapshot;
import dev.sternway.executor.ExecutorCatalogue;
import dev.sternway.lint.Lint;
import dev.sternway.plan.yaml.PlanYaml;
import dev.sternway.testing.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From five scripts to a plan whose levels lead back from wherever the release stopped. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DerivedPlanTest {
    private static final Path SCHEMA = Path.of("src/test/resources/dev/sternway/demo/victim/V1__schema.sql");
    private static final Path RELEASE = Path.of("plans/add-email/db");

    @TempDir
    private static Path folder;

    private JsonNode plan = new ObjectNode(com.fasterxml.jackson.databind.node.JsonNodeFactory.instance);

    @BeforeAll
    void derive() throws IOException {
        Files.createDirectories(folder.resolve("db"));
        List<String> command = new ArrayList<>(List.of(
                "plan",
                "derive",
                "--database",
                "todo-db",
                "--before",
                SCHEMA.toString(),
                "--into",
                folder.resolve("plan.yaml").toString()));
        try (var scripts = Files.list(RELEASE)) {
            for (Path script : scripts.sorted().toList()) {
                command.add(Files.copy(script, folder.resolve("db").resolve(script.getFileName()))
                        .toString());
            }
        }
        assertThat(Cli.run(command.toArray(String[]::new))).isZero();
        plan = read();
    }

    private static JsonNode read() throws IOException {
        return PlanYaml.read(Files.readString(folder.resolve("plan.yaml"))).orElseThrow();
    }

    @Test
    void lacksOnlyWhatPeopleKnow() {
        Lint.Result result = new Lint(ExecutorCatalogue.standard().schemas()).check(folder, Optional.empty());

        assertThat(result.findings().stream()
                        .filter(dev.sternway.plan.yaml.Finding::isError)
                        .map(it -> it.problem().code()))
                .containsOnly("SW-0202", "SW-0210", "SW-0218");
    }

    @Test
    void classesEveryChangeAndFindsThePointOfNoReturn() {
        assertThat(plan.path("changes").findValuesAsText("class"))
                .containsExactly("expand-contract", "needs-data-migration", "safe", "needs-data-migration", "safe");
        assertThat(plan.at("/changes/1/point-of-no-return").asInt()).isEqualTo(1);
        assertThat(plan.at("/phases/data/level-1/scripts")).hasSize(1);
        assertThat(plan.at("/phases/data/level-2/scripts")).hasSize(5);
        assertThat(plan.at("/phases/data/level-2/loses").asText())
                .contains("every value of users.email")
                .contains("set aside");
        assertThat(plan.at("/notes").toString()).contains("users.email may no longer be null");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void leadsBackFromWhereverTheReleaseStopped(int applied) throws SQLException, IOException {
        String database = PostgresServer.create();
        run(database, Files.readString(SCHEMA));
        run(
                database,
                "INSERT INTO users (name, role, password_hash) SELECT 'User' || n, 'member', '$2a$10$x' FROM generate_series(1, 40) n");
        SchemaSnapshot before = schema(database);
        String rows = PostgresServer.value(
                database, "SELECT string_agg(u::text, ';' ORDER BY id) FROM users u WHERE id <> 7");

        for (int i = 0; i < applied; i++) {
            run(
                    database,
                    Files.readString(folder.resolve(
                            plan.at("/changes/" + i + "/migrations/0").asText())));
        }
        run(database, "UPDATE users SET name = 'Renamed since' WHERE id = 7");
        JsonNode level = plan.at(applied < 2 ? "/phases/data/level-1/scripts" : "/phases/data/level-2/scripts");
        back(database, level);

        assertThat(before.difference(schema(database))).isEmpty();
        assertThat(PostgresServer.value(
                        database, "SELECT string_agg(u::text, ';' ORDER BY id) FROM users u WHERE id <> 7"))
                .isEqualTo(rows);
        assertThat(PostgresServer.value(database, "SELECT name FROM users WHERE id = 7"))
                .isEqualTo("Renamed since");

        back(database, level);
        assertThat(before.difference(schema(database)))
                .as("a second time changes nothing")
                .isEmpty();
    }

    @Test
    void keepsWhatPeopleWroteWhenItIsDerivedAgain() throws IOException {
        Path file = folder.resolve("plan.yaml");
        String written = Files.readString(file).replaceFirst("<release>", "2.4.0");
        Files.writeString(file, "# agreed on Monday\n" + written);
        Path script = folder.resolve("rollback/V2_5__check_email.sql");
        Files.writeString(script, Files.readString(script) + "-- looked at by Ivan\n");

        derive(folder);

        assertThat(Files.readString(file)).contains("2.4.0").contains("agreed on Monday");
        assertThat(Files.readString(script)).endsWith("-- looked at by Ivan\n");
    }

    private static void derive(Path folder) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "plan",
                "derive",
                "--database",
                "todo-db",
                "--before",
                SCHEMA.toString(),
                "--into",
                folder.resolve("plan.yaml").toString()));
        try (var scripts = Files.list(folder.resolve("db"))) {
            scripts.filter(Files::isRegularFile).sorted().forEach(it -> command.add(it.toString()));
        }
        assertThat(Cli.run(command.toArray(String[]::new))).isZero();
    }

    private static void back(String database, JsonNode scripts) throws SQLException, IOException {
        try (Connection connection = PostgresServer.connect(database);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (JsonNode script : scripts) {
                statement.execute(Files.readString(folder.resolve(script.asText())));
            }
            connection.commit();
        }
    }

    private static void run(String database, String sql) throws SQLException {
        try (Connection connection = PostgresServer.connect(database);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(sql);
            connection.commit();
        }
    }

    private static SchemaSnapshot schema(String database) throws SQLException {
        try (Connection connection = PostgresServer.connect(database)) {
            return SchemaSnapshot.of(connection);
        }
    }
}
