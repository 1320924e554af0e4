package dev.sternway.planner.reverse;

import dev.sternway.planner.catalog.Delta.Pair;
import dev.sternway.planner.catalog.Kind;

/** What cannot be altered back and has to be dropped and made anew. */
final class Remake {
    private Remake() {}

    static boolean isNeeded(Pair pair) {
        return switch (pair.now().kind()) {
            case VIEW, MATERIALIZED_VIEW -> pair.differs("definition") || pair.differs("populated");
            case CONSTRAINT, DOMAIN_CONSTRAINT, FOREIGN_KEY ->
                pair.differs("definition") && !Alters.isOnlyTiming(pair)
                        || pair.now().is("validated") && !pair.before().is("validated");
            case INDEX ->
                pair.differs("definition")
                        || pair.before().is("valid") != pair.now().is("valid")
                                && !pair.now().is("partitioned");
            case FUNCTION, PROCEDURE -> pair.differs("arguments") || pair.differs("result");
            case TRIGGER,
                    RULE,
                    POLICY,
                    STATISTICS,
                    RANGE_TYPE,
                    CAST,
                    COLLATION,
                    AGGREGATE,
                    EVENT_TRIGGER,
                    FOREIGN_DATA_WRAPPER -> pair.differs("definition");
            case PUBLICATION ->
                java.util.stream.Stream.of("all tables", "via root", "publish", "tables", "schemas")
                        .anyMatch(pair::differs);
            case COLUMN ->
                pair.differs("generated") && pair.before().fact("generated").isPresent();
            case FOREIGN_TABLE -> pair.differs("server") || pair.differs("foreign options");
            default -> false;
        };
    }

    /** A column whose type or collation has to go back, so that what reads it must step aside. */
    static boolean changesType(Pair pair) {
        return (pair.now().kind() == Kind.COLUMN || pair.now().kind() == Kind.ATTRIBUTE)
                && (pair.differs("type") || pair.differs("collation"))
                && !isNeeded(pair);
    }
}
