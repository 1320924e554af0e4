package dev.sternway.planner.random;

import dev.sternway.planner.random.Names.Thing;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Rows 1 to 46 of the reverse table: tables, columns, constraints, indexes, partitions. */
final class TableMakers {
    private TableMakers() {}

    static List<Maker> all() {
        return List.of(
                TableMakers::createTable,
                TableMakers::createTable,
                TableMakers::createTableAs,
                TableMakers::dropTable,
                TableMakers::renameTable,
                TableMakers::renameColumn,
                TableMakers::renameColumn,
                TableMakers::swapColumns,
                TableMakers::setSchema,
                TableMakers::addColumn,
                TableMakers::addColumn,
                TableMakers::addColumn,
                TableMakers::dropColumn,
                TableMakers::dropColumn,
                TableMakers::alterType,
                TableMakers::alterType,
                TableMakers::columnDefault,
                TableMakers::notNull,
                TableMakers::options,
                TableMakers::partition,
                TableMakers::backfill,
                TableMakers::replaceColumn,
                TableMakers::rebuild);
    }

    private static List<String> createTable(Names names, Dice dice) {
        String name = dice.one(names.schemas()).name() + "." + dice.name();
        List<String> columns = new ArrayList<>();
        columns.add(dice.name()
                + dice.of(
                        " serial PRIMARY KEY",
                        " bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY",
                        " uuid PRIMARY KEY",
                        " text"));
        int count = dice.number(1, 4);
        for (int i = 0; i < count; i++) {
            columns.add(dice.name() + " " + dice.one(Values.types()) + dice.of("", "", " NOT NULL", " UNIQUE"));
        }
        for (Thing parent : dice.some(names.tables(), 1)) {
            List<Thing> key = names.key(parent.name());
            if (key.size() == 1 && dice.chance(60)) {
                columns.add(dice.name() + " " + key.get(0).detail() + " REFERENCES " + parent.name()
                        + dice.of("", " ON DELETE CASCADE"));
            }
        }
        List<String> statements = new ArrayList<>();
        statements.add("CREATE " + dice.of("", "", "", "UNLOGGED ") + "TABLE " + dice.of("", "IF NOT EXISTS ") + name
                + " (" + String.join(", ", columns) + ")");
        if (dice.chance(30)) {
            statements.add("COMMENT ON TABLE " + name + " IS " + dice.literal());
        }
        return statements;
    }

    private static List<String> createTableAs(Names names, Dice dice) {
        return dice.some(names.tables(), 1).stream()
                .map(it -> "CREATE TABLE " + dice.one(names.schemas()).name() + "." + dice.name() + " AS SELECT * FROM "
                        + it.name() + dice.of("", " WITH NO DATA"))
                .toList();
    }

    private static List<String> dropTable(Names names, Dice dice) {
        return dice.some(names.tables(), 1).stream()
                .map(it -> "DROP TABLE " + dice.of("", "IF EXISTS ") + it.name() + dice.of("", " CASCADE"))
                .toList();
    }

    private static List<String> renameTable(Names names, Dice dice) {
        return dice.some(names.tables(), 2).stream()
                .map(it -> "ALTER TABLE " + it.name() + " RENAME TO " + dice.name())
                .toList();
    }

    private static List<String> renameColumn(Names names, Dice dice) {
        Thing table = dice.one(names.tables());
        return dice.some(names.allColumns(table.name()), 2).stream()
                .map(it -> "ALTER TABLE " + table.name() + " RENAME COLUMN " + it.name() + " TO " + dice.name())
                .toList();
    }

    private static List<String> swapColumns(Names names, Dice dice) {
        Thing table = dice.one(names.tables());
        List<Thing> two = dice.some(names.allColumns(table.name()), 9);
        if (two.size() < 2) {
            return List.of();
        }
        String rename = "ALTER TABLE " + table.name() + " RENAME COLUMN ";
        String one = two.get(0).name();
        String other = two.get(1).name();
        return List.of(rename + one + " TO swap_tmp", rename + other + " TO " + one, rename + "swap_tmp TO " + other);
    }

    private static List<String> setSchema(Names names, Dice dice) {
        Thing table = dice.one(names.tables());
        return List.of("ALTER TABLE " + table.name() + " SET SCHEMA "
                + dice.one(names.schemas()).name());
    }

    private static List<String> addColumn(Names names, Dice dice) {
        Thing table = dice.one(names.tables());
        String type = dice.one(Values.types());
        String add = "ALTER TABLE " + table.name() + " ADD COLUMN " + dice.of("", "IF NOT EXISTS ") + dice.name() + " ";
        String value = Values.of(type, Integer.toString(dice.number(1, 50)), List.of());
        return List.of(add
                + switch (dice.number(0, 7)) {
                    case 0, 1, 2 -> type;
                    case 3, 4 -> type + " DEFAULT " + value + dice.of("", " NOT NULL");
                    case 5 -> dice.of("serial", "bigint GENERATED BY DEFAULT AS IDENTITY");
                    case 6 -> "integer CHECK (1 = 1) DEFAULT 5";
                    default ->
                        "text GENERATED ALWAYS AS (coalesce("
                                + dice.one(names.columns(table.name())).name() + "::text, '')) STORED";
                });
    }

    private static List<String> dropColumn(Names names, Dice dice) {
        Thing table = dice.one(names.tables());
        String dropped = dice.some(names.allColumns(table.name()), 2).stream()
                .map(it -> "DROP COLUMN " + it.name() + dice.of("", " CASCADE"))
                .collect(Collectors.joining(", "));
        return List.of("ALTER TABLE " + table.name() + " " + dropped);
    }

    private static List<String> alterType(Names names, Dice dice) {
        Thing table = dice.one(names.tables());
        Thing column = dice.one(names.columns(table.name()));
        String to = switch (column.detail()) {
            case "integer" -> dice.of("bigint", "smallint", "text", "numeric");
            case "smallint" -> dice.of("integer", "bigint");
            case "bigint" -> dice.of("numeric", "text");
            case "character varying(30)" -> dice.of("text", "character varying(60)", "character varying(20)");
            case "numeric(10,2)" -> dice.of("numeric", "numeric(12,1)", "integer");
            case "json" -> dice.of("jsonb", "text");
            case "timestamp without time zone" -> dice.of("timestamp with time zone", "date", "timestamp(0)");
            case "timestamp with time zone" -> dice.of("timestamp without time zone", "date");
            case "double precision" -> dice.of("real", "numeric");
            case "text" -> dice.of("character varying(80)", "text COLLATE \"C\"", "bytea");
            default -> dice.of("text", "character varying(100)");
        };
        String using = to.equals("bytea")
                ? "convert_to(" + column.name() + ", 'UTF8')"
                : column.name() + "::" + to.replaceAll(" COLLATE.*", "");
        return List.of(
                "ALTER TABLE " + table.name() + " ALTER COLUMN " + column.name() + " DROP DEFAULT",
                "ALTER TABLE " + table.name() + " ALTER COLUMN " + column.name() + " TYPE " + to + " USING " + using);
    }

    private static List<String> columnDefault(Names names, Dice dice) {
        Thing table = dice.one(names.tables());
        return dice.some(names.columns(table.name()), 2).stream()
                .map(it -> "ALTER TABLE " + table.name() + " ALTER COLUMN " + it.name()
                        + (dice.chance(40)
                                ? " DROP DEFAULT"
                                : " SET DEFAULT "
                                        + Values.of(
                                                it.detail(),
                                                Integer.toString(dice.number(1, 40)),
                                                names.labels(it.detail()))))
                .toList();
    }

    private static List<String> notNull(Names names, Dice dice) {
        Thing table = dice.one(names.tables());
        return dice.some(names.columns(table.name()), 2).stream()
                .map(it -> "ALTER TABLE " + table.name() + " ALTER COLUMN " + it.name()
                        + dice.of(" SET NOT NULL", " DROP NOT NULL"))
                .toList();
    }

    private static List<String> options(Names names, Dice dice) {
        Thing table = dice.one(names.tables());
        Thing column = dice.one(names.allColumns(table.name()));
        String alter = "ALTER TABLE " + table.name() + " ";
        return List.of(alter
                + dice.of(
                        "SET (fillfactor = " + dice.number(50, 99) + ")",
                        "RESET (fillfactor)",
                        "SET (toast.autovacuum_enabled = false)",
                        "ALTER COLUMN " + column.name() + " SET STATISTICS " + dice.number(10, 500),
                        "ALTER COLUMN " + column.name() + " SET STORAGE "
                                + dice.of("PLAIN", "EXTERNAL", "EXTENDED", "MAIN"),
                        "ALTER COLUMN " + column.name() + " SET (n_distinct = 5)",
                        "ALTER COLUMN " + column.name() + " SET COMPRESSION pglz",
                        "REPLICA IDENTITY " + dice.of("FULL", "NOTHING", "DEFAULT"),
                        dice.of("ENABLE", "DISABLE", "FORCE", "NO FORCE") + " ROW LEVEL SECURITY",
                        dice.of("DISABLE", "ENABLE") + " TRIGGER " + dice.of("ALL", "USER"),
                        dice.of("SET UNLOGGED", "SET LOGGED"),
                        "OWNER TO " + dice.of("golden_owner", "golden_writer", "postgres")));
    }

    private static List<String> partition(Names names, Dice dice) {
        List<Thing> parents = names.tables().stream()
                .filter(it -> it.detail().startsWith("p"))
                .toList();
        List<Thing> partitions =
                names.tables().stream().filter(it -> it.detail().endsWith("P")).toList();
        if (parents.isEmpty()) {
            return List.of();
        }
        String parent = dice.one(parents).name();
        return switch (dice.number(0, 3)) {
            case 0 ->
                List.of("CREATE TABLE " + dice.one(names.schemas()).name() + "." + dice.name() + " PARTITION OF "
                        + parent + " FOR VALUES FROM ('2027-0" + dice.number(1, 9) + "-01') TO ('2027-1"
                        + dice.number(0, 2) + "-01')");
            case 1 ->
                partitions.isEmpty()
                        ? List.of()
                        : List.of("ALTER TABLE " + parent + " DETACH PARTITION "
                                + dice.one(partitions).name());
            case 2 -> {
                String name = dice.one(names.schemas()).name() + "." + dice.name();
                yield List.of(
                        "CREATE TABLE " + name + " (LIKE " + parent + dice.of("", " INCLUDING ALL") + ")",
                        "ALTER TABLE " + parent + " ATTACH PARTITION " + name
                                + " FOR VALUES FROM ('2028-01-01') TO ('2029-01-01')");
            }
            default ->
                partitions.isEmpty()
                        ? List.of()
                        : List.of("DROP TABLE " + dice.one(partitions).name());
        };
    }

    /** The way people add a required column. */
    private static List<String> backfill(Names names, Dice dice) {
        Thing table = dice.one(names.tables());
        String column = dice.name();
        Thing source = dice.one(names.allColumns(table.name()));
        String alter = "ALTER TABLE " + table.name() + " ";
        return List.of(
                alter + "ADD COLUMN " + column + " text",
                "UPDATE " + table.name() + " SET " + column + " = coalesce(" + source.name() + "::text, 'none')",
                alter + "ALTER COLUMN " + column + " SET NOT NULL",
                "CREATE INDEX ON " + table.name() + " (" + column + ")");
    }

    /** A new column takes over the values and the name of an old one. */
    private static List<String> replaceColumn(Names names, Dice dice) {
        Thing table = dice.one(names.tables());
        Thing old = dice.one(names.columns(table.name()));
        String column = dice.name();
        String alter = "ALTER TABLE " + table.name() + " ";
        return List.of(
                alter + "ADD COLUMN " + column + " text DEFAULT 'new'",
                "UPDATE " + table.name() + " SET " + column + " = upper(" + old.name() + "::text)",
                alter + "DROP COLUMN " + old.name() + dice.of("", " CASCADE"),
                alter + "RENAME COLUMN " + column + " TO " + old.name());
    }

    /** A new table takes over the rows and the name of an old one. */
    private static List<String> rebuild(Names names, Dice dice) {
        Thing table = dice.one(names.tables());
        String fresh = dice.name();
        String name = table.on() + "." + fresh;
        return List.of(
                "CREATE TABLE " + name + " (LIKE " + table.name() + " INCLUDING ALL)",
                "INSERT INTO " + name + " OVERRIDING SYSTEM VALUE SELECT * FROM " + table.name(),
                "DROP TABLE " + table.name() + dice.of("", " CASCADE"),
                "ALTER TABLE " + name + " RENAME TO " + table.own());
    }
}
