package dev.sternway.planner.reverse;

import dev.sternway.planner.Impossible;
import dev.sternway.planner.catalog.Address;
import dev.sternway.planner.catalog.Catalog;
import dev.sternway.planner.catalog.Delta.Pair;
import dev.sternway.planner.catalog.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Facts of columns that are set once everything is in place again: default, NOT NULL, identity, storage. */
final class FinishColumn {
    private final Catalog now;
    private final Set<Address> remade;
    private final List<String> statements = new ArrayList<>();

    private FinishColumn(Catalog now, Set<Address> remade) {
        this.now = now;
        this.remade = remade;
    }

    static List<String> of(Pair pair, String alter, Catalog now, Set<Address> remade) {
        FinishColumn finish = new FinishColumn(now, remade);
        finish.column(pair, alter);
        return finish.statements;
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

    private void set(Pair pair, String fact, String set, String reset) {
        if (pair.differs(fact)) {
            statements.add(pair.before().fact(fact).map(value -> set + value).orElse(reset));
        }
    }
}
