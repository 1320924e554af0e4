package dev.sternway.planner.reverse;

import dev.sternway.planner.catalog.Catalog;
import dev.sternway.planner.catalog.Delta;
import dev.sternway.planner.catalog.Delta.Pair;
import dev.sternway.planner.catalog.Item;
import dev.sternway.planner.catalog.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What can be altered back in place, before anything is made anew: detach, types, what was added to columns. */
final class Alters {
    private Alters() {}

    /** Partitions and heirs leave first, so that indexes stand alone again. */
    static List<String> detach(Delta delta) {
        List<String> statements = new ArrayList<>();
        for (Pair pair : sorted(delta)) {
            if (pair.now().kind() != Kind.TABLE) {
                continue;
            }
            Set<String> old = lines(pair.before(), "parents");
            boolean rebound = pair.differs("bound") && pair.now().fact("bound").isPresent();
            for (String parent : lines(pair.now(), "parents")) {
                if (rebound) {
                    statements.add("ALTER TABLE " + parent + " DETACH PARTITION "
                            + pair.now().qualified());
                } else if (!old.contains(parent)) {
                    statements.add("ALTER TABLE " + pair.now().qualified() + " NO INHERIT " + parent);
                }
            }
        }
        return statements;
    }

    /** What the migration added to columns goes first: it would stand in the way of old values. */
    static List<String> loosen(Delta delta) {
        List<String> statements = new ArrayList<>();
        for (Pair pair : sorted(delta)) {
            if (pair.now().kind() == Kind.COLUMN) {
                loosen(pair, delta, statements);
            }
        }
        return statements;
    }

    private static void loosen(Pair pair, Delta delta, List<String> statements) {
        Item now = pair.now();
        String alter = Phrase.alterParent(now, delta.now()) + " ALTER COLUMN " + now.name() + " ";
        boolean heir = Creates.isInherited(now);
        if (now.fact("identity").isPresent() && pair.before().fact("identity").isEmpty() && !heir) {
            statements.add(alter + "DROP IDENTITY");
        }
        if (now.fact("generated").isPresent() && pair.before().fact("generated").isEmpty() && !heir) {
            statements.add(alter + "DROP EXPRESSION");
        }
        if (now.fact("default").isPresent() && (Remake.changesType(pair) || pair.differs("default"))) {
            statements.add(alter + "DROP DEFAULT");
        }
        if (now.is("not null") && !pair.before().is("not null") && !heir) {
            statements.add(alter + "DROP NOT NULL");
        }
        Set<String> old = delta.before().labels(pair.before());
        Set<String> current = delta.now().labels(now);
        if (!old.isEmpty() && !current.isEmpty() && !old.containsAll(current) && !current.containsAll(old) && !heir) {
            statements.add(alter + "TYPE text USING " + now.name() + "::text");
        }
    }

    static List<String> retype(Delta delta, WayBack.Rows rows) {
        List<String> statements = new ArrayList<>();
        for (Pair pair : sorted(delta)) {
            switch (pair.now().kind()) {
                case COLUMN -> {
                    if (Remake.changesType(pair) && !Creates.isInherited(pair.now())) {
                        if (!rows.covers(pair.before().address())) {
                            statements.add(fits(pair, delta.now()));
                        }
                        statements.add(Phrase.alterParent(pair.now(), delta.now()) + " ALTER COLUMN "
                                + pair.now().name() + " TYPE " + type(pair.before()) + " USING " + cast(pair));
                    }
                }
                case ATTRIBUTE -> attribute(pair, delta.now(), statements);
                case FUNCTION, PROCEDURE -> {
                    if (pair.differs("definition") && !Remake.isNeeded(pair)) {
                        statements.add(
                                pair.before().fact("definition").orElse("").strip());
                    }
                }
                default -> {}
            }
        }
        return statements;
    }

    /** A cast can shorten and round without a word; what does not come through there and back stops the way back. */
    private static String fits(Pair pair, Catalog catalog) {
        String table = catalog.parentName(pair.now());
        boolean own = pair.now().is("own type") || pair.before().is("own type");
        String there = "(" + cast(pair) + ")" + (own ? "::text" : "") + "::"
                + pair.now().fact("type").orElse("");
        String what = (table + "." + pair.now().name()).replace("'", "''").replace("%", "%%");
        return "DO $sternway$ BEGIN IF EXISTS (SELECT FROM " + table + " WHERE (" + there + ")::text IS DISTINCT FROM "
                + pair.now().name()
                + "::text) THEN RAISE EXCEPTION 'Values of " + what + " do not fit the old type "
                + pair.before().fact("type").orElse("").replace("'", "''")
                + "; shorten or move them first, or restore the backup'; END IF; END $sternway$";
    }

    /** From or to a type of the user's own only the way over text exists. */
    static String cast(Pair pair) {
        boolean own = pair.now().is("own type") || pair.before().is("own type");
        return pair.now().name() + (own ? "::text" : "") + "::"
                + pair.before().fact("type").orElse("");
    }

    private static void attribute(Pair pair, Catalog catalog, List<String> statements) {
        if (pair.differs("type") || pair.differs("collation")) {
            statements.add(Phrase.alterParent(pair.now(), catalog) + " ALTER ATTRIBUTE "
                    + pair.now().name() + " TYPE " + type(pair.before()) + " CASCADE");
        }
    }

    static String type(Item column) {
        return column.fact("type").orElse("")
                + column.fact("collation").map(it -> " COLLATE " + it).orElse("");
    }

    /** Only DEFERRABLE or INITIALLY differ, which a foreign key can take in place. */
    static boolean isOnlyTiming(Pair pair) {
        return pair.now().kind() == Kind.FOREIGN_KEY && untimed(pair.now()).equals(untimed(pair.before()));
    }

    private static String untimed(Item constraint) {
        return timing(constraint, "").strip();
    }

    private static String timing(Item constraint, String with) {
        return constraint
                .fact("definition")
                .orElse("")
                .replaceAll("( NOT)? DEFERRABLE| INITIALLY (DEFERRED|IMMEDIATE)", with);
    }

    static String timing(Item constraint) {
        String definition = constraint.fact("definition").orElse("");
        return definition.contains(" DEFERRABLE")
                ? definition.contains("INITIALLY DEFERRED")
                        ? "DEFERRABLE INITIALLY DEFERRED"
                        : "DEFERRABLE INITIALLY IMMEDIATE"
                : "NOT DEFERRABLE";
    }

    static List<Pair> sorted(Delta delta) {
        return delta.pairs().stream()
                .sorted(Comparator.comparing((Pair pair) -> pair.now().kind())
                        .thenComparing(pair -> delta.now().path(pair.now())))
                .toList();
    }

    static Set<String> lines(Item item, String fact) {
        Set<String> lines = new TreeSet<>();
        item.fact(fact).ifPresent(text -> text.lines().forEach(lines::add));
        return lines;
    }
}
