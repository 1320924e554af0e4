package dev.sternway.planner.catalog;

import java.util.Arrays;
import java.util.Locale;

/** Kinds of objects, in the order in which they are created when nothing else decides. */
public enum Kind {
    ROLE,
    SETTING,
    SCHEMA,
    EXTENSION,
    DEFAULT_PRIVILEGES,
    COLLATION,
    BASE_TYPE,
    ENUM,
    DOMAIN,
    DOMAIN_CONSTRAINT,
    RANGE_TYPE,
    COMPOSITE_TYPE,
    ATTRIBUTE,
    FUNCTION,
    PROCEDURE,
    AGGREGATE,
    OPERATOR,
    OPERATOR_CLASS,
    CAST,
    TEXT_SEARCH_DICTIONARY,
    TEXT_SEARCH_CONFIGURATION,
    FOREIGN_DATA_WRAPPER,
    SERVER,
    USER_MAPPING,
    SEQUENCE,
    TABLE,
    FOREIGN_TABLE,
    COLUMN,
    CONSTRAINT,
    INDEX,
    VIEW,
    MATERIALIZED_VIEW,
    VIEW_COLUMN,
    FOREIGN_KEY,
    STATISTICS,
    TRIGGER,
    RULE,
    POLICY,
    PUBLICATION,
    SUBSCRIPTION,
    EVENT_TRIGGER,
    LARGE_OBJECT;

    static Kind of(String word) {
        return Arrays.stream(values())
                .filter(kind -> kind.words().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(word));
    }

    /** In small letters, as in {@code materialized view}. */
    public String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** The name is unique in a schema and the object can be moved to another one. */
    public boolean livesInSchema() {
        return switch (this) {
            case COLLATION,
                    BASE_TYPE,
                    ENUM,
                    DOMAIN,
                    RANGE_TYPE,
                    COMPOSITE_TYPE,
                    FUNCTION,
                    PROCEDURE,
                    AGGREGATE,
                    SEQUENCE,
                    TABLE,
                    FOREIGN_TABLE,
                    INDEX,
                    VIEW,
                    MATERIALIZED_VIEW,
                    STATISTICS,
                    TEXT_SEARCH_CONFIGURATION,
                    TEXT_SEARCH_DICTIONARY -> true;
            default -> false;
        };
    }

    /** Tables and what has columns like them. */
    public boolean isRelation() {
        return this == TABLE || this == FOREIGN_TABLE || this == VIEW || this == MATERIALIZED_VIEW;
    }

    /** Nothing in a table holds on to it, so it goes last on the way back. */
    public boolean isFoundation() {
        return ordinal() <= SEQUENCE.ordinal() && this != DOMAIN_CONSTRAINT && this != ATTRIBUTE;
    }
}
