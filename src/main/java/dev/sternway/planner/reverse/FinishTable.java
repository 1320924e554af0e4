package dev.sternway.planner.reverse;

import dev.sternway.planner.catalog.Delta;
import dev.sternway.planner.catalog.Delta.Pair;
import dev.sternway.planner.catalog.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Facts of tables that are set once everything is in place again: options, security, partitions, replica identity. */
final class FinishTable {
    private final Delta delta;
    private final List<String> statements = new ArrayList<>();

    private FinishTable(Delta delta) {
        this.delta = delta;
    }

    static List<String> of(Pair pair, String alter, Delta delta) {
        FinishTable finish = new FinishTable(delta);
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
}
