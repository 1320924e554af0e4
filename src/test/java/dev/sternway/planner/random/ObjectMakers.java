package dev.sternway.planner.random;

import dev.sternway.planner.random.Names.Thing;
import java.util.List;
import java.util.stream.Collectors;

/** Rows 47 to 77 of the reverse table: views, functions, types, sequences, schemas, extensions, grants, remarks. */
final class ObjectMakers {
    private ObjectMakers() {}

    static List<Maker> all() {
        return List.of(
                ObjectMakers::createView,
                ObjectMakers::createView,
                ObjectMakers::changeView,
                ObjectMakers::materializedView,
                ObjectMakers::createFunction,
                ObjectMakers::changeFunction,
                ObjectMakers::createType,
                ObjectMakers::changeType,
                ObjectMakers::changeType,
                ObjectMakers::swapEnum,
                ObjectMakers::sequence,
                ObjectMakers::schema,
                ObjectMakers::extension,
                ObjectMakers::grant,
                ObjectMakers::grant,
                ObjectMakers::comment,
                ObjectMakers::statistics);
    }

    private static String fresh(Names names, Dice dice) {
        return dice.one(names.schemas()).name() + "." + dice.name();
    }

    private static String select(Names names, Dice dice) {
        List<Thing> from = dice.chance(25) && !names.views().isEmpty() ? names.views() : names.tables();
        Thing table = dice.one(from);
        return "SELECT "
                + dice.some(names.allColumns(table.name()), 4).stream()
                        .map(Thing::name)
                        .collect(Collectors.joining(", "))
                + " FROM " + table.name();
    }

    private static List<String> createView(Names names, Dice dice) {
        String name = fresh(names, dice);
        String create = "CREATE VIEW " + name + dice.of("", " WITH (security_barrier)") + " AS " + select(names, dice);
        return dice.chance(40) ? List.of(create, "GRANT SELECT ON " + name + " TO golden_reader") : List.of(create);
    }

    private static List<String> changeView(Names names, Dice dice) {
        if (names.views().isEmpty()) {
            return List.of();
        }
        Thing view = dice.one(names.views());
        List<Thing> columns = names.allColumns(view.name());
        String body = " AS SELECT " + columns.stream().map(Thing::name).collect(Collectors.joining(", "));
        return List.of(dice.of(
                "DROP VIEW " + view.name() + dice.of("", " CASCADE"),
                "ALTER VIEW " + view.name() + " RENAME TO " + dice.name(),
                "ALTER VIEW " + view.name() + " SET SCHEMA "
                        + dice.one(names.schemas()).name(),
                "ALTER VIEW " + view.name() + " SET (security_invoker = true)",
                "ALTER VIEW " + view.name() + " OWNER TO golden_owner",
                "ALTER VIEW " + view.name() + " RENAME COLUMN "
                        + dice.one(columns).name() + " TO " + dice.name(),
                "CREATE OR REPLACE VIEW " + view.name() + body + ", 1 AS " + dice.name() + " FROM (SELECT "
                        + columns.stream()
                                .map(it -> "NULL::" + it.detail() + " AS " + it.name())
                                .collect(Collectors.joining(", "))
                        + ") x"));
    }

    private static List<String> materializedView(Names names, Dice dice) {
        if (!names.materializedViews().isEmpty() && dice.chance(60)) {
            String name = dice.one(names.materializedViews()).name();
            return List.of(dice.of(
                    "DROP MATERIALIZED VIEW " + name,
                    "REFRESH MATERIALIZED VIEW " + name,
                    "REFRESH MATERIALIZED VIEW " + name + " WITH NO DATA",
                    "ALTER MATERIALIZED VIEW " + name + " RENAME TO " + dice.name()));
        }
        return List.of("CREATE MATERIALIZED VIEW " + fresh(names, dice) + " AS " + select(names, dice)
                + dice.of("", " WITH NO DATA"));
    }

    private static List<String> createFunction(Names names, Dice dice) {
        String name = fresh(names, dice);
        Thing table = dice.one(names.tables());
        return List.of(dice.of(
                "CREATE FUNCTION " + name + "(a integer, b text DEFAULT " + dice.literal()
                        + ") RETURNS text LANGUAGE sql IMMUTABLE AS $x$ SELECT b || a; $x$",
                "CREATE FUNCTION " + name + "() RETURNS SETOF " + table.name()
                        + " LANGUAGE sql STABLE AS $$ SELECT * FROM " + table.name() + " $$",
                "CREATE PROCEDURE " + name
                        + "(n integer) LANGUAGE plpgsql AS $$ BEGIN NULL; -- nothing; at all\nEND $$",
                "CREATE FUNCTION " + name + "() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(*) FROM "
                        + table.name() + "; END"));
    }

    private static List<String> changeFunction(Names names, Dice dice) {
        if (names.functions().isEmpty()) {
            return List.of();
        }
        Thing function = dice.one(names.functions());
        String kind = function.detail().equals("p") ? "PROCEDURE " : "FUNCTION ";
        return List.of(dice.of(
                "DROP " + kind + function.name() + dice.of("", " CASCADE"),
                "ALTER " + kind + function.name() + " RENAME TO " + dice.name(),
                "ALTER " + kind + function.name() + " SET SCHEMA "
                        + dice.one(names.schemas()).name(),
                "ALTER FUNCTION " + function.name() + " STRICT COST 17",
                "ALTER " + kind + function.name() + " SET work_mem = '5MB'",
                "ALTER " + kind + function.name() + " SECURITY DEFINER",
                "REVOKE EXECUTE ON " + kind + function.name() + " FROM PUBLIC",
                "COMMENT ON " + kind + function.name() + " IS " + dice.literal()));
    }

    private static List<String> createType(Names names, Dice dice) {
        String name = fresh(names, dice);
        return List.of(dice.of(
                "CREATE TYPE " + name + " AS ENUM ('a', 'it''s b')",
                "CREATE TYPE " + name + " AS (x integer, y text)",
                "CREATE DOMAIN " + name + " AS text DEFAULT 'd' CHECK (VALUE <> 'never')"));
    }

    private static List<String> changeType(Names names, Dice dice) {
        if (names.types().isEmpty()) {
            return List.of();
        }
        Thing type = dice.one(names.types());
        String alter = "ALTER TYPE " + type.name() + " ";
        return List.of(
                switch (type.detail()) {
                    case "e" -> {
                        String label = Names.literal(dice.one(names.labels(type.name())));
                        yield dice.of(
                                alter + "ADD VALUE " + dice.of("", "IF NOT EXISTS ") + "'new " + dice.number(1, 99)
                                        + "'" + dice.of("", " BEFORE " + label, " AFTER " + label),
                                alter + "RENAME VALUE " + label + " TO 'label " + dice.number(1, 999) + "'",
                                alter + "RENAME TO " + dice.name(),
                                "DROP TYPE " + type.name() + dice.of("", " CASCADE"));
                    }
                    case "d" ->
                        dice.of(
                                "ALTER DOMAIN " + type.name() + " DROP DEFAULT",
                                "ALTER DOMAIN " + type.name() + " ADD CONSTRAINT " + dice.name()
                                        + " CHECK (VALUE IS NOT NULL OR true)",
                                "ALTER DOMAIN " + type.name() + " RENAME TO " + dice.name(),
                                "DROP DOMAIN " + type.name() + dice.of("", " CASCADE"));
                    default ->
                        dice.of(
                                alter + "ADD ATTRIBUTE " + dice.name() + " integer CASCADE",
                                alter + "RENAME TO " + dice.name(),
                                alter + "SET SCHEMA "
                                        + dice.one(names.schemas()).name(),
                                "DROP TYPE " + type.name() + dice.of("", " CASCADE"));
                });
    }

    /** The way people take a value out of an enum. */
    private static List<String> swapEnum(Names names, Dice dice) {
        Thing table = dice.one(names.tables());
        List<Thing> columns = names.columns(table.name()).stream()
                .filter(it -> !names.labels(it.detail()).isEmpty())
                .toList();
        if (columns.isEmpty()) {
            return List.of();
        }
        Thing column = dice.one(columns);
        String fresh = fresh(names, dice);
        String labels = names.labels(column.detail()).stream()
                .map(Names::literal)
                .sorted()
                .collect(Collectors.joining(", "));
        String alter = "ALTER TABLE " + table.name() + " ALTER COLUMN " + column.name();
        return List.of(
                "CREATE TYPE " + fresh + " AS ENUM (" + labels + ")",
                alter + " DROP DEFAULT",
                alter + " TYPE " + fresh + " USING " + column.name() + "::text::" + fresh);
    }

    private static List<String> sequence(Names names, Dice dice) {
        if (names.sequences().isEmpty() || dice.chance(25)) {
            return List.of("CREATE SEQUENCE " + fresh(names, dice)
                    + dice.of("", " START 7 INCREMENT -2 MAXVALUE 7", " AS smallint CYCLE"));
        }
        Thing sequence = dice.one(names.sequences());
        return List.of(dice.of(
                "ALTER SEQUENCE " + sequence.name() + " RESTART WITH 5000",
                "ALTER SEQUENCE " + sequence.name() + " INCREMENT 3 CACHE 5",
                "SELECT setval(" + Names.literal(sequence.name()) + ", 7777" + dice.of("", ", false") + ")",
                "SELECT nextval(" + Names.literal(sequence.name()) + ")",
                "ALTER SEQUENCE " + sequence.name() + " RENAME TO " + dice.name(),
                "DROP SEQUENCE " + sequence.name() + dice.of("", " CASCADE")));
    }

    private static List<String> schema(Names names, Dice dice) {
        Thing schema = dice.one(names.schemas());
        return List.of(dice.of(
                "CREATE SCHEMA " + dice.of("", "IF NOT EXISTS ") + dice.name(),
                "ALTER SCHEMA " + schema.name() + " RENAME TO " + dice.name(),
                "COMMENT ON SCHEMA " + schema.name() + " IS " + dice.literal(),
                "GRANT USAGE ON SCHEMA " + schema.name() + " TO golden_reader",
                "DROP SCHEMA " + schema.name()));
    }

    private static List<String> extension(Names names, Dice dice) {
        String name = dice.of("hstore", "citext", "pg_trgm");
        return List.of(dice.of("CREATE EXTENSION IF NOT EXISTS ", "DROP EXTENSION IF EXISTS ") + name);
    }

    private static List<String> grant(Names names, Dice dice) {
        Thing table = dice.one(names.tables());
        Thing column = dice.one(names.allColumns(table.name()));
        Thing schema = dice.one(names.schemas());
        String role = dice.of("golden_reader", "golden_writer", "PUBLIC");
        return List.of(dice.of(
                "GRANT " + dice.of("SELECT", "INSERT, UPDATE", "ALL") + " ON " + table.name() + " TO " + role,
                "REVOKE ALL ON " + table.name() + " FROM " + role,
                "GRANT SELECT (" + column.name() + "), UPDATE (" + column.name() + ") ON " + table.name() + " TO "
                        + role,
                "REVOKE UPDATE (" + column.name() + ") ON " + table.name() + " FROM golden_writer CASCADE",
                "GRANT SELECT ON ALL TABLES IN SCHEMA " + schema.name() + " TO " + role,
                "REVOKE ALL ON ALL TABLES IN SCHEMA " + schema.name() + " FROM " + role,
                "ALTER DEFAULT PRIVILEGES IN SCHEMA " + schema.name()
                        + dice.of(
                                " GRANT INSERT ON TABLES TO golden_writer",
                                " REVOKE SELECT ON TABLES FROM golden_reader")));
    }

    private static List<String> comment(Names names, Dice dice) {
        Thing table = dice.one(names.tables());
        return List.of(
                "COMMENT ON TABLE " + table.name() + " IS " + dice.of("NULL", dice.literal()),
                "COMMENT ON COLUMN " + table.name() + "."
                        + dice.one(names.allColumns(table.name())).name() + " IS " + dice.literal());
    }

    private static List<String> statistics(Names names, Dice dice) {
        if (!names.statistics().isEmpty() && dice.chance(40)) {
            return List.of("DROP STATISTICS " + dice.one(names.statistics()).name());
        }
        Thing table = dice.one(names.tables());
        List<Thing> columns = dice.some(names.columns(table.name()), 2);
        return columns.size() < 2
                ? List.of()
                : List.of("CREATE STATISTICS " + fresh(names, dice) + " ON "
                        + columns.get(0).name() + ", " + columns.get(1).name() + " FROM " + table.name());
    }
}
