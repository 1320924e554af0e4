package dev.sternway.planner.effect;

import dev.sternway.planner.catalog.Catalog;
import dev.sternway.planner.catalog.Delta;
import dev.sternway.planner.catalog.Delta.Pair;
import dev.sternway.planner.catalog.Item;
import dev.sternway.planner.catalog.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What breaks the version of the application before the migration, when it runs on the new schema: code-only rollback rests on it. */
public final class OldCode {
    private final Delta delta;
    private final Set<String> warnings = new TreeSet<>();

    private OldCode(Delta delta) {
        this.delta = delta;
    }

    public static List<String> warnings(Catalog before, Catalog end) {
        OldCode code = new OldCode(Delta.between(before, end, Set.of()));
        code.delta.dropped().forEach(code::dropped);
        code.delta.created().forEach(code::created);
        code.delta.pairs().forEach(code::changed);
        return new ArrayList<>(code.warnings);
    }

    private void warn(String what) {
        warnings.add("breaks the old version: " + what);
    }

    private void dropped(Item item) {
        switch (item.kind()) {
            case TABLE, VIEW, MATERIALIZED_VIEW, FUNCTION, PROCEDURE, SEQUENCE ->
                warn("the " + item.kind().words() + " " + item.qualified() + " is gone");
            case COLUMN -> {
                if (delta.before().parent(item).flatMap(delta::later).isPresent()) {
                    warn("the column " + delta.before().path(item) + " is gone");
                }
            }
            default -> {}
        }
    }

    private void created(Item item) {
        Optional<Item> oldTable = delta.now().parent(item).flatMap(delta::earlier);
        if (oldTable.isEmpty()) {
            return;
        }
        String table = delta.now().parentName(item);
        switch (item.kind()) {
            case COLUMN -> {
                if (item.is("not null")
                        && item.fact("default").isEmpty()
                        && item.fact("identity").isEmpty()
                        && item.fact("generated").isEmpty()) {
                    warn("new rows of " + table + " need a value for " + item.name());
                }
            }
            case CONSTRAINT, FOREIGN_KEY, DOMAIN_CONSTRAINT ->
                warn("rows of " + table + " must satisfy " + item.name() + " "
                        + item.fact("definition").orElse(""));
            case INDEX -> {
                if (item.is("unique")) {
                    warn("rows of " + table + " must be unique by " + item.name());
                }
            }
            case TRIGGER -> warn("writes to " + table + " fire the new trigger " + item.name());
            case POLICY -> warn("rows of " + table + " are limited by the new policy " + item.name());
            default -> {}
        }
    }

    private void changed(Pair pair) {
        Item now = pair.now();
        String path = delta.before().path(pair.before());
        boolean named = Set.of(
                        Kind.TABLE,
                        Kind.COLUMN,
                        Kind.VIEW,
                        Kind.MATERIALIZED_VIEW,
                        Kind.FUNCTION,
                        Kind.SEQUENCE,
                        Kind.SCHEMA)
                .contains(now.kind());
        if (named
                && !(pair.before().name().equals(now.name())
                        && pair.before().schema().equals(now.schema()))) {
            warn(path + " is called " + now.qualified() + " now");
        }
        if (now.kind() == Kind.COLUMN) {
            if (now.is("not null") && !pair.before().is("not null")) {
                warn(path + " may no longer be null");
            }
            if (pair.differs("type")) {
                warn(path + " was " + pair.before().fact("type").orElse("") + " and is "
                        + now.fact("type").orElse(""));
            }
            if (pair.before().fact("default").isPresent() && now.fact("default").isEmpty() && now.is("not null")) {
                warn(path + " has no default any more");
            }
        }
        if (now.kind() == Kind.ENUM && pair.differs("labels")) {
            warn("the labels of " + path + " changed");
        }
        if ((now.kind() == Kind.VIEW || now.kind() == Kind.FUNCTION) && pair.differs("definition")) {
            warn(path + " gives other results");
        }
        if (now.kind() == Kind.TABLE && now.is("row security") && !pair.before().is("row security")) {
            warn("row security limits " + path);
        }
    }
}
