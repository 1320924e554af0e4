package dev.sternway.planner.catalog;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

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

    /** A fact as it is compared: without identifiers, and without an order that does not count. */
    public Optional<String> normal(String fact) {
        return fact(fact).map(value -> switch (kind) {
            case ENUM -> fact.equals("labels") ? value.replaceAll("(?m)^\\d+ ", "") : value;
            case STATISTICS -> fact.equals("definition") ? sorted(value) : value;
            default -> value;
        });
    }

    /** Statistics name their columns in the order of the table. */
    private static String sorted(String definition) {
        int on = definition.indexOf(" ON ") + 4;
        int from = definition.lastIndexOf(" FROM ");
        String[] columns = definition.substring(on, from).split(", ");
        java.util.Arrays.sort(columns);
        return definition.substring(0, on) + String.join(", ", columns) + definition.substring(from);
    }

    /** Whether everything but the identifier is the same. */
    public boolean looksLike(Item other) {
        return kind == other.kind
                && facts.keySet().equals(other.facts.keySet())
                && facts.keySet().stream().allMatch(fact -> normal(fact).equals(other.normal(fact)));
    }

    public Optional<String> fact(String name) {
        return Optional.ofNullable(facts.get(name));
    }

    /** The same with one fact more. */
    public Item with(String fact, String value) {
        Map<String, String> more = new TreeMap<>(facts);
        more.put(fact, value);
        return new Item(address, kind, schema, name, parent, Map.copyOf(more));
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
