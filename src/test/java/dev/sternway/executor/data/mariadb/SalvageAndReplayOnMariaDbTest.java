package dev.sternway.executor.data.mariadb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sternway.base.ProblemException;
import dev.sternway.database.catalog.Fingerprints.Progress;
import dev.sternway.database.catalog.Snapshot;
import dev.sternway.database.mariadb.compare.Content;
import dev.sternway.executor.MariaVictim;
import dev.sternway.executor.data.ReplayDatabase;
import dev.sternway.executor.data.SalvageDatabase;
import dev.sternway.plan.Phases.SetAside;
import dev.sternway.testing.MariaDbServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SalvageAndReplayOnMariaDbTest {
    private static final SalvageDatabase.Inputs ALL = new SalvageDatabase.Inputs("db", List.of());
    private static final ReplayDatabase.Inputs REPLAY = new ReplayDatabase.Inputs("db");

    private static final String[] KINDS = {
        "CREATE TABLE kinds (a varchar(20) COLLATE utf8mb4_general_ci, n decimal(12,3), u bigint unsigned, f float, g double, b bit(64),"
                + " c char(9) CHARACTER SET latin1, j json, e enum('x','y'), bi binary(3), bl longblob, p point, day date,"
                + " ts timestamp(6) NULL, tm time(2), id uuid, twice bigint AS (LENGTH(bl) * 2) STORED, PRIMARY KEY (a, n)) DEFAULT CHARSET utf8mb4",
        "INSERT INTO kinds (a, n, u, b, day, bl) VALUES ('naïve', 1.5, 18446744073709551615, 1, '2026-01-01', NULL), ('go', 2, 7, 2, NULL, '')"
    };

    @TempDir
    Path workspace;

    private MariaVictim victim;
    private String copy;

    @BeforeEach
    void arm() {
        victim = new MariaVictim(workspace);
        victim.run("ALTER TABLE users ADD boss int, ADD FOREIGN KEY (boss) REFERENCES users (id)");
        victim.run(KINDS);
        copy = MariaDbServer.create();
        for (String table : List.of("users", "tasks", "kinds")) {
            try (var connection = MariaDbServer.connect(victim.name);
                    var row = connection.createStatement().executeQuery("SHOW CREATE TABLE " + table)) {
                row.next();
                MariaDbServer.execute(copy, row.getString(2));
            } catch (java.sql.SQLException e) {
                throw new IllegalStateException(e);
            }
            String columns = table.equals("kinds") ? "a, n, u, b, day, bl" : "*";
            MariaDbServer.execute(
                    copy,
                    "INSERT INTO " + table + (columns.equals("*") ? "" : "(" + columns + ")") + " SELECT " + columns
                            + " FROM " + victim.name + "." + table);
        }
        victim.context.keepsakes().keep("clone/db", copy);
    }

    @Test
    void everyWriteSinceArmingComesBackIntoTheRestoredSchema() throws Exception {
        victim.run(
                "INSERT INTO users (id, name, boss) VALUES (30, 'new boss', NULL), (25, 'new', 30)",
                "INSERT INTO tasks (id, user_id, title) VALUES (90, 25, REPEAT('ü', 90000 / 4))",
                "UPDATE tasks SET title = NULL, extra = '{\"a\":  1}' WHERE id = 3",
                "DELETE FROM tasks WHERE id = 4",
                "DELETE FROM users WHERE id = 4",
                "SET time_zone = '+00:00'",
                "INSERT INTO kinds (a, n, u, f, g, b, c, j, e, bi, bl, p, day, ts, tm, id) VALUES ('Ω', -3.125, 0, 1e20/3, 1e300/7,"
                        + " 18446744073709551615, 'é', '[1, 2.50]', 'y', x'00FF10', REPEAT(x'00ABFF', 700000), POINT(1.5, -2),"
                        + " '0001-01-01', '2026-03-29 02:30:00.000001', '-838:59:59.99', UUID())",
                "UPDATE kinds SET a = 'NAÏVE' WHERE n = 1.5",
                "UPDATE kinds SET u = u + 1, bl = NULL WHERE a = 'go'");
        Snapshot broken = content(victim.name);

        assertThat(victim.step(new SalvageDatabase(), ALL))
                .containsEntry("rows-set-aside", "10")
                .containsEntry("rows-lost", "0");
        restore();
        assertThat(victim.step(new ReplayDatabase(), REPLAY))
                .containsEntry("rows-replayed", "10")
                .containsEntry("conflicts", "0");

        assertThat(content(victim.name).tables()).isEqualTo(broken.tables());
        assertThat(victim.step(new ReplayDatabase(), REPLAY)).containsEntry("rows-replayed", "0");
        assertThat(victim.value(
                        "SELECT auto_increment > 90 FROM information_schema.tables WHERE table_schema = DATABASE()"
                                + " AND table_name = 'tasks'"))
                .isEqualTo("1");
    }

    @Test
    void whatDoesNotFitIsAConflictForAPerson() throws Exception {
        victim.run(
                "UPDATE users SET name = 'ours' WHERE id = 5",
                "INSERT INTO users (id, name) VALUES (40, 'same name')",
                "UPDATE tasks SET user_id = 40 WHERE id = 6");
        victim.step(new SalvageDatabase(), ALL);
        restore();
        victim.run("UPDATE users SET name = 'theirs' WHERE id = 5", "UPDATE users SET name = 'same name' WHERE id = 7");

        Map<String, String> evidence = victim.step(new ReplayDatabase(), REPLAY);

        assertThat(evidence).containsEntry("rows-replayed", "0").containsEntry("conflicts", "3");
        assertThat(Files.readAllLines(Path.of(evidence.get("conflicts-file"))))
                .anyMatch(it -> it.contains("\"kind\":\"UPDATE\"")
                        && it.contains("\"name\":\"ours\"")
                        && it.contains("the row was changed since"))
                .anyMatch(it -> it.contains("\"kind\":\"INSERT\"") && it.contains("Duplicate entry"))
                .anyMatch(it -> it.contains("foreign key constraint fails"));
        assertThat(victim.value("SELECT name FROM users WHERE id = 5")).isEqualTo("theirs");
    }

    @Test
    void aTriggerThatMakesAnotherRowIsToldAndNothingOfItStays() throws Exception {
        victim.run("UPDATE users SET name = 'ours' WHERE id = 5");
        victim.step(new SalvageDatabase(), ALL);
        restore();
        victim.run("CREATE TRIGGER loud BEFORE UPDATE ON users FOR EACH ROW SET NEW.name = UPPER(NEW.name)");

        Map<String, String> evidence = victim.step(new ReplayDatabase(), REPLAY);

        assertThat(evidence).containsEntry("conflicts", "1").containsEntry("triggers-fired-on", "users");
        assertThat(victim.value("SELECT name FROM users WHERE id = 5")).isEqualTo("u5");
    }

    @Test
    void valuesOfAColumnThatIsDroppedComeBackWithIt() throws Exception {
        victim.run(
                "ALTER TABLE users ADD email varchar(50)",
                "UPDATE users SET email = CONCAT(name, '@x') WHERE id <= 12");
        SetAside email = new SetAside("users", List.of("email"), Optional.empty());

        assertThat(victim.step(new SalvageDatabase(), new SalvageDatabase.Inputs("db", List.of(email))))
                .containsEntry("values-set-aside", "12");
        victim.run("ALTER TABLE users DROP email", "ALTER TABLE users ADD email varchar(50)");
        victim.run("UPDATE users SET email = 'mine' WHERE id = 1", "UPDATE users SET email = 'u2@x' WHERE id = 2");

        assertThat(victim.step(new ReplayDatabase(), REPLAY))
                .containsEntry("rows-replayed", "10")
                .containsEntry("conflicts", "1");
        assertThat(victim.value("SELECT email FROM users WHERE id = 12")).isEqualTo("u12@x");
        assertThat(MariaDbServer.value(
                        "",
                        "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = 'sternway_salvage'"
                                + " AND table_name LIKE '" + victim.name + "\\_users\\_\\_%'"))
                .isEqualTo("1");
    }

    @Test
    void aTableOfAnotherShapeIsReadThroughASelect() throws Exception {
        victim.run(
                "INSERT INTO users (id, name, score) VALUES (50, 'n', 1.5)",
                "ALTER TABLE users MODIFY score varchar(40)");
        assertThatThrownBy(() -> new SalvageDatabase().on(ALL, victim.context).run(ALL, victim.context))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("another type since the migration have [score]");
        SetAside select = new SetAside(
                "users",
                List.of(),
                Optional.of("SELECT id, name, CAST(score AS decimal(20,10)) AS score, seen, boss FROM users"));
        assertThat(victim.step(new SalvageDatabase(), new SalvageDatabase.Inputs("db", List.of(select))))
                .containsEntry("rows-set-aside", "1");
        restore();
        assertThat(victim.step(new ReplayDatabase(), REPLAY)).containsEntry("rows-replayed", "1");
        assertThat(victim.value("SELECT score FROM users WHERE id = 50")).isEqualTo("1.5000000000");
    }

    /** Puts the copy's tables in place of the broken ones. */
    private void restore() {
        String aside = MariaDbServer.create();
        for (String table : List.of("kinds", "tasks", "users")) {
            MariaDbServer.execute(
                    "",
                    "RENAME TABLE " + victim.name + "." + table + " TO " + aside + "." + table + ", " + copy + "."
                            + table + " TO " + victim.name + "." + table);
        }
    }

    private static Snapshot content(String schema) throws Exception {
        return Content.of(() -> MariaDbServer.connect(schema), Progress.NONE).snapshot();
    }
}
