package dev.sternway.planner.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sternway.base.ProblemException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SqlScriptTest {
    private static List<String> texts(String script) {
        return SqlScript.split(script).stream().map(SqlStatement::text).toList();
    }

    @Test
    void doesNotCutInsideOfQuotesBodiesAndComments() {
        assertThat(texts("SELECT ';' , \"a;b\" /* ; /* ; */ */ ; -- ;\nSELECT $a$ ; $$ ; $a$; SELECT E'\\';'"))
                .containsExactly("SELECT ';' , \"a;b\" /* ; /* ; */ */", "SELECT $a$ ; $$ ; $a$", "SELECT E'\\';'");
    }

    @Test
    void keepsAtomicBodiesAndRulesWhole() {
        String body =
                "CREATE FUNCTION f(a int) RETURNS int BEGIN ATOMIC SELECT CASE WHEN a > 0 THEN 1 END; SELECT 2; END";
        String rule = "CREATE RULE r AS ON DELETE TO t DO (INSERT INTO log VALUES (1); INSERT INTO log VALUES (2))";

        assertThat(texts(body + ";" + rule + ";SELECT 1")).containsExactly(body, rule, "SELECT 1");
    }

    @Test
    void takesTheRowsOfACopyAlong() {
        List<SqlStatement> statements = SqlScript.split("COPY t FROM stdin;\n1\ta;b\n2\t'c\n\\.\nSELECT 1;");

        assertThat(statements.get(0).data()).contains("1\ta;b\n2\t'c\n");
        assertThat(statements.get(1).text()).isEqualTo("SELECT 1");
    }

    @Test
    void knowsTheLineOfEveryStatement() {
        assertThat(SqlScript.split("-- one\n\nSELECT 1;\n\n  SELECT\n 2;").stream()
                        .map(SqlStatement::line))
                .containsExactly(3, 5);
    }

    @Test
    void namesACommandOfPsql() {
        assertThatThrownBy(() -> SqlScript.split("SELECT 1;\n\\set x 1\n"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("Line 2")
                .hasMessageContaining("\\set x 1");
    }

    @Test
    void seesWhatRefusesATransactionAndWhatReachesOutside() {
        assertThat(SqlScript.split("CREATE INDEX CONCURRENTLY i ON t (a)")
                        .get(0)
                        .refusesTransaction())
                .isTrue();
        assertThat(SqlScript.split("SELECT 'CREATE INDEX CONCURRENTLY'").get(0).refusesTransaction())
                .isFalse();
        assertThat(SqlScript.split("DO $$ BEGIN PERFORM dblink_exec('x', 'y'); END $$")
                        .get(0)
                        .reachesOutside())
                .isTrue();
        assertThat(SqlScript.split("COPY t TO PROGRAM 'mail'").get(0).reachesOutside())
                .isTrue();
        assertThat(SqlScript.split("INSERT INTO notify VALUES ('a')").get(0).reachesOutside())
                .isFalse();
    }
}
