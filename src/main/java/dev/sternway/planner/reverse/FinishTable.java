package dev.sternway.planner.reverse;

import dev.sternway.planner.Impossible;
import dev.sternway.planner.catalog.Address;
import dev.sternway.planner.catalog.Catalog;
import dev.sternway.planner.catalog.Delta;
import dev.sternway.planner.catalog.Delta.Pair;
import dev.sternway.planner.catalog.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Facts of tables and their columns that are set once everything is in place again: options, security, partitions, replica identity. */
final class FinishTable {
    private final Delta delta;
    private final Catalog now;
    private final Set<Address> remade;
    private final List<String> statements = new ArrayList<>();

    private FinishTable(Delta delta, Set<Address> remade) {
        this.delta = delta;
        this.remade = remade;
        now = delta.now();
    }

    /** @param remade what the way back made anew, by its earlier address */
    static List<String> column(Pair pair, String alter, Delta delta, Set<Address> remade) {
        FinishTable finish = new FinishTable(delta, remade);
        finish.column(pair, alter);
        return finish.statements;
    }

    static List<String> of(Pair pair, String alter, Delta delta) {
        FinishTable finish = new FinishTable(delta, Set.of());
        finish.table(pair, alter);
        return finish.statements;
    }

    private void table(Pair pair, String alter) {
        Item before = pair.before();
        if (pair.differs("persistence")) {
            statements.add(alter
                    + (before.fact("persistence").filter("u"::equals).isPresent() ? "SET UNLOGGED" : "SET LOGGED"));
        }
        set(pair, "access method", alter + "SET ACCESS METHOD ", alter + "SET ACCESS METHOD heap");
        set(pair, "tablespace", alter + "SET TABLESPACE ", alter + "SET TABLESPACE pg_default");
        statements.addAll(options(pair, alter, "options"));
        statements.addAll(options(pair, alter, "toast options"));
        if (pair.differs("row security")) {
            statements.add(alter + (before.is("row security") ? "ENABLE" : "DISABLE") + " ROW LEVEL SECURITY");
        }
        if (pair.differs("force row security")) {
            statements.add(alter + (before.is("force row security") ? "" : "NO ") + "FORCE ROW LEVEL SECURITY");
        }
        set(pair, "of type", alter + "OF ", alter + "NOT OF");
        if (pair.differs("bound") && before.fact("bound").isPresent()) {
            delta.before()
                    .parent(before)
                    .ifPresent(parent -> statements.add("ALTER TABLE " + parent.qualified() + " ATTACH PARTITION "
                            + pair.now().qualified() + " "
                            + before.fact("bound").orElse("")));
        } else if (before.fact("bound").isEmpty()) {
            Set<String> current = Alters.lines(pair.now(), "parents");
            Alters.lines(before, "parents").stream()
                    .filter(it -> !current.contains(it))
                    .forEach(it -> statements.add(alter + "INHERIT " + it));
        }
        if (pair.differs("replica identity")) {
            String identity = before.fact("replica identity").orElse("d");
            statements.add(alter + "REPLICA IDENTITY "
                    + switch (identity.charAt(0)) {
                        case 'f' -> "FULL";
                        case 'n' -> "NOTHING";
                        case 'i' -> "USING INDEX " + identity.substring(2);
                        default -> "DEFAULT";
                    });
        }
    }

    private void set(Pair pair, String fact, String set, String reset) {
        if (pair.differs(fact)) {
            statements.add(pair.before().fact(fact).map(value -> set + value).orElse(reset));
        }
    }

    static List<String> options(Pair pair, String alter, String fact) {
        List<String> statements = new ArrayList<>();
        Set<String> old = Alters.lines(pair.before(), fact);
        Set<String> current = Alters.lines(pair.now(), fact);
        current.stream()
                .map(it -> it.split("=", 2)[0])
                .filter(name -> old.stream().noneMatch(it -> it.startsWith(name + "=")))
                .forEach(name -> statements.add(alter + "RESET (" + name + ")"));
        old.stream()
                .filter(it -> !current.contains(it))
                .forEach(it -> statements.add(alter + "SET (" + Creates.option(it) + ")"));
        return statements;
    }

    private void column(Pair pair, String alter) {
        Item before = pair.before();
        set(pair, "default", alter + "SET DEFAULT ", alter + "DROP DEFAULT");
        if (before.is("not null") && !pair.now().is("not null")) {
            if (remade.contains(before.address()) && before.fact("default").isPresent()) {
                statements.add("UPDATE " + now.parentName(pair.now()) + " SET " + before.name() + " = DEFAULT WHERE "
                        + before.name() + " IS NULL");
            }
            statements.add(alter + "SET NOT NULL");
        }
        if (pair.differs("foreign options")
                || pair.differs("identity acl")
                        && before.fact("identity").isPresent()
                        && pair.now().fact("identity").isPresent()) {
            throw new Impossible("the options or grants inside of column " + now.path(pair.now())
                    + " changed, which has no exact way back; change them apart from the release");
        }
        if (pair.differs("identity comment")
                && before.fact("identity sequence").isPresent()
                && pair.now().fact("identity sequence").isPresent()) {
            statements.add("COMMENT ON SEQUENCE "
                    + before.fact("identity sequence").orElse("").split(" ")[2] + " IS "
                    + before.fact("identity comment").map(Phrase::literal).orElse("NULL"));
        }
        if (before.fact("identity").isPresent() && pair.now().fact("identity").isEmpty()) {
            statements.add(alter + "ADD " + Creates.identity(before));
        } else if (before.fact("identity").isPresent()
                && (pair.differs("identity") || pair.differs("identity sequence"))) {
            set(pair, "identity", alter + "SET GENERATED ", "");
            if (pair.differs("identity sequence")) {
                identitySequence(pair);
            }
        }
        if (pair.differs("storage") && !Remake.changesType(pair)) {
            statements.add(alter + "SET STORAGE "
                    + before.fact("storage").orElse(before.fact("type storage").orElse("")));
        }
        set(pair, "compression", alter + "SET COMPRESSION ", alter + "SET COMPRESSION default");
        set(pair, "statistics", alter + "SET STATISTICS ", alter + "SET STATISTICS -1");
        statements.addAll(FinishTable.options(pair, alter, "column options"));
    }

    private void identitySequence(Pair pair) {
        String old = pair.before().fact("identity sequence").orElse("");
        String current = pair.now().fact("identity sequence").orElse("");
        String name = current.split(" ")[2];
        String oldName = old.split(" ")[2];
        if (!name.equals(oldName)) {
            statements.add("ALTER SEQUENCE " + name + " RENAME TO " + oldName.substring(oldName.indexOf('.') + 1));
        }
        statements.add("ALTER SEQUENCE " + oldName + old.substring(old.indexOf(oldName) + oldName.length()));
    }
}
