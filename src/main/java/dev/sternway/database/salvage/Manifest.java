package dev.sternway.database.salvage;

import java.util.List;

/** What one salvage set aside, table by table; the rows are in files beside it. */
public record Manifest(String key, List<Part> parts) {
    /**
     * @param mode whether single values or whole rows were set aside
     * @param columns those that were set aside
     * @param file gzip of one JSON object a line
     */
    public record Part(
            Mode mode, String table, List<String> key, List<String> columns, String file, String sha256, long count) {}

    /** What a line of a part holds. */
    public enum Mode {
        /** Values of dropped columns: key and values. */
        VALUES,
        /** Rows that a restore would forget: kind, key, before and after. */
        ROWS
    }

    public long rows() {
        return count(Mode.ROWS);
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
