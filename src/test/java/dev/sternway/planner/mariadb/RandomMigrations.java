package dev.sternway.planner.mariadb;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/** Writes statements that could be a migration of the schema as it stands; not all of them run. */
final class RandomMigrations {
    private static final List<String> TYPES = List.of(
            "INT",
            "BIGINT",
            "SMALLINT",
            "INT UNSIGNED",
            "VARCHAR(10)",
            "VARCHAR(60)",
            "TEXT",
            "CHAR(4)",
            "DECIMAL(8,2)",
            "DECIMAL(12,4)",
            "DATE",
            "DATETIME",
            "DATETIME(3)",
            "TIMESTAMP NULL",
            "ENUM('a','b','c')",
            "ENUM('c','b','a','d')",
            "JSON",
            "FLOAT",
            "DOUBLE",
            "BIT(4)",
            "VARBINARY(20)",
            "BLOB",
            "SET('x','y')",
            "TIME",
            "YEAR",
            "VARCHAR(30) CHARACTER SET latin1",
            "VARCHAR(30) COLLATE utf8mb4_bin",
            "TINYINT(1)");

    private final Random random;
    private final Function<String, List<List<String>>> query;
    private int number;

    /** @param query rows of the schema as it stands */
    RandomMigrations(long seed, Function<String, List<List<String>>> query) {
        this.random = new Random(seed);
        this.query = query;
    }

    /** A schema to start from, with rows. */
    List<String> start() {
        List<String> script = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            String name = "t" + i;
            script.add("CREATE TABLE " + name + " (id INT " + (random.nextInt(4) > 0 ? "AUTO_INCREMENT " : "")
                    + "PRIMARY KEY, a VARCHAR(30), b INT DEFAULT 7, c DECIMAL(8,2), d DATETIME NOT NULL DEFAULT '2020-01-01 01:02:03'"
                    + (i > 0
                            ? ", p INT NULL, CONSTRAINT f" + i + " FOREIGN KEY (p) REFERENCES t" + (i - 1) + " (id)"
                                    + pick(
                                            " ON DELETE CASCADE",
                                            " ON DELETE SET NULL",
                                            "",
                                            " ON DELETE CASCADE ON UPDATE CASCADE")
                            : "")
                    + pick("", ", KEY ka (a)", ", UNIQUE KEY ub (b, id)", ", CHECK (b < 100000)") + ")");
            for (int row = 1; row <= 6; row++) {
                script.add("INSERT INTO " + name + " (id, a, b, c" + (i > 0 ? ", p" : "") + ") VALUES (" + row * (i + 1)
                        + ", "
                        + text() + ", " + number() + ", " + random.nextInt(10000) / 100.0
                        + (i > 0 ? ", " + pick("NULL", String.valueOf((1 + random.nextInt(6)) * i)) : "") + ")");
            }
        }
        script.add("CREATE TABLE keyless (x INT, y VARCHAR(9))");
        script.add("INSERT INTO keyless VALUES (1, 'a'), (1, 'a'), (NULL, 'b')");
        script.add("CREATE TABLE log (n INT AUTO_INCREMENT PRIMARY KEY, what VARCHAR(200))");
        if (random.nextBoolean()) {
            script.add(
                    "CREATE TRIGGER tr1 AFTER UPDATE ON t1 FOR EACH ROW INSERT INTO log (what) VALUES (CONCAT('u', NEW.id))");
            script.add("CREATE TRIGGER tr2 AFTER DELETE ON t0 FOR EACH ROW INSERT INTO log (what) VALUES ('d')");
        }
        if (random.nextBoolean()) {
            script.add("CREATE VIEW v AS SELECT id, a FROM t0 WHERE b IS NOT NULL");
        }
        return script;
    }

    String statement() {
        number++;
        return switch (random.nextInt(24)) {
            case 0 ->
                "CREATE TABLE n" + number + " (id INT AUTO_INCREMENT PRIMARY KEY, x " + type() + ", ref INT"
                        + pick("", ", FOREIGN KEY (ref) REFERENCES " + table() + " (id)") + ")";
            case 1 -> "DROP TABLE " + table();
            case 2 -> "RENAME TABLE " + table() + " TO r" + number;
            case 3 -> "TRUNCATE TABLE " + table();
            case 4 -> index();
            case 5 -> rowsIn(table());
            case 6, 7 -> update(table());
            case 8, 9 ->
                "DELETE FROM " + table() + " WHERE id " + pick("= 2", "> 4", "< 3", "IN (1, 6)") + pick("", " LIMIT 1");
            case 10 -> "REPLACE INTO " + table() + " (id, a, b) VALUES (1, " + text() + ", 1), (77, " + text() + ", 2)";
            case 11 ->
                "INSERT INTO " + table() + " (id, a) VALUES (2, " + text() + "), (" + (100 + number) + ", 'new')"
                        + " ON DUPLICATE KEY UPDATE a = CONCAT('dup', b)";
            case 12 -> "CREATE OR REPLACE VIEW v AS SELECT * FROM " + table();
            case 13 ->
                "CREATE TRIGGER g" + number + " " + pick("BEFORE", "AFTER") + " " + pick("INSERT", "UPDATE", "DELETE")
                        + " ON " + table() + " FOR EACH ROW INSERT INTO log (what) VALUES ('g" + number + "')";
            case 14 -> pick("DROP VIEW v", "DROP TRIGGER tr1", "DROP TRIGGER IF EXISTS tr2");
            case 15 -> "UPDATE " + table() + " x JOIN " + table() + " y USING (id) SET x.a = y.a, y.b = y.b + 1";
            case 16 -> "CREATE OR REPLACE FUNCTION f() RETURNS INT DETERMINISTIC RETURN " + number;
            default -> alter();
        };
    }

    private String alter() {
        String table = table();
        List<String> actions = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(3); i++) {
            actions.add(action(table));
        }
        return "ALTER TABLE " + table + " " + String.join(", ", actions);
    }

    private String action(String table) {
        String column = column(table);
        return switch (random.nextInt(14)) {
            case 0, 1 ->
                "ADD COLUMN c" + number + "_" + random.nextInt(9) + " " + type()
                        + pick("", " NOT NULL", " FIRST", " AFTER id");
            case 2, 3 -> "DROP COLUMN " + column;
            case 4, 5 ->
                "MODIFY COLUMN " + column + " " + type() + pick("", " NOT NULL", " NULL", " COMMENT 'x'", " FIRST");
            case 6 -> "CHANGE COLUMN " + column + " h" + number + " " + type();
            case 7 -> "RENAME COLUMN " + column + " TO h" + number;
            case 8 -> "ALTER COLUMN " + column + pick(" DROP DEFAULT", " SET DEFAULT '1'", " SET DEFAULT NULL");
            case 9 -> "ADD " + pick("KEY", "UNIQUE KEY", "KEY") + " k" + number + " (" + column + ")";
            case 10 ->
                pick("DROP KEY ka", "DROP KEY ub", "DROP FOREIGN KEY f1", "DROP FOREIGN KEY f2", "DROP PRIMARY KEY");
            case 11 ->
                pick(
                        "COMMENT 'c" + number + "'",
                        "ROW_FORMAT=COMPACT",
                        "AUTO_INCREMENT=500",
                        "RENAME TO z" + number,
                        "DEFAULT CHARSET=latin1",
                        "CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci");
            case 12 ->
                "ADD CONSTRAINT fk" + number + " FOREIGN KEY (" + column + ") REFERENCES " + table() + " (id)"
                        + pick("", " ON DELETE CASCADE");
            default ->
                pick(
                        "ADD CONSTRAINT ch" + number + " CHECK (b < 1000000)",
                        "ADD COLUMN v" + number + " INT AS (b + 1) STORED",
                        "ADD COLUMN v" + number + " VARCHAR(40) AS (CONCAT(a, '!')) VIRTUAL",
                        "ADD COLUMN s" + number + " INT INVISIBLE");
        };
    }

    private String index() {
        String table = table();
        return "CREATE " + pick("", "UNIQUE ") + "INDEX i" + number + " ON " + table + " (" + column(table)
                + pick("", ", id") + ")";
    }

    private String update(String table) {
        String column = column(table);
        return "UPDATE " + pick("", "IGNORE ") + table + " SET " + column + " = "
                + pick("NULL", text(), number(), "DEFAULT", column, "COALESCE(" + column + ", '5')")
                + pick("", ", b = b + 1")
                + pick("", " WHERE id > 2", " ORDER BY id DESC LIMIT 3");
    }

    private String rowsIn(String table) {
        return pick(
                "INSERT INTO " + table + " (a, b) VALUES (" + text() + ", " + number() + "), (NULL, NULL)",
                "INSERT IGNORE INTO " + table + " (id, a) SELECT id + 50, a FROM " + table(),
                "INSERT INTO log (what) SELECT a FROM " + table);
    }

    private String table() {
        List<List<String>> tables =
                query.apply("SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE()"
                        + " AND table_type = 'BASE TABLE' ORDER BY table_name");
        return tables.get(random.nextInt(tables.size())).get(0);
    }

    private String column(String table) {
        List<List<String>> columns =
                query.apply("SELECT column_name FROM information_schema.columns WHERE table_schema = DATABASE()"
                        + " AND table_name = '" + table + "' ORDER BY ordinal_position");
        return columns.get(random.nextInt(columns.size())).get(0);
    }

    private String type() {
        return TYPES.get(random.nextInt(TYPES.size()));
    }

    private String text() {
        return pick(
                "'007'", "'a'", "'A'", "'it''s'", "NULL", "'ü😀'", "''", "'12'", "'2021-03-04 05:06:07.5'", "'x y z'");
    }

    private String number() {
        return pick("1", "2", "-3", "40000", "NULL", "0", "99999");
    }

    private String pick(String... words) {
        return words[random.nextInt(words.length)];
    }
}
