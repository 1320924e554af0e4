package dev.sternway.planner.random;

import dev.sternway.planner.random.Names.Thing;
import java.util.List;
import java.util.stream.Collectors;

/** Rows 78 to 83 of the reverse table: statements that write rows. */
final class DataMakers {
    private DataMakers() {}

    static List<Maker> all() {
        return List.of(
                DataMakers::insert,
                DataMakers::insert,
                DataMakers::insert,
                DataMakers::insertOrUpdate,
                DataMakers::update,
                DataMakers::update,
                DataMakers::update,
                DataMakers::update,
                DataMakers::updateTheKey,
                DataMakers::swapValues,
                DataMakers::delete,
                DataMakers::delete,
                DataMakers::delete,
                DataMakers::truncate,
                DataMakers::block,
                DataMakers::merge,
                DataMakers::archive);
    }

    private static String some(Thing table, Dice dice) {
        return dice.chance(20)
                ? ""
                : " WHERE (hashtext(" + alias(table) + "::text) & 7) " + dice.of("= ", "< ", "> ") + dice.number(0, 7);
    }

    private static String alias(Thing table) {
        return "whole_row";
    }

    private static String from(Thing table) {
        return table.name() + " AS " + alias(table);
    }

    private static String value(Thing column, String n, Names names) {
        return Values.of(column.detail(), n, names.labels(column.detail()));
    }

    private static List<String> insert(Names names, Dice dice) {
        Thing table = dice.one(names.tables());
        List<Thing> columns = names.columns(table.name());
        int from = dice.number(1000, 90_000);
        String list = columns.stream().map(Thing::name).collect(Collectors.joining(", "));
        String values = columns.stream()
                .map(it -> dice.chance(15) ? "NULL" : value(it, "n", names))
                .collect(Collectors.joining(", "));
        return List.of("INSERT INTO " + table.name() + " (" + list + ") SELECT " + values + " FROM generate_series("
                + from + ", " + (from + dice.number(0, 12)) + ") n" + dice.of("", "", " ON CONFLICT DO NOTHING"));
    }

    private static List<String> insertOrUpdate(Names names, Dice dice) {
        Thing table = dice.one(names.tables());
        List<Thing> key = names.key(table.name());
        List<Thing> columns = names.columns(table.name());
        if (key.isEmpty()) {
            return List.of();
        }
        String list = names.allColumns(table.name()).stream()
                .filter(it -> columns.contains(it) || key.contains(it))
                .map(Thing::name)
                .collect(Collectors.joining(", "));
        String target = dice.one(columns).name();
        return List.of("INSERT INTO " + table.name() + " (" + list + ") OVERRIDING SYSTEM VALUE SELECT " + list
                + " FROM " + table.name()
                + " ORDER BY " + key.get(0).name() + " LIMIT " + dice.number(1, 9) + " ON CONFLICT ("
                + key.stream().map(Thing::name).collect(Collectors.joining(", ")) + ") DO UPDATE SET " + target + " = "
                + value(dice.one(columns).name().equals(target) ? dice.one(columns) : columns.get(0), "5", names)
                        .replace("NULL", "DEFAULT"));
    }

    private static List<String> update(Names names, Dice dice) {
        Thing table = dice.one(names.tables());
        String set = dice.some(names.columns(table.name()), 3).stream()
                .map(it -> it.name() + " = "
                        + (dice.chance(12) ? "NULL" : value(it, Integer.toString(dice.number(1, 60)), names)))
                .collect(Collectors.joining(", "));
        return List.of("UPDATE " + from(table) + " SET " + set + some(table, dice));
    }

    private static List<String> updateTheKey(Names names, Dice dice) {
        Thing table = dice.one(names.tables());
        List<Thing> key = names.key(table.name());
        if (key.isEmpty()) {
            return List.of();
        }
        Thing column = key.get(0);
        String changed = column.detail().equals("text")
                ? column.name() + " || '+'"
                : column.name() + " + " + dice.of("1", "100000");
        return List.of("UPDATE " + from(table) + " SET " + column.name() + " = " + changed + some(table, dice));
    }

    private static List<String> swapValues(Names names, Dice dice) {
        Thing table = dice.one(names.tables());
        List<Thing> columns = names.columns(table.name());
        Thing one = dice.one(columns);
        List<Thing> alike = columns.stream()
                .filter(it -> it.detail().equals(one.detail()) && !it.equals(one))
                .toList();
        return alike.isEmpty()
                ? List.of()
                : List.of("UPDATE " + from(table) + " SET " + one.name() + " = "
                        + alike.get(0).name() + ", " + alike.get(0).name() + " = " + one.name() + some(table, dice));
    }

    private static List<String> delete(Names names, Dice dice) {
        Thing table = dice.one(names.tables());
        return List.of("DELETE FROM " + from(table) + some(table, dice));
    }

    private static List<String> truncate(Names names, Dice dice) {
        return List.of("TRUNCATE " + dice.one(names.tables()).name() + dice.of("", " RESTART IDENTITY")
                + dice.of("", " CASCADE"));
    }

    private static List<String> block(Names names, Dice dice) {
        String inner = update(names, dice).get(0);
        return List.of("DO $block$\nBEGIN\n    FOR i IN 1.." + dice.number(1, 2) + " LOOP\n        " + inner
                + ";\n    END LOOP; -- ;\nEND $block$");
    }

    private static List<String> merge(Names names, Dice dice) {
        Thing table = dice.one(names.tables());
        List<Thing> key = names.key(table.name());
        if (key.isEmpty()) {
            return List.of();
        }
        String k = key.get(0).name();
        Thing column = dice.one(names.columns(table.name()));
        return List.of("MERGE INTO " + table.name() + " target USING (SELECT DISTINCT " + k + " FROM " + table.name()
                + ") source ON target." + k
                + " = source." + k
                + " WHEN MATCHED AND (hashtext(target::text) & 3) = 1 THEN DELETE WHEN MATCHED THEN UPDATE SET "
                + column.name() + " = " + value(column, "9", names));
    }

    private static List<String> archive(Names names, Dice dice) {
        Thing table = dice.one(names.tables());
        String name = dice.one(names.schemas()).name() + "." + dice.name();
        String where = some(table, dice);
        return List.of(
                "CREATE TABLE " + name + " (LIKE " + table.name() + ")",
                "WITH moved AS (DELETE FROM " + from(table) + where + " RETURNING *) INSERT INTO " + name
                        + " SELECT * FROM moved");
    }
}
