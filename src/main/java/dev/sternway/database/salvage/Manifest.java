package dev.sternway.database.salvage;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What one salvage set aside, table by table; the rows are in files beside it. */
public record Manifest(String key, List<Part> parts) {
    /**
     * @param mode whether single values or whole rows were set aside
     * @param columns those that were set aside
     * @param file gzip of one JSON object a line
     * @param lost rows that the broken table holds and that could not be read for salvage
     * @param highest highest whole number by column, in rows that wait to be replayed
     */
    public record Part(
            Mode mode,
            String table,
            List<String> key,
            List<String> columns,
            String file,
            String sha256,
            long count,
            long lost,
            Map<String, Long> highest) {}

    /** What a line of a part holds. */
    public enum Mode {
        /** Values of dropped columns: key and values. */
        VALUES,
        /** Rows that a restore would forget: kind, key, before and after. */
        ROWS,
        /** Every write that was committed since arming, in order, over all tables. */
        CHANGES
    }

    /** By {@code schema.table.column}. */
    public Map<String, Long> highest() {
        Map<String, Long> all = new TreeMap<>();
        parts.forEach(part -> part.highest()
                .forEach((column, value) -> all.merge(
                        part.mode() == Mode.CHANGES ? column : part.table() + "." + column, value, Math::max)));
        return all;
    }

    /** The file of changes in order, where there was a slot. */
    public Optional<Part> changes() {
        return parts.stream().filter(part -> part.mode() == Mode.CHANGES).findFirst();
    }

    public long lost() {
        return parts.stream().mapToLong(Part::lost).sum();
    }

    public long rows() {
        return count(Mode.ROWS) + count(Mode.CHANGES);
    }

    public long values() {
        return count(Mode.VALUES);
    }

    private long count(Mode mode) {
        return parts.stream()
                .filter(part -> part.mode() == mode)
                .mapToLong(Part::count)
                .sum();
    }
}
