package dev.sternway.planner.random;

import java.util.ArrayList;
import java.util.List;

/** A script that makes schemas, types, tables with rows that hang on each other, and most of what can stand around tables. */
final class RandomSchema {
    private record Made(String name, String keyColumn, String keyType, int rows) {}

    private final Dice dice;
    private final List<String> statements = new ArrayList<>();
    private final List<Made> tables = new ArrayList<>();
    private final List<String> schemas = new ArrayList<>();
    private String mood = "";
    private String domain = "";
    private String pair = "";

    private RandomSchema(Dice dice) {
        this.dice = dice;
    }

    static String script(Dice dice) {
        RandomSchema schema = new RandomSchema(dice);
        schema.make();
        return String.join(";\n", schema.statements) + ";\n";
    }

    private void make() {
        for (int i = 0; i < 2; i++) {
            schemas.add(dice.name());
            add("CREATE SCHEMA " + schemas.get(i));
            add("GRANT ALL ON SCHEMA " + schemas.get(i) + " TO golden_owner, golden_writer");
        }
        schemas.add("public");
        mood = fresh();
        add("CREATE TYPE " + mood + " AS ENUM ('sad', 'it''s ok', 'Happy')");
        domain = fresh();
        add("CREATE DOMAIN " + domain + " AS integer DEFAULT 3 CHECK (VALUE > -1000)");
        pair = fresh();
        add("CREATE TYPE " + pair + " AS (a integer, \"B b\" text)");
        int count = dice.number(4, 6);
        for (int i = 0; i < count; i++) {
            table();
        }
        partitioned();
        around();
    }

    private void table() {
        String name = fresh();
        int rows = dice.number(5, 120);
        List<String> columns = new ArrayList<>();
        List<String> filled = new ArrayList<>();
        List<String> values = new ArrayList<>();
        String key = dice.name();
        String keyType = "";
        switch (dice.number(0, 9)) {
            case 0, 1, 2 -> {
                keyType = "bigint";
                columns.add(key + " bigint GENERATED " + dice.of("ALWAYS", "BY DEFAULT") + " AS IDENTITY PRIMARY KEY");
            }
            case 3, 4, 5 -> {
                keyType = "integer";
                columns.add(key + " serial PRIMARY KEY");
            }
            case 6 -> {
                keyType = "text";
                columns.add(key + " text PRIMARY KEY");
                filled.add(key);
                values.add("'k' || n");
            }
            case 7, 8 -> {
                String second = dice.name();
                columns.add(key + " integer");
                columns.add(second + " text DEFAULT 'x'");
                columns.add("PRIMARY KEY (" + second + ", " + key + ")");
                filled.addAll(List.of(key, second));
                values.addAll(List.of("n", "'k' || n % 3"));
            }
            default -> {
                columns.add(key + " integer");
                filled.add(key);
                values.add("n % 4");
            }
        }
        int count = dice.number(2, 7);
        for (int i = 0; i < count; i++) {
            column(dice.name(), columns, filled, values);
        }
        if (!tables.isEmpty() && dice.chance(70)) {
            reference(columns, filled, values);
        }
        add("CREATE TABLE " + name + " (" + String.join(", ", columns) + ")");
        add("INSERT INTO " + name
                + (filled.isEmpty() ? "" : " (" + String.join(", ", filled) + ") OVERRIDING USER VALUE") + " SELECT "
                + String.join(", ", values) + " FROM generate_series(1, " + rows + ") n");
        if (!keyType.isEmpty()) {
            tables.add(new Made(name, key, keyType, rows));
        }
        String plain = filled.get(filled.size() - 1);
        if (dice.chance(60)) {
            add("CREATE INDEX ON " + name + " ((" + plain + " IS NULL), " + key + ")");
        }
        if (dice.chance(50)) {
            add("CREATE INDEX ON " + name + " (" + key + " DESC NULLS LAST) WHERE " + plain + " IS NOT NULL");
        }
        if (dice.chance(40)) {
            add("CREATE VIEW " + fresh() + " AS SELECT " + String.join(", ", filled) + " FROM " + name + " WHERE "
                    + plain + " IS NOT NULL");
        }
        if (dice.chance(50)) {
            add("GRANT SELECT ON " + name + " TO golden_reader");
            add("GRANT UPDATE (" + plain + ") ON " + name + " TO golden_writer WITH GRANT OPTION");
        }
        if (dice.chance(40)) {
            add("COMMENT ON TABLE " + name + " IS " + dice.literal());
            add("COMMENT ON COLUMN " + name + "." + plain + " IS " + dice.literal());
        }
        if (dice.chance(25)) {
            add("ALTER TABLE " + name + " OWNER TO golden_owner");
        }
    }

    private void column(String name, List<String> columns, List<String> filled, List<String> values) {
        String type = dice.one(Values.types());
        String value = Values.of(type, "n", List.of());
        if (dice.chance(12)) {
            type = mood;
            value = Values.of(mood, "n", List.of("sad", "it''s ok".replace("''", "'"), "Happy"));
        } else if (dice.chance(6)) {
            type = domain;
            value = "n % 50";
        } else if (dice.chance(6)) {
            type = pair;
            value = "ROW(n, 'b' || n)::" + pair;
        }
        boolean required = dice.chance(35);
        String fallback = dice.chance(30) ? " DEFAULT " + value.replaceAll("\\bn\\b", "7") : "";
        columns.add(name + " " + type + fallback + (required ? " NOT NULL" : ""));
        filled.add(name);
        values.add(required ? value : "CASE WHEN n % " + dice.number(3, 7) + " <> 0 THEN " + value + " END");
    }

    private void reference(List<String> columns, List<String> filled, List<String> values) {
        Made parent = dice.one(tables);
        String name = dice.name();
        columns.add(name + " " + parent.keyType + " REFERENCES " + parent.name + " ON DELETE "
                + dice.of("CASCADE", "SET NULL", "NO ACTION", "RESTRICT") + " ON UPDATE "
                + dice.of("CASCADE", "NO ACTION")
                + dice.of("", " DEFERRABLE INITIALLY DEFERRED"));
        filled.add(name);
        values.add("(SELECT p." + parent.keyColumn + " FROM " + parent.name + " p ORDER BY 1 LIMIT 1 OFFSET n % "
                + parent.rows + ")");
    }

    private void partitioned() {
        String name = fresh();
        add(
                "CREATE TABLE " + name
                        + " (id integer, at date NOT NULL, v text DEFAULT 'part', PRIMARY KEY (id, at)) PARTITION BY RANGE (at)");
        add("CREATE TABLE " + fresh() + " PARTITION OF " + name + " FOR VALUES FROM ('2026-01-01') TO ('2026-03-01')");
        add("CREATE TABLE " + fresh() + " PARTITION OF " + name + " FOR VALUES FROM ('2026-03-01') TO ('2026-06-01')");
        if (dice.chance(60)) {
            add("CREATE TABLE " + fresh() + " PARTITION OF " + name + " DEFAULT");
        }
        add("INSERT INTO " + name + " SELECT n, date '2026-01-01' + n, 'v' || n FROM generate_series(1, 100) n");
        if (dice.chance(60)) {
            add("CREATE INDEX ON " + name + " (v)");
        }
    }

    private void around() {
        String log = fresh();
        add("CREATE TABLE " + log + " (n bigserial PRIMARY KEY, what text)");
        String note = fresh();
        add("CREATE FUNCTION " + note + "() RETURNS trigger LANGUAGE plpgsql AS $f$ BEGIN INSERT INTO " + log
                + " (what) VALUES (TG_OP || ' ' || TG_TABLE_NAME); RETURN NULL; END $f$");
        for (Made table : tables) {
            if (dice.chance(30)) {
                add("CREATE TRIGGER " + dice.name() + " AFTER "
                        + dice.of("UPDATE", "INSERT OR DELETE", "INSERT OR UPDATE") + " ON " + table.name + " FOR EACH "
                        + dice.of("ROW", "STATEMENT") + " EXECUTE FUNCTION " + note + "()");
            }
        }
        Made table = dice.one(tables);
        add("CREATE FUNCTION " + fresh() + "(x " + table.keyType
                + ") RETURNS bigint LANGUAGE sql STABLE AS $f$ SELECT count(*) FROM " + table.name + " WHERE "
                + table.keyColumn + " > x $f$");
        add("CREATE MATERIALIZED VIEW " + fresh() + " AS SELECT count(*) AS n, max(" + table.keyColumn
                + ") AS top FROM " + table.name);
        add("CREATE SEQUENCE " + fresh() + " START 100 INCREMENT 5");
        add("ALTER TABLE " + table.name + " ENABLE ROW LEVEL SECURITY");
        add("CREATE POLICY " + dice.name() + " ON " + table.name + " USING (" + table.keyColumn + " IS NOT NULL)");
        add("ALTER DEFAULT PRIVILEGES IN SCHEMA " + schemas.get(0) + " GRANT SELECT ON TABLES TO golden_reader");
    }

    private String fresh() {
        return dice.one(schemas) + "." + dice.name();
    }

    private void add(String statement) {
        statements.add(statement);
    }
}
