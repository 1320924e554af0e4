package dev.sternway.executor.mariadb;

import dev.sternway.database.mariadb.MariaAccess;
import dev.sternway.database.mariadb.catalog.Catalog;
import dev.sternway.database.mariadb.catalog.CatalogReader;
import dev.sternway.database.mariadb.compare.Difference;
import dev.sternway.database.mariadb.compare.Fingerprints;
import dev.sternway.executor.MariaVictim;
import dev.sternway.executor.TargetDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** All that a schema can hold, on top of the victim's tables, and a migration that breaks most of it. */
final class Nasty {
    private Nasty() {}

    static void fill(MariaVictim victim) {
        victim.run(
                "CREATE SEQUENCE numbers START WITH 100 INCREMENT BY 5",
                "SELECT NEXTVAL(numbers)",
                "CREATE TABLE orders (id bigint PRIMARY KEY DEFAULT NEXTVAL(numbers), user_id int, amount decimal(10,2) NOT NULL"
                        + " DEFAULT 1.50 CHECK (amount > 0), tax decimal(12,4) AS (amount * 0.19) STORED, shout varchar(60) AS"
                        + " (UPPER(note)) VIRTUAL, note varchar(60) CHARACTER SET latin1, raw varbinary(20), day date DEFAULT"
                        + " '0000-00-00', secret int INVISIBLE DEFAULT 7, KEY by_note (note(5)), FULLTEXT (note),"
                        + " CONSTRAINT who FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE)",
                "INSERT INTO orders (user_id, amount, note, raw, secret) SELECT id, id + 0.25, CONCAT('n\u00e4', id), UNHEX('00ff5c27'),"
                        + " id FROM users WHERE id < 10",
                "CREATE TABLE years (id int, y int, PRIMARY KEY (id, y)) PARTITION BY RANGE (y)"
                        + " (PARTITION p0 VALUES LESS THAN (2000), PARTITION p1 VALUES LESS THAN MAXVALUE)",
                "INSERT INTO years VALUES (1, 1990), (2, 2020)",
                "CREATE TABLE old_words (w varchar(20)) ENGINE=MyISAM",
                "INSERT INTO old_words VALUES ('a'), ('a'), (NULL)",
                "CREATE TABLE prices (id int PRIMARY KEY, p int) WITH SYSTEM VERSIONING",
                "INSERT INTO prices VALUES (1, 10)",
                "UPDATE prices SET p = 20",
                "CREATE TABLE log (id int AUTO_INCREMENT PRIMARY KEY, at timestamp(6) DEFAULT current_timestamp(6), what text)",
                "CREATE FUNCTION twice(x int) RETURNS int DETERMINISTIC RETURN x * 2",
                "CREATE VIEW zz_base AS SELECT id, twice(id) AS d FROM users",
                "CREATE VIEW aa_top AS SELECT * FROM zz_base",
                "CREATE PROCEDURE tidy() BEGIN DELETE FROM log; END",
                "CREATE TRIGGER first_one BEFORE INSERT ON users FOR EACH ROW SET NEW.name = CONCAT(NEW.name, '1')",
                "CREATE TRIGGER second_one BEFORE INSERT ON users FOR EACH ROW SET NEW.name = CONCAT(NEW.name, '2')",
                "CREATE TRIGGER told AFTER UPDATE ON users FOR EACH ROW INSERT INTO log (what) VALUES (NEW.name)",
                "CREATE EVENT nightly ON SCHEDULE EVERY 1 DAY DO DELETE FROM log",
                "CREATE EVENT asleep ON SCHEDULE EVERY 1 DAY DISABLE DO DELETE FROM log");
    }

    static void migrate(MariaVictim victim) {
        victim.run(
                "DROP TABLE years",
                "DROP VIEW aa_top",
                "CREATE TABLE aa_top (id int)",
                "ALTER TABLE users DROP COLUMN score, ADD COLUMN email varchar(100)",
                "UPDATE users SET name = CONCAT('wrong', id)",
                "DELETE FROM orders WHERE id > 120",
                "SELECT NEXTVAL(numbers)",
                "DROP TRIGGER second_one",
                "CREATE TRIGGER third_one BEFORE INSERT ON users FOR EACH ROW SET NEW.email = 'x'",
                "CREATE OR REPLACE FUNCTION twice(x int) RETURNS int DETERMINISTIC RETURN x * 3",
                "DROP PROCEDURE tidy",
                "DROP EVENT nightly",
                "CREATE TABLE brand_new (id int PRIMARY KEY, u int, FOREIGN KEY (u) REFERENCES users (id))",
                "CREATE VIEW brand_new_view AS SELECT * FROM brand_new",
                "ALTER DATABASE CHARACTER SET latin1");
    }

    /** Definitions, numbers and rows of a schema. */
    record State(Catalog catalog, Map<String, String> rows) {
        List<String> difference(State now) {
            Difference difference = Difference.between(catalog, now.catalog());
            List<String> found = new ArrayList<>(difference.definitions());
            found.addAll(difference.order());
            found.addAll(difference.counters());
            found.addAll(Difference.ofRows(rows, now.rows()));
            return found;
        }
    }

    static State state(MariaVictim victim) throws SQLException {
        return state(TargetDatabase.mariaDb(victim.context, "db"));
    }

    static State state(MariaAccess schema) throws SQLException {
        try (Connection connection = schema.connect()) {
            Catalog catalog = CatalogReader.read(connection);
            return new State(catalog, Fingerprints.of(connection, catalog));
        }
    }
}
