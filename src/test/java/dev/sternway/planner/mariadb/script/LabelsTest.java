package dev.sternway.planner.mariadb.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sternway.database.mariadb.text.Lexer;
import dev.sternway.database.mariadb.text.Statement;
import dev.sternway.database.mariadb.text.WrittenTables;
import dev.sternway.planner.mariadb.script.Label.AtStake;
import dev.sternway.planner.mariadb.script.Label.Kind;
import dev.sternway.planner.mariadb.script.Label.Rename;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "TABLE | CREATE TABLE IF NOT EXISTS a (x INT)",
                "TABLE | create unique index i on a (x)",
                "TABLE | DROP INDEX IF EXISTS i ON a",
                "TABLE | RENAME TABLE a TO b",
                "TABLE | ALTER ONLINE TABLE a ADD x INT",
                "SESSION | CREATE TEMPORARY TABLE a (x INT)",
                "SESSION | DROP TEMPORARY TABLE a",
                "OBJECT | CREATE OR REPLACE ALGORITHM=MERGE DEFINER=`a`@`b` SQL SECURITY INVOKER VIEW v AS SELECT 1",
                "OBJECT | CREATE DEFINER=root@localhost TRIGGER t BEFORE INSERT ON a FOR EACH ROW SET @x = 1",
                "OBJECT | DROP FUNCTION IF EXISTS f",
                "OBJECT | ALTER EVENT e DISABLE",
                "OBJECT | CREATE SEQUENCE s",
                "OBJECT | ALTER DATABASE CHARACTER SET utf8mb4",
                "OUTSIDE | ALTER DATABASE shop CHARACTER SET utf8mb4",
                "OUTSIDE | CREATE DATABASE shop",
                "OUTSIDE | DROP SCHEMA shop",
                "OUTSIDE | CREATE USER a IDENTIFIED BY 'b'",
                "OUTSIDE | GRANT ALL ON *.* TO a",
                "OUTSIDE | SET GLOBAL max_connections = 1",
                "OUTSIDE | SET @@global.max_connections = 1",
                "OUTSIDE | SET x = 1, GLOBAL max_connections = 1",
                "OUTSIDE | USE shop",
                "OUTSIDE | SHUTDOWN",
                "OUTSIDE | SELECT * FROM a INTO OUTFILE '/tmp/x'",
                "OUTSIDE | FLUSH TABLES WITH READ LOCK",
                "OUTSIDE | CREATE FUNCTION f RETURNS INT SONAME 'x.so'",
                "ROWS | INSERT INTO a VALUES (1)",
                "ROWS | REPLACE a SELECT 1",
                "ROWS | SET STATEMENT max_statement_time = 1 FOR UPDATE a SET x = 1",
                "OPAQUE | CALL p()",
                "OPAQUE | SELECT f()",
                "OPAQUE | (SELECT 1)",
                "OPAQUE | BEGIN NOT ATOMIC SELECT 1; END",
                "OPAQUE | ANALYZE FORMAT=JSON UPDATE a SET x = 1",
                "OPAQUE | SET @x = f()",
                "UPKEEP | ANALYZE TABLE a",
                "TRANSACTION | BEGIN",
                "TRANSACTION | START TRANSACTION",
                "TRANSACTION | SET autocommit = 0",
                "TRANSACTION | LOCK TABLES a WRITE",
                "SESSION | SET NAMES utf8mb4",
                "SESSION | SET sql_mode = 'STRICT_TRANS_TABLES'",
                "UNKNOWN | SET sql_mode = 'ANSI_QUOTES'",
                "UNKNOWN | XA START 'x'",
                "UNKNOWN | HANDLER a OPEN"
            })
    void saysWhatAStatementIs(Kind kind, String statement) {
        assertThat(label(statement).kind()).isEqualTo(kind);
    }

    @Test
    void readsRenamesFromTheWords() {
        assertThat(label("RENAME TABLE a TO b, `c d` WAIT 5 TO shop.e").renames())
                .containsExactly(new Rename("a", "b"), new Rename("c d", "e"));
        Alteration alteration = label(
                        "ALTER TABLE a CHANGE COLUMN IF EXISTS x y INT DEFAULT (1, 2), RENAME COLUMN p TO q,"
                                + " RENAME INDEX i TO j, CHANGE same same BIGINT, RENAME AS b")
                .alteration()
                .orElseThrow();
        assertThat(alteration.columns()).containsExactly(new Rename("x", "y"), new Rename("p", "q"));
        assertThat(alteration.newName()).contains("b");
        assertThat(alteration.understood()).isTrue();
    }

    @Test
    void readsWhatAnAlterDrops() {
        Alteration alteration = label(
                        "ALTER TABLE a DROP COLUMN IF EXISTS x, DROP `key`, DROP KEY k, DROP PRIMARY KEY,"
                                + " DROP CONSTRAINT c, DROP FOREIGN KEY f, ENGINE=InnoDB COMMENT='a, b', ALGORITHM=INPLACE, LOCK=NONE")
                .alteration()
                .orElseThrow();

        assertThat(alteration.dropped()).containsExactly("x", "key");
        assertThat(alteration.understood()).isTrue();
        assertThat(label("ALTER TABLE a DROP PARTITION p0, p1")
                        .alteration()
                        .orElseThrow()
                        .emptied())
                .containsExactly("p0", "p1");
    }

    @Test
    void takesWhatItDoesNotKnowForDangerous() {
        assertThat(label("ALTER TABLE a DISCARD TABLESPACE")
                        .alteration()
                        .orElseThrow()
                        .understood())
                .isFalse();
        assertThat(label("ALTER TABLE a ADD SYSTEM VERSIONING")
                        .alteration()
                        .orElseThrow()
                        .understood())
                .isFalse();
        assertThat(label("ALTER TABLE a DISCARD TABLESPACE").atStake()).isEqualTo(AtStake.VALUES);
    }

    @Test
    void knowsWhoseRowsAreAtStake() {
        assertThat(label("ALTER TABLE a ADD x INT, ADD KEY (y), ALTER z DROP DEFAULT")
                        .atStake())
                .isEqualTo(AtStake.NOTHING);
        assertThat(label("ALTER TABLE a ADD x INT, MODIFY y INT").atStake()).isEqualTo(AtStake.VALUES);
        assertThat(label("DROP TABLE IF EXISTS a, b CASCADE").names()).containsExactly("a", "b");
        assertThat(label("TRUNCATE a").atStake()).isEqualTo(AtStake.ROWS);
        assertThat(label("CREATE OR REPLACE TABLE a (x INT)").atStake()).isEqualTo(AtStake.ROWS);
    }

    @Test
    void findsWhatIsWritten() {
        WrittenTables body = WrittenTables.in(Lexer.tokens(
                "BEGIN INSERT INTO a SELECT * FROM r1; UPDATE LOW_PRIORITY b JOIN c USING (id) SET b.x = 1;"
                        + " DELETE d FROM d JOIN e ON d.id = e.id WHERE x = 1; SELECT REPLACE('a', 'b', 'c') FROM r2 FOR UPDATE;"
                        + " INSERT INTO f VALUES (1) ON DUPLICATE KEY UPDATE x = 2; END"));

        assertThat(body.written()).contains("a", "b", "c", "d", "e", "f").doesNotContain("r1", "r2", "x");
        assertThat(body.defines()).isFalse();
        assertThat(WrittenTables.in(Lexer.tokens("BEGIN ALTER TABLE a ADD x INT; END"))
                        .defines())
                .isTrue();
        assertThat(WrittenTables.in(Lexer.tokens("BEGIN EXECUTE IMMEDIATE 'x'; END"))
                        .dynamic())
                .isTrue();
    }

    private static Label label(String statement) {
        return Labels.of(Statement.of(1, statement));
    }
}
