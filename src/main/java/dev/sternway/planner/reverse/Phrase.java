package dev.sternway.planner.reverse;

import dev.sternway.planner.catalog.Catalog;
import dev.sternway.planner.catalog.Item;
import dev.sternway.planner.catalog.Kind;

/** How statements speak of an object. */
final class Phrase {
    private Phrase() {}

    /** As in {@code COMMENT ON} and {@code ALTER}: {@code TABLE public.users}, {@code TRIGGER t ON public.users}. */
    static String of(Item item, Catalog catalog) {
        return switch (item.kind()) {
            case TABLE,
                    FOREIGN_TABLE,
                    VIEW,
                    MATERIALIZED_VIEW,
                    SEQUENCE,
                    INDEX,
                    SCHEMA,
                    EXTENSION,
                    FUNCTION,
                    PROCEDURE,
                    AGGREGATE,
                    DOMAIN,
                    COLLATION,
                    STATISTICS,
                    PUBLICATION,
                    EVENT_TRIGGER,
                    FOREIGN_DATA_WRAPPER,
                    SERVER,
                    TEXT_SEARCH_CONFIGURATION,
                    TEXT_SEARCH_DICTIONARY,
                    CAST,
                    ROLE,
                    OPERATOR,
                    OPERATOR_CLASS,
                    SUBSCRIPTION,
                    LARGE_OBJECT -> words(item.kind()) + " " + item.qualified();
            case ENUM, RANGE_TYPE, BASE_TYPE, COMPOSITE_TYPE -> "TYPE " + item.qualified();
            case COLUMN, VIEW_COLUMN, ATTRIBUTE -> "COLUMN " + catalog.parentName(item) + "." + item.name();
            case CONSTRAINT, FOREIGN_KEY -> "CONSTRAINT " + item.name() + " ON " + catalog.parentName(item);
            case DOMAIN_CONSTRAINT -> "CONSTRAINT " + item.name() + " ON DOMAIN " + catalog.parentName(item);
            case TRIGGER, RULE, POLICY -> words(item.kind()) + " " + item.name() + " ON " + catalog.parentName(item);
            case USER_MAPPING -> "USER MAPPING FOR " + item.name() + " SERVER " + catalog.parentName(item);
            case DEFAULT_PRIVILEGES, SETTING -> words(item.kind()) + " " + item.name();
        };
    }

    static String words(Kind kind) {
        return kind.words().toUpperCase(java.util.Locale.ROOT);
    }

    /** Where {@code ALTER TABLE} addresses the table of a column, constraint or trigger. */
    static String alterParent(Item item, Catalog catalog) {
        Kind kind = catalog.parent(item).map(Item::kind).orElse(Kind.TABLE);
        String word =
                kind == Kind.VIEW || kind == Kind.MATERIALIZED_VIEW || kind == Kind.FOREIGN_TABLE || kind == Kind.DOMAIN
                        ? words(kind)
                        : kind == Kind.COMPOSITE_TYPE ? "TYPE" : "TABLE";
        return "ALTER " + word + " " + catalog.parentName(item);
    }

    static String drop(Item item, Catalog catalog) {
        return switch (item.kind()) {
            case COLUMN -> alterParent(item, catalog) + " DROP COLUMN " + item.name();
            case ATTRIBUTE -> alterParent(item, catalog) + " DROP ATTRIBUTE " + item.name();
            case CONSTRAINT, FOREIGN_KEY, DOMAIN_CONSTRAINT ->
                alterParent(item, catalog) + " DROP CONSTRAINT " + item.name();
            default -> "DROP " + of(item, catalog);
        };
    }

    /** A text as SQL writes it. */
    static String literal(String text) {
        String quoted = "'" + text.replace("'", "''") + "'";
        return text.indexOf('\\') < 0 ? quoted : "E" + quoted.replace("\\", "\\\\");
    }
}
