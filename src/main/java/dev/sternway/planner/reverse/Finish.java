package dev.sternway.planner.reverse;

import dev.sternway.planner.Impossible;
import dev.sternway.planner.catalog.Address;
import dev.sternway.planner.catalog.Catalog;
import dev.sternway.planner.catalog.Delta;
import dev.sternway.planner.catalog.Delta.Pair;
import dev.sternway.planner.catalog.Item;
import dev.sternway.planner.catalog.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Facts that are set once everything is in place again: defaults, NOT NULL, options, owners, grants, comments. */
final class Finish {
    private final Delta delta;
    private final Catalog now;
    private final Set<Address> remade;
    private final List<String> statements = new ArrayList<>();

    private Finish(Delta delta, Set<Address> remade) {
        this.delta = delta;
        this.remade = remade;
        now = delta.now();
    }

    /** @param remade what the way back made anew, by its earlier address */
    static List<String> of(Delta delta, Set<Address> remade) {
        Finish finish = new Finish(delta, remade);
        List<Pair> pairs = Alters.sorted(delta);
        pairs.forEach(finish::owner);
        pairs.forEach(finish::pair);
        return finish.statements;
    }

    private void pair(Pair pair) {
        if (pair.before().facts().equals(pair.now().facts())) {
            return;
        }
        String alter = "ALTER " + Phrase.of(pair.now(), now) + " ";

        switch (pair.now().kind()) {
            case TABLE, FOREIGN_TABLE -> statements.addAll(FinishTable.of(pair, alter, delta));
            case COLUMN ->
                statements.addAll(FinishTable.column(
                        pair,
                        Phrase.alterParent(pair.now(), now) + " ALTER COLUMN "
                                + pair.now().name() + " ",
                        delta,
                        remade));
            case VIEW_COLUMN -> {
                if (pair.differs("storage")) {
                    statements.add("ALTER MATERIALIZED VIEW " + now.parentName(pair.now()) + " ALTER COLUMN "
                            + pair.now().name() + " SET STORAGE "
                            + pair.before()
                                    .fact("storage")
                                    .orElse(pair.before().fact("type storage").orElse("")));
                }
                set(
                        pair,
                        "default",
                        Phrase.alterParent(pair.now(), now) + " ALTER COLUMN "
                                + pair.now().name() + " SET DEFAULT ",
                        Phrase.alterParent(pair.now(), now) + " ALTER COLUMN "
                                + pair.now().name() + " DROP DEFAULT");
            }
            case VIEW, MATERIALIZED_VIEW -> {
                statements.addAll(FinishTable.options(pair, alter, "options"));
                set(pair, "access method", alter + "SET ACCESS METHOD ", "");
            }
            case SEQUENCE -> sequence(pair, alter);
            case DOMAIN -> domain(pair, alter);
            case CONSTRAINT, FOREIGN_KEY, DOMAIN_CONSTRAINT -> constraint(pair);
            case INDEX -> index(pair, alter);
            case TRIGGER ->
                enabled(
                        pair,
                        Phrase.alterParent(pair.now(), now),
                        "TRIGGER " + pair.now().name());
            case RULE ->
                enabled(
                        pair,
                        Phrase.alterParent(pair.now(), now),
                        "RULE " + pair.now().name());
            case EVENT_TRIGGER -> enabled(pair, alter.strip(), "");
            case STATISTICS -> set(pair, "target", alter + "SET STATISTICS ", alter + "SET STATISTICS -1");
            case EXTENSION -> extension(pair);
            case TEXT_SEARCH_CONFIGURATION -> mappings(pair, alter);
            case ROLE,
                    SETTING,
                    LARGE_OBJECT,
                    SUBSCRIPTION,
                    USER_MAPPING,
                    SERVER,
                    OPERATOR,
                    OPERATOR_CLASS,
                    BASE_TYPE,
                    TEXT_SEARCH_DICTIONARY -> impossible(pair);
            default -> {}
        }
        if (pair.differs("acl")) {
            statements.addAll(Privileges.of(pair, now));
        }
        if (pair.differs("comment")) {
            statements.add("COMMENT ON " + Phrase.of(pair.now(), now) + " IS "
                    + pair.before().fact("comment").map(Phrase::literal).orElse("NULL"));
        }
    }

    /** An owned sequence follows its table. */
    private void owner(Pair pair) {
        boolean follows = pair.now().kind() == Kind.SEQUENCE
                && pair.now().fact("owned by").isPresent();
        if (pair.differs("owner") && !follows) {
            statements.add("ALTER " + Phrase.of(pair.now(), now) + " OWNER TO "
                    + pair.before().fact("owner").orElse(""));
        }
    }

    private void impossible(Pair pair) {
        for (String fact : pair.before().facts().keySet()) {
            if (pair.differs(fact) && !Set.of("owner", "acl", "comment").contains(fact)) {
                throw new Impossible(
                        "the " + pair.now().kind().words() + " " + now.path(pair.now()) + " was changed (" + fact
                                + "), which is not part of this database alone or has no exact way back; change it apart from the release");
            }
        }
    }

    private void set(Pair pair, String fact, String set, String reset) {
        if (pair.differs(fact)) {
            statements.add(pair.before().fact(fact).map(value -> set + value).orElse(reset));
        }
    }

    private void extension(Pair pair) {
        if (pair.differs("version")) {
            throw new Impossible("the extension " + pair.now().name() + " went from version "
                    + pair.before().fact("version").orElse("") + " to "
                    + pair.now().fact("version").orElse("") + ", and extensions have no way down; restore the backup");
        }
        set(pair, "schema", "ALTER EXTENSION " + pair.now().name() + " SET SCHEMA ", "");
    }

    private void mappings(Pair pair, String alter) {
        Set<String> old = Alters.lines(pair.before(), "mappings");
        Set<String> current = Alters.lines(pair.now(), "mappings");
        current.stream()
                .filter(it -> !old.contains(it))
                .forEach(it -> statements.add(alter + "DROP MAPPING FOR " + it.split(" ", 2)[0]));
        old.stream()
                .filter(it -> !current.contains(it))
                .forEach(it -> statements.add(alter + "ADD MAPPING FOR " + it.replaceFirst(" ", " WITH ")));
    }

    private void sequence(Pair pair, String alter) {
        if (pair.differs("type")) {
            statements.add(alter + "AS " + pair.before().fact("type").orElse("bigint"));
        }
        if (java.util.stream.Stream.of("type", "start", "increment", "min", "max", "cache", "cycle")
                .anyMatch(pair::differs)) {
            statements.add(alter.strip() + Creates.options(pair.before()));
        }
        set(pair, "owned by", alter + "OWNED BY ", alter + "OWNED BY NONE");
        if (pair.differs("persistence")) {
            statements.add(alter
                    + (pair.before().fact("persistence").filter("u"::equals).isPresent()
                            ? "SET UNLOGGED"
                            : "SET LOGGED"));
        }
    }

    private void domain(Pair pair, String alter) {
        if (pair.differs("type") || pair.differs("collation")) {
            throw new Impossible("the domain " + pair.now().qualified()
                    + " rests on another type now; no statement changes that back");
        }
        set(pair, "default", alter + "SET DEFAULT ", alter + "DROP DEFAULT");
        if (pair.differs("not null")) {
            statements.add(alter + (pair.before().is("not null") ? "SET" : "DROP") + " NOT NULL");
        }
    }

    private void constraint(Pair pair) {
        String index = now.parent(pair.now()).flatMap(Item::schema).orElse("public") + "."
                + pair.now().name();
        statements.addAll(FinishTable.options(pair, "ALTER INDEX " + index + " ", "index options"));
        if (pair.differs("index comment")) {
            statements.add("COMMENT ON INDEX " + index + " IS "
                    + pair.before().fact("index comment").map(Phrase::literal).orElse("NULL"));
        }
        String parent = Phrase.alterParent(pair.now(), now);
        if (pair.before().is("validated") && !pair.now().is("validated")) {
            statements.add(parent + " VALIDATE CONSTRAINT " + pair.now().name());
        }
        if (pair.differs("definition") && Alters.isOnlyTiming(pair)) {
            statements.add(parent + " ALTER CONSTRAINT " + pair.now().name() + " " + Alters.timing(pair.before()));
        }
        if (pair.now().is("not enforced") && !pair.before().is("not enforced")) {
            statements.add(
                    "DO $sternway$ DECLARE r record; BEGIN FOR r IN SELECT g.tgrelid::regclass AS name, g.tgname FROM pg_trigger g JOIN pg_constraint k ON k.oid = g.tgconstraint"
                            + " WHERE k.conname = "
                            + Phrase.literal(plain(pair.now().name())) + " AND k.conrelid = "
                            + Phrase.literal(now.parentName(pair.now()))
                            + "::regclass AND g.tgisinternal AND g.tgenabled <> 'O' LOOP EXECUTE format('ALTER TABLE %s ENABLE TRIGGER %I', r.name, r.tgname); END LOOP; END $sternway$");
        } else if (pair.differs("not enforced")) {
            throw new Impossible("the constraint " + now.path(pair.now())
                    + " was not enforced before and is now; switch its triggers off again by hand");
        }
        clustered(pair);
    }

    private static String plain(String name) {
        return name.startsWith("\"") ? name.substring(1, name.length() - 1).replace("\"\"", "\"") : name;
    }

    private void clustered(Pair pair) {
        if (pair.differs("clustered")) {
            String parent = Phrase.alterParent(pair.now(), now);
            if (pair.before().is("clustered")) {
                statements.add(parent + " CLUSTER ON " + pair.now().name());
            } else if (delta.now().parent(pair.now()).isPresent() && noOtherMark(pair)) {
                statements.add(parent + " SET WITHOUT CLUSTER");
            }
        }
    }

    private boolean noOtherMark(Pair pair) {
        return delta.before().items().stream()
                .filter(item -> item.parent().equals(pair.before().parent()))
                .noneMatch(item -> item.is("clustered"));
    }

    private void index(Pair pair, String alter) {
        clustered(pair);
        boolean tableAttached = delta.now()
                .parent(pair.now())
                .filter(it -> it.fact("bound").isPresent())
                .isPresent();
        pair.before()
                .fact("attached to")
                .filter(parent -> pair.now().fact("attached to").isEmpty() && tableAttached)
                .ifPresent(parent -> statements.add("ALTER INDEX " + parent + " ATTACH PARTITION "
                        + pair.now().qualified()));
        statements.addAll(FinishTable.options(pair, alter, "options"));
        set(pair, "tablespace", alter + "SET TABLESPACE ", alter + "SET TABLESPACE pg_default");
        Set<String> old = Alters.lines(pair.before(), "statistics");
        Set<String> current = Alters.lines(pair.now(), "statistics");
        current.stream()
                .map(it -> it.split(" ")[0])
                .filter(n -> old.stream().noneMatch(it -> it.startsWith(n + " ")))
                .forEach(n -> statements.add(alter + "ALTER COLUMN " + n + " SET STATISTICS -1"));
        old.stream()
                .filter(it -> !current.contains(it))
                .forEach(it -> statements.add(alter + "ALTER COLUMN " + it.replace(" ", " SET STATISTICS ")));
    }

    private void enabled(Pair pair, String alter, String what) {
        if (pair.differs("enabled")) {
            statements.add((alter + " "
                            + switch (pair.before().fact("enabled").orElse("O")) {
                                case "D" -> "DISABLE ";
                                case "A" -> "ENABLE ALWAYS ";
                                case "R" -> "ENABLE REPLICA ";
                                default -> "ENABLE ";
                            }
                            + what)
                    .strip());
        }
    }
}
