package dev.sternway.planner.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sternway.planner.Migration;
import dev.sternway.planner.golden.Judge;
import dev.sternway.testing.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The corpus itself: it runs, and its ways back are as good or bad as its table says. */
class ShopHistoryTest {
    @AfterAll
    static void dropTheRoles() {
        PostgresServer.execute("postgres", "DROP ROLE IF EXISTS shop_app", "DROP ROLE IF EXISTS shop_readonly");
    }

    @Test
    void everyMigrationRunsAndEveryWayBackIsAsGoodAsTheTableSays() throws SQLException {
        Map<String, String> found = new LinkedHashMap<>();
        Map<String, String> expected = new LinkedHashMap<>();
        Corpus.SHOP.expected().forEach((name, it) -> expected.put(name, it.theirs()));

        String database = PostgresServer.create();
        for (Migration migration : Corpus.SHOP.migrations()) {
            found.put(migration.name(), wayBack(database, migration));
        }
        PostgresServer.execute("postgres", "DROP DATABASE " + database + " WITH (FORCE)");

        assertThat(found).hasSize(60).isEqualTo(expected);
    }

    /** Leaves the database migrated. */
    private static String wayBack(String database, Migration migration) throws SQLException {
        String result = migration.down().isEmpty()
                ? "absent"
                : tryOut(database, migration.up(), migration.down().get());
        run(database, migration.up());
        return result;
    }

    private static String tryOut(String database, String up, String down) throws SQLException {
        String trial = database + "_trial";
        PostgresServer.execute("postgres", "CREATE DATABASE " + trial + " TEMPLATE " + database);
        Judge.Sight before = Judge.see(database);
        run(trial, up);
        try {
            run(trial, down);
            return Judge.differences(before, Judge.see(trial)).isEmpty() ? "equal" : "different";
        } catch (SQLException failed) {
            return "error";
        } finally {
            PostgresServer.execute("postgres", "DROP DATABASE " + trial);
        }
    }

    private static void run(String database, String script) throws SQLException {
        try (Connection connection = PostgresServer.connect(database)) {
            Statements.run(connection, script);
        } catch (SQLException failed) {
            throw new SQLException(script + ": " + failed.getMessage(), failed);
        }
    }
}
