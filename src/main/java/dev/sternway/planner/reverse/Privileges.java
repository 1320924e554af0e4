package dev.sternway.planner.reverse;

import dev.sternway.planner.Impossible;
import dev.sternway.planner.catalog.Catalog;
import dev.sternway.planner.catalog.Delta.Pair;
import dev.sternway.planner.catalog.Item;
import dev.sternway.planner.catalog.Kind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Grants what is missing and revokes what is too much; a grant that was there before stays. */
final class Privileges {
    private Privileges() {}

    static List<String> of(Pair pair, Catalog now) {
        if (!pair.differs("acl")) {
            return List.of();
        }
        Item item = pair.now();
        if (item.kind() == Kind.DEFAULT_PRIVILEGES) {
            return defaults(item, entries(pair.before(), "acl"), entries(item, "acl"));
        }
        String on = on(item, now);
        String columns = item.kind() == Kind.COLUMN || item.kind() == Kind.VIEW_COLUMN ? " (" + item.name() + ")" : "";
        return changes("", entries(pair.before(), "acl"), entries(item, "acl"), columns, " ON " + on);
    }

    private static List<String> changes(
            String prefix, Set<String> old, Set<String> current, String columns, String on) {
        List<String> statements = new ArrayList<>();
        boolean byOther = old.stream().anyMatch(it -> it.contains(" BY ") && !current.contains(it))
                || current.stream().anyMatch(it -> it.contains(" BY ") && !old.contains(it));
        if (byOther) {
            throw new Impossible(
                    "a grant" + on
                            + " was given by another role than the owner; only that role can give it again. Grant it apart from the release");
        }
        current.stream().filter(it -> !old.contains(it)).forEach(it -> {
            String[] words = parts(it);
            statements.add(prefix + "REVOKE " + words[1] + columns + on + " FROM " + words[0]);
        });
        old.stream().filter(it -> !current.contains(it)).forEach(it -> {
            String[] words = parts(it);
            statements.add(prefix + "GRANT " + words[1] + columns + on + " TO " + words[0] + words[2]);
        });
        return statements;
    }

    /** Grantee, privilege, and {@code WITH GRANT OPTION} or nothing. */
    private static String[] parts(String entry) {
        boolean option = entry.endsWith(" *");
        String plain = option ? entry.substring(0, entry.length() - 2) : entry;
        int space = plain.lastIndexOf(' ');
        return new String[] {plain.substring(0, space), plain.substring(space + 1), option ? " WITH GRANT OPTION" : ""};
    }

    private static Set<String> entries(Item item, String fact) {
        Set<String> entries = new LinkedHashSet<>();
        item.fact(fact).ifPresent(text -> text.lines().forEach(entries::add));
        return entries;
    }

    private static String on(Item item, Catalog now) {
        return switch (item.kind()) {
            case COLUMN, VIEW_COLUMN -> now.parentName(item);
            case TABLE, VIEW, MATERIALIZED_VIEW, FOREIGN_TABLE -> "TABLE " + item.qualified();
            case ENUM, RANGE_TYPE, BASE_TYPE, COMPOSITE_TYPE, DOMAIN -> "TYPE " + item.qualified();
            case FOREIGN_DATA_WRAPPER, SERVER ->
                throw new Impossible("the grants of " + Phrase.of(item, now) + " changed; restore them by hand");
            default -> Phrase.of(item, now);
        };
    }

    /** Back to what is built in, when nobody had changed them before. */
    static List<String> reset(Item item) {
        return defaults(item, entries(item, "built in"), entries(item, "acl"));
    }

    /** Default privileges that are gone come back. */
    static List<String> again(Item item) {
        return defaults(item, entries(item, "acl"), entries(item, "built in"));
    }

    private static List<String> defaults(Item item, Set<String> old, Set<String> current) {
        String schema = item.fact("in schema").map(it -> " IN SCHEMA " + it).orElse("");
        return changes(
                "ALTER DEFAULT PRIVILEGES FOR ROLE " + item.fact("role").orElse("") + schema + " ",
                old,
                current,
                "",
                " ON " + item.fact("on").orElse("TABLES"));
    }
}
