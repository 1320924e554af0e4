package dev.sternway.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sternway.demo.stage.MigrationFiles;
import dev.sternway.demo.victim.TodoDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The migrations and reverse scripts of the example plans, on a real database. */
class ExamplePlansTest {
    private static final Path ADD_EMAIL = Path.of("plans/add-email");
    private static final Path MIG_002 = Path.of("plans/MIG-002");
    private static int databases;

    @Test
    void levelOneOfAddEmailUndoesTheStepsBeforeThePointOfNoReturn() throws Exception {
        for (int steps = 0; steps < 4; steps++) {
            assertUndone(ADD_EMAIL, steps, "rollback/level-1.sql");
        }
    }

    @Test
    void levelTwoOfAddEmailUndoesEverything() throws Exception {
        assertUndone(ADD_EMAIL, 5, "rollback/level-2.sql", "rollback/level-1.sql");
    }

    @Test
    void levelOneOfMig002UndoesTheStepsBeforeThePointOfNoReturn() throws Exception {
        for (int steps = 0; steps < 3; steps++) {
            assertUndone(MIG_002, steps, "rollback/level-1.sql");
        }
    }

    @Test
    void mig002KeepsEnoughToReadTheOldShape() throws Exception {
        TodoDatabase database = TodoDatabase.create(TestCluster.url(), "shape");
        JdbcClient jdbc = JdbcClient.create(database.asOwner());
        String old = "SELECT id, user_id, title, status, updated_at FROM tasks ORDER BY id";
        var before = jdbc.sql(old).query().listOfRows();
        new MigrationFiles(MIG_002).applyTo(database);
        assertThat(jdbc.sql("SELECT t.legacy_id AS id, u.legacy_id AS user_id, t.title, t.status, t.updated_at"
                                + " FROM tasks t JOIN users u ON u.id = t.user_id ORDER BY 1")
                        .query()
                        .listOfRows())
                .isEqualTo(before);
    }

    private static void assertUndone(Path plan, int steps, String... scripts) throws Exception {
        TodoDatabase database = TodoDatabase.create(TestCluster.url(), "undo" + ++databases);
        JdbcClient jdbc = JdbcClient.create(database.asOwner());
        var before = catalog(jdbc);
        for (Path file : new MigrationFiles(plan).inOrder().subList(0, steps)) {
            jdbc.sql(Files.readString(file)).update();
        }
        for (String script : scripts) {
            jdbc.sql(Files.readString(plan.resolve(script))).update();
        }
        assertThat(catalog(jdbc)).isEqualTo(before);
    }

    private static List<Map<String, Object>> catalog(JdbcClient jdbc) {
        return jdbc.sql("SELECT table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable AS it"
                        + " FROM information_schema.columns WHERE table_schema = 'public'"
                        + " UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'"
                        + " UNION ALL SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)"
                        + " FROM pg_constraint WHERE connamespace = 'public'::regnamespace ORDER BY 1")
                .query()
                .listOfRows();
    }
}
