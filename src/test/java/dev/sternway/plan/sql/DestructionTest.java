package dev.sternway.plan.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DestructionTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ALTER TABLE users DROP COLUMN IF EXISTS email | drops column email of users",
                "ALTER TABLE ONLY public.users DROP Email CASCADE | drops column email of users",
                "ALTER TABLE IF EXISTS \"Users\" DROP COLUMN \"E-mail\" | drops column E-mail of Users",
                "ALTER TABLE users DROP COLUMN IF EXISTS UUID | drops column uuid of users",
                "DROP TABLE IF EXISTS billing.invoices CASCADE | drops table billing.invoices",
                "DELETE FROM users WHERE id > 5 | deletes rows of users",
                "TRUNCATE TABLE users | empties users",
                "DROP SCHEMA billing CASCADE | drops schema billing with all that it holds"
            })
    void namesWhatIsDestroyed(String sql, String words) {
        assertThat(Destruction.of(sql)).extracting(Destruction::text).containsExactly(words);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DROP INDEX IF EXISTS users_email_key",
                "ALTER TABLE users DROP CONSTRAINT IF EXISTS users_email_looks_right",
                "ALTER TABLE users ALTER COLUMN email DROP NOT NULL",
                "ALTER TABLE users ALTER COLUMN email DROP DEFAULT",
                "ALTER TABLE users RENAME COLUMN id TO legacy_id",
                "SELECT setval('users_id_seq', (SELECT last_value FROM users_id_seq) + 10000)",
                "INSERT INTO notes VALUES ('please DELETE FROM nothing; DROP TABLE x')",
                "CREATE FUNCTION f() RETURNS void LANGUAGE sql AS $$ DELETE FROM users; $$",
                "-- DROP TABLE users;",
                "/* outer /* DROP TABLE users; */ still outer */ SELECT 1",
                ""
            })
    void leavesAloneWhatDestroysNothing(String sql) {
        assertThat(Destruction.of(sql)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DO $$ BEGIN DELETE FROM users; END $$",
                "WITH gone AS (DELETE FROM users RETURNING *) SELECT * FROM gone",
                "MERGE INTO a USING b ON a.id = b.id WHEN MATCHED THEN DELETE",
                "ALTER TABLE events DETACH PARTITION events_2025",
                "DROP TYPE mood CASCADE",
                "DROP EXTENSION hstore CASCADE",
                "DROP OWNED BY app",
                "THIS IS NOT SQL",
                "SELECT 'never closed"
            })
    void holdsWhatItCannotReadForDangerous(String sql) {
        assertThat(Destruction.of(sql)).extracting(Destruction::kind).containsExactly(Destruction.Kind.UNKNOWN);
    }

    @Test
    void namesEveryTableOfOneStatementAndTheLineOfEach() {
        String script = """
                -- the old tables go
                DROP TABLE a, b;

                /* and
                   then */ ALTER TABLE c
                  DROP COLUMN d,
                  DROP COLUMN e;
                TRUNCATE f, g
                """;

        List<Destruction> found = Destruction.of(script);

        assertThat(found)
                .extracting(Destruction::text)
                .containsExactly(
                        "drops table a",
                        "drops table b",
                        "drops column d of c",
                        "drops column e of c",
                        "empties f",
                        "empties g");
        assertThat(found).extracting(Destruction::line).containsExactly(2, 2, 5, 5, 8, 8);
    }

    @Test
    void splitsAScriptOnlyWhereAStatementEnds() {
        String script = "SELECT ';', E'it\\'s;', \";\"; -- ;\nSELECT $a$ ; $$ ; $a$;; SELECT a$1; SELECT 4";

        assertThat(SqlStatement.of(script))
                .extracting(SqlStatement::text)
                .containsExactly("SELECT ';', E'it\\'s;', \";\"", "SELECT $a$ ; $$ ; $a$", "SELECT a$1", "SELECT 4");
        assertThat(SqlStatement.of(script)).extracting(SqlStatement::line).containsExactly(1, 2, 2, 2);
    }
}
