package dev.sternway.planner.catalog;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One object of the database.
 *
 * @param schema quoted, for objects that live in one
 * @param name quoted as SQL needs it, without the schema
 * @param parent what it hangs on: the table of a column, the partitioned table of a partition
 * @param facts all that can differ, as SQL text; lists one entry a line
 */
public record Item(
        Address address,
        Kind kind,
        Optional<String> schema,
        String name,
        Optional<Address> parent,
        Map<String, String> facts) {
    private static final Set<String> NOTES =
            Set.of("type storage", "own type", "comparable", "simple name", "built in", "primary");

    public Optional<String> fact(String name) {
        return Optional.ofNullable(facts.get(name));
    }

    public boolean is(String fact) {
        return "true".equals(facts.get(fact));
    }

    /** With its schema, where it lives in one. */
    public String qualified() {
        return schema.map(it -> it + "." + name).orElse(name);
    }

    /** It says what another fact means and is no fact of its own. */
    static boolean isNote(String fact) {
        return NOTES.contains(fact);
    }
}
