package dev.sternway.planner.random;

import dev.sternway.planner.random.Names.Thing;
import java.util.List;
import java.util.stream.Collectors;

/** Rows 22 to 33 and 40 to 41 of the reverse table: constraints, indexes, triggers, policies. */
final class ConstraintMakers {
    private ConstraintMakers() {}

    static List<Maker> all() {
        return List.of(
                ConstraintMakers::add,
                ConstraintMakers::add,
                ConstraintMakers::addForeignKey,
                ConstraintMakers::addForeignKey,
                ConstraintMakers::drop,
                ConstraintMakers::drop,
                ConstraintMakers::alter,
                ConstraintMakers::createIndex,
                ConstraintMakers::createIndex,
                ConstraintMakers::dropIndex,
                ConstraintMakers::alterIndex,
                ConstraintMakers::usingIndex,
                ConstraintMakers::trigger,
                ConstraintMakers::policy);
    }

    private static List<String> add(Names names, Dice dice) {
        Thing table = dice.one(names.tables());
        List<Thing> columns = dice.some(names.allColumns(table.name()), 2);
        String list = columns.stream().map(Thing::name).collect(Collectors.joining(", "));
        String first = columns.get(0).name();
        return List.of("ALTER TABLE " + table.name() + " ADD " + dice.of("", "CONSTRAINT " + dice.name() + " ")
                + dice.of(
                        "UNIQUE (" + list + ")" + dice.of("", " DEFERRABLE INITIALLY DEFERRED"),
                        "PRIMARY KEY (" + list + ")",
                        "CHECK (" + first + " IS NULL OR " + first + "::text <> 'never; ever')"
                                + dice.of("", " NOT VALID"),
                        "CHECK (" + first + " IS NOT NULL)" + dice.of("", " NOT VALID", " NO INHERIT")));
    }

    private static List<String> addForeignKey(Names names, Dice dice) {
        Thing table = dice.one(names.tables());
        Thing parent = dice.one(names.tables());
        List<Thing> key = names.key(parent.name());
        if (key.size() != 1) {
            return List.of();
        }
        List<Thing> fitting = names.columns(table.name()).stream()
                .filter(it -> it.detail().equals(key.get(0).detail()))
                .toList();
        if (fitting.isEmpty()) {
            return List.of();
        }
        return List.of("ALTER TABLE " + table.name() + " ADD FOREIGN KEY ("
                + dice.one(fitting).name() + ") REFERENCES " + parent.name()
                + dice.of("", " ON DELETE CASCADE", " ON DELETE SET NULL", " ON UPDATE CASCADE", " DEFERRABLE")
                + dice.of("", " NOT VALID"));
    }

    private static List<String> drop(Names names, Dice dice) {
        return dice.some(names.constraints(), 2).stream()
                .map(it -> "ALTER TABLE " + it.on() + " DROP CONSTRAINT " + it.name() + dice.of("", " CASCADE"))
                .toList();
    }

    private static List<String> alter(Names names, Dice dice) {
        Thing constraint = dice.one(names.constraints());
        String alter = "ALTER TABLE " + constraint.on() + " ";
        return List.of(alter
                + switch (constraint.detail()) {
                    case "f", "c" -> "VALIDATE CONSTRAINT " + constraint.name();
                    case "fV" ->
                        "ALTER CONSTRAINT " + constraint.name()
                                + dice.of(" DEFERRABLE", " NOT DEFERRABLE", " DEFERRABLE INITIALLY DEFERRED");
                    default -> "RENAME CONSTRAINT " + constraint.name() + " TO " + dice.name();
                });
    }

    private static List<String> createIndex(Names names, Dice dice) {
        Thing table = dice.one(names.tables());
        List<Thing> columns = dice.some(names.allColumns(table.name()), 3);
        String list = columns.stream()
                .map(it -> dice.chance(60) ? "(" + it.name() + "::text)" : it.name() + dice.of("", " DESC NULLS LAST"))
                .collect(Collectors.joining(", "));
        return List.of("CREATE " + dice.of("", "", "UNIQUE ") + "INDEX " + dice.of("", dice.name() + " ") + "ON "
                + table.name() + " (" + list + ")"
                + dice.of("", "", " WHERE " + columns.get(0).name() + " IS NOT NULL"));
    }

    private static List<String> dropIndex(Names names, Dice dice) {
        return names.indexes().isEmpty()
                ? List.of()
                : List.of("DROP INDEX " + dice.one(names.indexes()).name());
    }

    private static List<String> alterIndex(Names names, Dice dice) {
        if (names.indexes().isEmpty()) {
            return List.of();
        }
        Thing index = dice.one(names.indexes());
        return List.of(dice.of(
                "ALTER INDEX " + index.name() + " RENAME TO " + dice.name(),
                "ALTER INDEX " + index.name() + " SET (fillfactor = 77)",
                "ALTER TABLE " + index.detail() + " CLUSTER ON " + index.own(),
                "COMMENT ON INDEX " + index.name() + " IS " + dice.literal(),
                "REINDEX INDEX " + index.name()));
    }

    private static List<String> usingIndex(Names names, Dice dice) {
        Thing table = dice.one(names.tables());
        List<Thing> key = names.key(table.name());
        if (key.isEmpty()) {
            return List.of();
        }
        String index = dice.name();
        return List.of(
                "CREATE UNIQUE INDEX " + index + " ON " + table.name() + " ("
                        + key.stream().map(Thing::name).collect(Collectors.joining(", ")) + ")",
                "ALTER TABLE " + table.name() + " ADD CONSTRAINT " + dice.name() + " UNIQUE USING INDEX " + index);
    }

    private static List<String> trigger(Names names, Dice dice) {
        if (!names.triggers().isEmpty() && dice.chance(60)) {
            Thing trigger = dice.one(names.triggers());
            return List.of(dice.of(
                    "DROP TRIGGER " + trigger.name() + " ON " + trigger.on(),
                    "ALTER TRIGGER " + trigger.name() + " ON " + trigger.on() + " RENAME TO " + dice.name(),
                    "ALTER TABLE " + trigger.on() + dice.of(" DISABLE", " ENABLE ALWAYS", " ENABLE REPLICA")
                            + " TRIGGER " + trigger.name()));
        }
        List<Thing> functions = names.functions().stream()
                .filter(it -> it.name().endsWith("()"))
                .toList();
        return functions.isEmpty()
                ? List.of()
                : List.of("CREATE TRIGGER " + dice.name() + " "
                        + dice.of("AFTER INSERT", "AFTER UPDATE", "AFTER DELETE") + " ON "
                        + dice.one(names.tables()).name() + " FOR EACH " + dice.of("ROW", "STATEMENT")
                        + " EXECUTE FUNCTION "
                        + dice.one(functions).name());
    }

    private static List<String> policy(Names names, Dice dice) {
        if (!names.policies().isEmpty() && dice.chance(60)) {
            Thing policy = dice.one(names.policies());
            return List.of(dice.of(
                    "DROP POLICY " + policy.name() + " ON " + policy.on(),
                    "ALTER POLICY " + policy.name() + " ON " + policy.on() + " TO golden_reader USING (true)",
                    "ALTER POLICY " + policy.name() + " ON " + policy.on() + " RENAME TO " + dice.name()));
        }
        return List.of("CREATE POLICY " + dice.name() + " ON "
                + dice.one(names.tables()).name() + dice.of("", " AS RESTRICTIVE") + " FOR "
                + dice.of("SELECT", "UPDATE", "ALL") + dice.of("", " TO golden_reader") + " USING ("
                + dice.of("true", "1 = 1") + ")");
    }
}
