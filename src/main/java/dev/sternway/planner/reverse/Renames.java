package dev.sternway.planner.reverse;

import dev.sternway.planner.catalog.Catalog;
import dev.sternway.planner.catalog.Delta;
import dev.sternway.planner.catalog.Delta.Pair;
import dev.sternway.planner.catalog.Item;
import dev.sternway.planner.catalog.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Gives objects their old names and schemas back; who stands in the way gets a passing name first. */
final class Renames {
    private static final List<Set<Kind>> ROUNDS = List.of(
            Set.of(Kind.SCHEMA),
            Set.of(
                    Kind.TABLE,
                    Kind.FOREIGN_TABLE,
                    Kind.VIEW,
                    Kind.MATERIALIZED_VIEW,
                    Kind.SEQUENCE,
                    Kind.ENUM,
                    Kind.DOMAIN,
                    Kind.RANGE_TYPE,
                    Kind.COMPOSITE_TYPE,
                    Kind.FUNCTION,
                    Kind.PROCEDURE,
                    Kind.AGGREGATE,
                    Kind.COLLATION,
                    Kind.SERVER,
                    Kind.STATISTICS,
                    Kind.PUBLICATION,
                    Kind.EVENT_TRIGGER,
                    Kind.FOREIGN_DATA_WRAPPER,
                    Kind.TEXT_SEARCH_CONFIGURATION,
                    Kind.TEXT_SEARCH_DICTIONARY),
            Set.of(
                    Kind.COLUMN,
                    Kind.ATTRIBUTE,
                    Kind.CONSTRAINT,
                    Kind.FOREIGN_KEY,
                    Kind.DOMAIN_CONSTRAINT,
                    Kind.INDEX,
                    Kind.TRIGGER,
                    Kind.RULE,
                    Kind.POLICY));

    private static final String PASSING = "sternway_passing_";

    private final Delta delta;
    private final Set<Item> moved = new HashSet<>();
    private final List<String> statements = new ArrayList<>();
    private int passing;

    private Renames(Delta delta, int passing) {
        this.delta = delta;
        this.passing = passing;
    }

    /** Those of the first kind of object that has any; ask again afterwards. */
    static List<String> of(Delta delta, int round) {
        for (Set<Kind> kinds : ROUNDS) {
            Renames renames = new Renames(delta, round * 100);
            delta.pairs().stream()
                    .filter(pair -> kinds.contains(pair.now().kind()))
                    .sorted(java.util.Comparator.comparing(pair -> delta.now().path(pair.now())))
                    .forEach(renames::rename);
            if (!renames.statements.isEmpty()) {
                return renames.statements;
            }
        }
        return List.of();
    }

    private void rename(Pair pair) {
        Item now = pair.now();
        String from = simple(now);
        String to = simple(pair.before());
        boolean follows = now.kind() == Kind.INDEX
                || now.kind() == Kind.SEQUENCE && now.fact("owned by").isPresent();
        boolean moves = !follows && !pair.before().schema().equals(now.schema());
        labels(pair);
        if (from.equals(to) && !moves || moved.contains(now) || followsParent(now)) {
            return;
        }
        if (moves && !from.equals(to) && !from.startsWith(PASSING)) {
            stepAside(now);
            return;
        }
        occupant(pair).ifPresent(this::stepAside);
        String at = Phrase.of(now, delta.now());
        if (moves) {
            statements.add(
                    "ALTER " + at + " SET SCHEMA " + pair.before().schema().orElse("public"));
            at = at.replace(
                    now.schema().orElse("") + "." + now.name(),
                    pair.before().schema().orElse("") + "." + now.name());
        }
        if (!from.equals(to)) {
            statements.add(alter(now, at, to));
        }
    }

    /** Columns of heirs and of typed tables are renamed with the parent's or the type's. */
    private boolean followsParent(Item now) {
        return now.fact("inherited").isPresent()
                || now.is("clone")
                || now.kind() == Kind.COLUMN
                        && delta.now()
                                .parent(now)
                                .flatMap(it -> it.fact("of type"))
                                .isPresent();
    }

    private void labels(Pair pair) {
        if (pair.now().kind() != Kind.ENUM
                || !pair.differs("labels")
                || !oids(pair.before()).equals(oids(pair.now()))) {
            return;
        }
        List<String> old = pair.before().fact("labels").orElse("").lines().toList();
        List<String> current = pair.now().fact("labels").orElse("").lines().toList();
        List<String> last = new ArrayList<>();
        for (int i = 0; i < old.size(); i++) {
            String wanted = label(old.get(i));
            String there = label(current.get(i));
            if (!wanted.equals(there)) {
                boolean taken = current.stream().anyMatch(line -> label(line).equals(wanted));
                String aside = "'" + PASSING + ++passing + "'";
                String rename = "ALTER TYPE " + pair.now().qualified() + " RENAME VALUE ";
                statements.add(rename + there + " TO " + (taken ? aside : wanted));
                if (taken) {
                    last.add(rename + aside + " TO " + wanted);
                }
            }
        }
        statements.addAll(last);
    }

    private static List<String> oids(Item item) {
        return item.fact("labels")
                .orElse("")
                .lines()
                .map(line -> line.split(" ", 2)[0])
                .toList();
    }

    private static String label(String line) {
        return line.substring(line.indexOf(' ') + 1);
    }

    private String alter(Item now, String at, String to) {
        Catalog catalog = delta.now();
        return switch (now.kind()) {
            case COLUMN -> Phrase.alterParent(now, catalog) + " RENAME COLUMN " + now.name() + " TO " + to;
            case ATTRIBUTE ->
                Phrase.alterParent(now, catalog) + " RENAME ATTRIBUTE " + now.name() + " TO " + to + " CASCADE";
            case CONSTRAINT, FOREIGN_KEY, DOMAIN_CONSTRAINT ->
                Phrase.alterParent(now, catalog) + " RENAME CONSTRAINT " + now.name() + " TO " + to;
            default -> "ALTER " + at + " RENAME TO " + to;
        };
    }

    private void stepAside(Item item) {
        if (moved.add(item)) {
            statements.add(alter(item, Phrase.of(item, delta.now()), PASSING + ++passing));
        }
    }

    private Optional<Item> occupant(Pair pair) {
        Item wanted = pair.before();
        return delta.now().items().stream()
                .filter(item -> !item.address().equals(pair.now().address())
                        && !delta.now().isSetAside(item))
                .filter(item -> item.name().equals(wanted.name()) && sharesNames(item, pair))
                .findFirst();
    }

    private static boolean sharesNames(Item item, Pair pair) {
        Kind kind = pair.now().kind();
        if (kind.livesInSchema()) {
            return item.kind().livesInSchema()
                    && item.schema().equals(pair.before().schema())
                    && (item.kind() == kind || isNamedLikeTable(item.kind()) && isNamedLikeTable(kind));
        }
        return item.kind() == kind && item.parent().equals(pair.now().parent());
    }

    private static boolean isNamedLikeTable(Kind kind) {
        return kind.isRelation()
                || kind == Kind.INDEX
                || kind == Kind.SEQUENCE
                || kind == Kind.ENUM
                || kind == Kind.DOMAIN
                || kind == Kind.COMPOSITE_TYPE
                || kind == Kind.RANGE_TYPE;
    }

    private static String simple(Item item) {
        return item.fact("simple name").orElse(item.name());
    }
}
