package dev.sternway.executor.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sternway.database.integrity.Soundness.Check;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.TestContext;
import dev.sternway.executor.Victim;
import dev.sternway.executor.check.CheckIntegrity.Assertion;
import dev.sternway.testing.PostgresServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckIntegrityTest {
    private static final CheckIntegrity CHECK = new CheckIntegrity();

    @TempDir
    Path workspace;

    @Test
    void findsASoundDatabaseSoundAndLeavesNothingBehind() throws Exception {
        Victim victim = new Victim(workspace);

        Map<String, String> evidence = victim.step(CHECK, inputs());

        assertThat(evidence)
                .containsEntry("foreign-keys", "sound")
                .containsEntry("amcheck", "sound")
                .containsEntry("encoding", "sound")
                .hasSize(6);
        assertThat(victim.value("SELECT count(*) FROM pg_extension WHERE extname = 'amcheck'"))
                .isEqualTo("0");
    }

    @Test
    void namesEveryKindOfDamage() throws Exception {
        Victim victim = new Victim(workspace);
        victim.run(
                "CREATE SEQUENCE loose",
                "CREATE TABLE named (id int PRIMARY KEY DEFAULT nextval('loose'), parent int)",
                "INSERT INTO named VALUES (1, 77), (2, NULL)",
                "ALTER TABLE named ADD CONSTRAINT unchecked FOREIGN KEY (parent) REFERENCES users (id) NOT VALID",
                "ALTER TABLE users ADD CONSTRAINT positive CHECK (score > 5) NOT VALID",
                "ALTER TABLE tasks DISABLE TRIGGER ALL",
                "UPDATE tasks SET user_id = 4711 WHERE id IN (3, 4)",
                "SELECT setval('users_id_seq', 20, false)");
        assertThat(tried(victim, "CREATE UNIQUE INDEX CONCURRENTLY torn ON named ((1))"))
                .isFalse();

        assertThat(CHECK.run(inputs(), victim.context))
                .isInstanceOf(Outcome.Failed.class)
                .asString()
                .contains(
                        "SW-0523",
                        "2 rows of tasks have no parent in users (tasks_user_id_fkey)",
                        "1 rows of named have no parent in users (unchecked)",
                        "index torn is invalid",
                        "4 rows of users break positive",
                        "sequence users_id_seq lags: 20 is taken already",
                        "sequence loose lags: 2 is taken already");
    }

    @Test
    void findsRowsThatAnIndexLacks() throws Exception {
        Victim victim = new Victim(workspace);
        victim.run(
                "CREATE FUNCTION turned(int) RETURNS int IMMUTABLE LANGUAGE sql AS 'SELECT $1'",
                "CREATE INDEX by_turned ON users (turned(id))",
                "CREATE OR REPLACE FUNCTION turned(int) RETURNS int IMMUTABLE LANGUAGE sql AS 'SELECT -$1'");

        assertThat(CHECK.run(inputs(Check.AMCHECK_ROWS), victim.context))
                .asString()
                .contains("index public.by_turned is damaged".replace("public.", ""), "lacks matching index tuple");
    }

    @Test
    void findsTextInAnotherEncoding() throws Exception {
        String ascii = PostgresServer.create() + "_ascii";
        PostgresServer.execute(
                "postgres",
                "CREATE DATABASE " + ascii + " ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0");
        PostgresServer.execute(
                ascii,
                "CREATE TABLE old (id int, name text, code varchar(9))",
                "INSERT INTO old VALUES (1, 'fine', convert_from('\\xe4', 'SQL_ASCII'))");
        TestContext context = new TestContext(workspace).target("db", PostgresServer.target(ascii));

        assertThat(CHECK.run(inputs(Check.ENCODING), context))
                .asString()
                .contains("SW-0523", "table public.old holds text in another encoding", "0xe4");
    }

    @Test
    void assertionsHoldOrSayWhichRowsBreakThem() throws Exception {
        Victim victim = new Victim(workspace);
        victim.run("ALTER TABLE users ADD hash text", "UPDATE users SET hash = '$2b$10$' || id WHERE id <> 7");
        Assertion hashed =
                new Assertion("all can log in", "SELECT id FROM users WHERE hash IS NULL;", Optional.empty());
        Assertion many = new Assertion("twenty users", "SELECT count(*) FROM users", Optional.of("20"));

        assertThat(CHECK.run(asserting(hashed, many), victim.context))
                .asString()
                .contains("'all can log in' does not hold: 1 rows, the first is 7")
                .doesNotContain("twenty users' does not");
        assertThat(victim.step(CHECK, asserting(many))).containsEntry("twenty users", "holds");
        assertThatThrownBy(() -> CHECK.run(
                        asserting(new Assertion("x", "SELECT nextval('users_id_seq')", Optional.empty())),
                        victim.context))
                .hasMessageContaining("SW-0524")
                .hasMessageContaining("read-only");
        assertThatThrownBy(
                        () -> CHECK.run(asserting(new Assertion("x", "SELECT oops", Optional.empty())), victim.context))
                .hasMessageContaining("SW-0524");
    }

    private static boolean tried(Victim victim, String sql) {
        try {
            victim.run(sql);
            return true;
        } catch (IllegalStateException refused) {
            return false;
        }
    }

    private static CheckIntegrity.Inputs inputs(Check... checks) {
        return new CheckIntegrity.Inputs("db", List.of(checks), List.of());
    }

    private static CheckIntegrity.Inputs asserting(Assertion... assertions) {
        return new CheckIntegrity.Inputs("db", List.of(Check.INDEXES), List.of(assertions));
    }
}
