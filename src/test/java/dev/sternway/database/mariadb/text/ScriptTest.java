package dev.sternway.database.mariadb.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sternway.base.ProblemException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScriptTest {
    @Test
    void splitsAtSemicolonsOutsideOfQuotesAndComments() {
        assertThat(texts("""
                        -- a comment; with a semicolon
                        INSERT INTO a VALUES ('x;y', "it\\"s; ", 'it''s;'); # another; one
                        /* and; a
                           third */ UPDATE `odd;name` SET x = 'a\\';b' /* here; too */;
                        SELECT 1 -- 2;
                        """))
                .containsExactly(
                        "INSERT INTO a VALUES ('x;y', \"it\\\"s; \", 'it''s;')",
                        "UPDATE `odd;name` SET x = 'a\\';b'",
                        "SELECT 1");
    }

    @Test
    void takesDelimitersFromTheClientsCommand() {
        assertThat(texts("""
                        DELIMITER //
                        CREATE PROCEDURE p() BEGIN SELECT 1; SELECT 2; END//
                        delimiter $$
                        CREATE FUNCTION f() RETURNS INT RETURN 1$$
                        CREATE PROCEDURE q() BEGIN SELECT '$$'; END$$
                        DELIMITER ;
                        SELECT 3;
                        """))
                .containsExactly(
                        "CREATE PROCEDURE p() BEGIN SELECT 1; SELECT 2; END",
                        "CREATE FUNCTION f() RETURNS INT RETURN 1",
                        "CREATE PROCEDURE q() BEGIN SELECT '$$'; END",
                        "SELECT 3");
    }

    @Test
    void findsTheEndOfBodiesWithoutADelimiterOfTheirOwn() {
        String trigger = """
                CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW BEGIN
                  DECLARE CONTINUE HANDLER FOR NOT FOUND SET @x = 1;
                  IF NEW.x IS NULL THEN SET NEW.x = IF(1, 2, 3); ELSEIF NEW.x = 1 THEN SET NEW.x = 4; END IF;
                  CASE NEW.y WHEN 1 THEN SET NEW.y = 2; ELSE BEGIN END; END CASE;
                  WHILE @x > 0 DO SET @x = @x - 1; END WHILE;
                  l: LOOP LEAVE l; END LOOP l;
                  REPEAT SET @x = REPEAT('a', 3); UNTIL TRUE END REPEAT;
                  FOR i IN 1..3 DO SET @y = i; END FOR;
                  SET @z = CASE WHEN NEW.x > 1 THEN 'a;b' ELSE 'end' END;
                END""";

        assertThat(texts(trigger + ";\nSELECT 1;")).containsExactly(trigger, "SELECT 1");
        assertThat(
                        texts(
                                "CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW IF NEW.x < 0 THEN SET NEW.x = 0; END IF; SELECT 1"))
                .hasSize(2);
        assertThat(texts("CREATE PROCEDURE IF NOT EXISTS p() SELECT IF(1, 2, 3); SELECT 1"))
                .hasSize(2);
        assertThat(
                        texts(
                                "CREATE FUNCTION f(n INT) RETURNS INT RETURN IF(n > 1, REPEAT('a', 2), CASE n WHEN 1 THEN 2 END); SELECT 1"))
                .hasSize(2);
        assertThat(texts("BEGIN NOT ATOMIC DECLARE i INT; SET i = 1; END; BEGIN; SELECT 1; COMMIT;"))
                .containsExactly("BEGIN NOT ATOMIC DECLARE i INT; SET i = 1; END", "BEGIN", "SELECT 1", "COMMIT");
        assertThat(texts("CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO BEGIN DELETE FROM a; DELETE FROM b; END; SELECT 1"))
                .hasSize(2);
        assertThat(texts("CREATE TABLE `trigger` (x INT, `begin` INT); DROP TABLE `case`;"))
                .hasSize(2);
    }

    @Test
    void readsExecutableCommentsAsCode() {
        List<Statement> statements = Script.split(
                "/*!40101 SET NAMES utf8 */;\n/*!50001 CREATE*/ /*!50013 DEFINER=`a`@`b`*/ /*!50001 VIEW v AS SELECT 1 */;\n"
                        + "SELECT 1 /*!80000 + 1 */;\nSELECT /*M!100100 2 */;",
                "x");

        assertThat(statements).hasSize(4);
        assertThat(statements.get(0).text()).isEqualTo("/*!40101 SET NAMES utf8 */");
        assertThat(statements.get(1).tokens().get(0).is("CREATE")).isTrue();
        assertThat(statements.get(2).tokens()).hasSize(2);
        assertThat(statements.get(3).tokens()).hasSize(2);
    }

    @Test
    void knowsTheLineOfEachStatement() {
        assertThat(Script.split("SELECT 1;\n\n-- two\nSELECT\n 2;\n", "x"))
                .extracting(Statement::line)
                .containsExactly(1, 4);
    }

    @Test
    void saysWhereAQuoteIsNeverClosed() {
        assertThatThrownBy(() -> Script.split("SELECT 1;\nSELECT 'a;\n", "V1.sql"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("SW-0471")
                .hasMessageContaining("V1.sql:2");
    }

    @Test
    void findsNothingInEmptyScripts() {
        assertThat(texts("")).isEmpty();
        assertThat(texts("\uFEFF -- nothing\n;;\n/* */ ;")).isEmpty();
    }

    private static List<String> texts(String script) {
        return Script.split(script, "x").stream().map(Statement::text).toList();
    }
}
