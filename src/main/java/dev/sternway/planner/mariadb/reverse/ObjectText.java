package dev.sternway.planner.mariadb.reverse;

import dev.sternway.database.mariadb.catalog.Quote;
import dev.sternway.database.mariadb.catalog.StoredObject;
import dev.sternway.database.mariadb.catalog.StoredObject.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Statements that make and drop views, routines, triggers, events and sequences, with the settings they were made under. */
public final class ObjectText {
    /** The server keeps these words of a trigger's statement, and refuses them beside OR REPLACE. */
    private static final Pattern CAREFUL = Pattern.compile(
            "(?is)CREATE\\s+(DEFINER\\s*=\\s*(`[^`]*`|[^`\\s])+\\s+)?TRIGGER\\s+IF\\s+NOT\\s+EXISTS\\s");

    private ObjectText() {}

    /** Makes views again, each after those that it reads. */
    public static List<String> createViews(List<StoredObject> views) {
        List<String> steps = new ArrayList<>();
        ObjectUndo.inOrderOfUse(views).forEach(it -> steps.addAll(create(it)));
        return steps;
    }

    public static String drop(StoredObject object) {
        String drop = "DROP " + object.kind() + " IF EXISTS " + Quote.name(object.name());
        return object.kind() == Kind.VIEW || object.kind() == Kind.SEQUENCE
                ? drop
                : "EXECUTE IMMEDIATE " + Quote.text(drop);
    }

    static List<String> dropTriggers(List<StoredObject> triggers) {
        return triggers.stream().map(ObjectText::drop).toList();
    }

    /** @param triggers all of a table, in the order in which they fire */
    static List<String> createTriggers(List<StoredObject> triggers) {
        List<String> steps = new ArrayList<>();
        triggers.forEach(it -> steps.addAll(create(it)));
        return steps;
    }

    /** Makes it, or makes it as it was; a trigger must be gone and becomes the last of its slot. */
    public static List<String> create(StoredObject object) {
        return create(object, object.create());
    }

    /** @param neighbour {@code FOLLOWS `x` } or {@code PRECEDES `x` } */
    static List<String> createBeside(StoredObject trigger, String neighbour) {
        return create(trigger, trigger.head() + neighbour + trigger.body());
    }

    private static List<String> create(StoredObject object, String text) {
        boolean asWritten =
                object.kind() == Kind.TRIGGER && CAREFUL.matcher(text).lookingAt();
        String replacing = switch (object.kind()) {
            case VIEW, FUNCTION, PROCEDURE, EVENT, TRIGGER ->
                asWritten ? text : text.replaceFirst("(?i)^CREATE (OR REPLACE )?", "CREATE OR REPLACE ");
            case SEQUENCE -> text.replaceFirst("^CREATE SEQUENCE ", "CREATE SEQUENCE IF NOT EXISTS ");
        };
        List<String> steps = new ArrayList<>();
        boolean settings = object.kind() != Kind.SEQUENCE;
        if (settings) {
            String[] client = object.client().split(" ", 2);
            steps.add("SET @sternway_mode = @@SESSION.sql_mode, @sternway_client = @@SESSION.character_set_client,"
                    + " @sternway_collation = @@SESSION.collation_connection");
            steps.add("SET SESSION "
                    + (object.kind() == Kind.VIEW ? "" : "sql_mode = " + Quote.text(object.mode()) + ", ")
                    + "character_set_client = " + client[0] + ", collation_connection = " + client[1]);
        }
        if (asWritten) {
            steps.add(drop(object));
        }
        steps.add("EXECUTE IMMEDIATE " + Quote.text(replacing));
        if (settings) {
            steps.add("SET SESSION sql_mode = @sternway_mode, character_set_client = @sternway_client,"
                    + " collation_connection = @sternway_collation");
        }
        return steps;
    }
}
