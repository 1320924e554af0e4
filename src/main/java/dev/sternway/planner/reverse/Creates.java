package dev.sternway.planner.reverse;

import dev.sternway.planner.Impossible;
import dev.sternway.planner.catalog.Catalog;
import dev.sternway.planner.catalog.Item;
import dev.sternway.planner.catalog.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Makes anew what is gone, from its definition in the earlier catalog. Owner, grants and comments come afterwards. */
final class Creates {
    private final Catalog before;

    Creates(Catalog before) {
        this.before = before;
    }

    List<String> of(Item item) {
        String q = item.qualified();
        String definition = item.fact("definition").orElse("");
        return switch (item.kind()) {
            case SCHEMA -> List.of("CREATE SCHEMA " + q);
            case EXTENSION ->
                List.of("CREATE EXTENSION " + q + " SCHEMA "
                        + item.fact("schema").orElse("public") + " VERSION "
                        + Phrase.literal(item.fact("version").orElse("")));
            case TABLE, FOREIGN_TABLE -> List.of(table(item));
            case COLUMN ->
                isInherited(item)
                        ? List.of()
                        : List.of(Phrase.alterParent(item, before) + " ADD COLUMN " + column(item, false));
            case VIEW_COLUMN -> List.of();
            case ATTRIBUTE ->
                List.of(Phrase.alterParent(item, before) + " ADD ATTRIBUTE " + item.name() + " " + Alters.type(item));
            case CONSTRAINT, FOREIGN_KEY, DOMAIN_CONSTRAINT ->
                isInherited(item) ? List.of() : List.of(constraint(item, definition));
            case INDEX, TRIGGER, FUNCTION, PROCEDURE, RULE, STATISTICS ->
                item.is("clone") ? List.of() : List.of(definition.strip());
            case POLICY -> List.of("CREATE " + Phrase.of(item, before) + " " + definition);
            case VIEW -> List.of("CREATE VIEW " + q + with(item) + " AS " + definition.strip());
            case MATERIALIZED_VIEW ->
                List.of("CREATE MATERIALIZED VIEW " + q + with(item) + " AS " + definition.strip()
                        + (item.is("populated") ? "" : " WITH NO DATA"));
            case SEQUENCE ->
                List.of("CREATE SEQUENCE " + q + " AS " + item.fact("type").orElse("bigint") + options(item));
            case ENUM ->
                List.of("CREATE TYPE " + q + " AS ENUM ("
                        + item.fact("labels")
                                .orElse("")
                                .lines()
                                .map(it -> it.substring(it.indexOf(' ') + 1))
                                .collect(Collectors.joining(", "))
                        + ")");
            case DOMAIN ->
                List.of("CREATE DOMAIN " + q + " AS " + Alters.type(item)
                        + item.fact("default").map(it -> " DEFAULT " + it).orElse("")
                        + (item.is("not null") ? " NOT NULL" : ""));
            case COMPOSITE_TYPE ->
                List.of("CREATE TYPE " + q + " AS ("
                        + before.columns(item.address()).stream()
                                .map(it -> it.name() + " " + Alters.type(it))
                                .collect(Collectors.joining(", "))
                        + ")");
            case RANGE_TYPE -> List.of("CREATE TYPE " + q + " AS RANGE (" + definition + ")");
            case COLLATION -> List.of("CREATE COLLATION " + q + " (" + definition + ")");
            case AGGREGATE -> List.of("CREATE AGGREGATE " + q + " (" + definition + ")");
            case CAST -> List.of("CREATE CAST " + q + " " + definition);
            case EVENT_TRIGGER -> List.of("CREATE EVENT TRIGGER " + q + " " + definition);
            case TEXT_SEARCH_DICTIONARY ->
                List.of("CREATE TEXT SEARCH DICTIONARY " + q + " (TEMPLATE = "
                        + item.fact("template").orElse("")
                        + item.fact("options").map(it -> ", " + it).orElse("") + ")");
            case TEXT_SEARCH_CONFIGURATION -> textSearch(item);
            case PUBLICATION -> List.of(publication(item));
            case FOREIGN_DATA_WRAPPER ->
                List.of("CREATE FOREIGN DATA WRAPPER " + q + " " + definition + foreignOptions(item, "options"));
            case SERVER ->
                List.of("CREATE SERVER " + q
                        + item.fact("type")
                                .map(it -> " TYPE " + Phrase.literal(it))
                                .orElse("")
                        + item.fact("version")
                                .map(it -> " VERSION " + Phrase.literal(it))
                                .orElse("")
                        + " FOREIGN DATA WRAPPER " + item.fact("wrapper").orElse("") + foreignOptions(item, "options"));
            case DEFAULT_PRIVILEGES -> Privileges.again(item);
            default ->
                throw new Impossible(
                        "nothing is known that makes the " + item.kind().words() + " " + before.path(item)
                                + " again as it was; leave it in place, or restore the backup");
        };
    }

    static boolean isInherited(Item item) {
        return item.fact("inherited").filter(it -> !it.endsWith("local")).isPresent();
    }

    private String table(Item table) {
        boolean foreign = table.kind() == Kind.FOREIGN_TABLE;
        StringBuilder sql = new StringBuilder("CREATE ");
        sql.append(table.fact("persistence").filter("u"::equals).isPresent() ? "UNLOGGED " : "");
        sql.append(foreign ? "FOREIGN TABLE " : "TABLE ")
                .append(table.qualified())
                .append(" (");
        boolean heir = table.fact("parents").isPresent() && table.fact("bound").isEmpty();
        sql.append(before.columns(table.address()).stream()
                .filter(it -> !heir || !isInherited(it))
                .map(it -> column(it, true))
                .collect(Collectors.joining(", ")));
        sql.append(")");
        if (heir) {
            sql.append(" INHERITS (")
                    .append(table.fact("parents").orElse("").replace("\n", ", "))
                    .append(")");
        }
        table.fact("partition key")
                .ifPresent(key -> sql.append(" PARTITION BY ").append(key));
        if (foreign) {
            sql.append(" SERVER ")
                    .append(table.fact("server").orElse(""))
                    .append(foreignOptions(table, "foreign options"));
        }
        if (table.fact("partition key").isEmpty() && !foreign) {
            table.fact("access method")
                    .filter(it -> !it.equals("heap"))
                    .ifPresent(it -> sql.append(" USING ").append(it));
            sql.append(with(table));
        }
        table.fact("tablespace").ifPresent(it -> sql.append(" TABLESPACE ").append(it));
        return sql.toString();
    }

    private static String column(Item column, boolean whole) {
        StringBuilder sql = new StringBuilder(column.name()).append(" ").append(Alters.type(column));
        column.fact("generated")
                .ifPresent(it -> sql.append(" GENERATED ALWAYS AS (").append(it).append(") STORED"));
        if (whole || column.fact("identity").isPresent()) {
            sql.append(column.is("not null") && whole ? " NOT NULL" : "");
        }
        column.fact("foreign options").ifPresent(it -> sql.append(foreignOptions(column, "foreign options")));
        if (whole) {
            column.fact("default").ifPresent(it -> sql.append(" DEFAULT ").append(it));
            column.fact("identity").ifPresent(it -> sql.append(" ").append(identity(column)));
        }
        return sql.toString();
    }

    static String identity(Item column) {
        return "GENERATED " + column.fact("identity").orElse("") + " AS IDENTITY ("
                + column.fact("identity sequence").orElse("") + ")";
    }

    private String constraint(Item item, String definition) {
        String add = Phrase.alterParent(item, before) + " ADD CONSTRAINT " + item.name() + " " + definition;
        return item.is("validated") ? add : add + " NOT VALID";
    }

    static String options(Item sequence) {
        return " INCREMENT BY " + sequence.fact("increment").orElse("1") + " MINVALUE "
                + sequence.fact("min").orElse("1") + " MAXVALUE "
                + sequence.fact("max").orElse("1") + " START WITH "
                + sequence.fact("start").orElse("1") + " CACHE "
                + sequence.fact("cache").orElse("1") + (sequence.is("cycle") ? " CYCLE" : " NO CYCLE");
    }

    private static String with(Item item) {
        String all = java.util.stream.Stream.of("options", "toast options")
                .flatMap(fact -> item.fact(fact).stream().flatMap(String::lines))
                .map(Creates::option)
                .collect(Collectors.joining(", "));
        return all.isEmpty() ? "" : " WITH (" + all + ")";
    }

    static String option(String line) {
        int equals = line.indexOf('=');
        return equals < 0 ? line : line.substring(0, equals) + " = " + Phrase.literal(line.substring(equals + 1));
    }

    private static String foreignOptions(Item item, String fact) {
        String all = item.fact(fact).stream()
                .flatMap(String::lines)
                .map(line -> line.substring(0, line.indexOf('=')) + " "
                        + Phrase.literal(line.substring(line.indexOf('=') + 1)))
                .collect(Collectors.joining(", "));
        return all.isEmpty() ? "" : " OPTIONS (" + all + ")";
    }

    private static List<String> textSearch(Item item) {
        String parser = item.fact("parser").orElse("");
        List<String> statements = new ArrayList<>();
        statements.add("CREATE TEXT SEARCH CONFIGURATION " + item.qualified() + " (PARSER = "
                + parser.substring(parser.indexOf(' ') + 1) + ")");
        item.fact("mappings")
                .ifPresent(all -> all.lines()
                        .forEach(line -> statements.add("ALTER TEXT SEARCH CONFIGURATION " + item.qualified()
                                + " ADD MAPPING FOR " + line.replaceFirst(" ", " WITH "))));
        return statements;
    }

    private static String publication(Item item) {
        List<String> what = new ArrayList<>();
        item.fact("tables").ifPresent(all -> all.lines().forEach(line -> what.add("TABLE " + line)));
        item.fact("schemas").ifPresent(all -> all.lines().forEach(line -> what.add("TABLES IN SCHEMA " + line)));
        String on = item.is("all tables") ? " FOR ALL TABLES" : what.isEmpty() ? "" : " FOR " + String.join(", ", what);
        return "CREATE PUBLICATION " + item.name() + on + " WITH (publish = '"
                + item.fact("publish").orElse("") + "', publish_via_partition_root = " + item.is("via root") + ")";
    }
}
