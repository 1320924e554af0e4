package dev.sternway.database.salvage;

import dev.sternway.base.Digest;
import dev.sternway.database.catalog.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What one salvage set aside, table by table; the rows are in files beside it. */
public record Manifest(String key, List<Part> parts) {
    /** Its name, in the folder of its files. */
    public static final String FILE = "manifest.json";

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

    /** What {@link #write} wrote; empty when there is no such file. */
    public static Optional<Manifest> read(Path file) throws IOException {
        return Files.exists(file)
                ? Optional.of(Json.exact().readValue(Files.readAllBytes(file), Manifest.class))
                : Optional.empty();
    }

    /** Writes it into a folder of its files, all or nothing. @return SHA-256 of what was written */
    public String write(Path folder) throws IOException {
        byte[] content = Json.exact().writeValueAsBytes(this);
        Path fresh = folder.resolve(FILE + ".new");
        Files.write(fresh, content);
        Files.move(fresh, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
        return Digest.of(content);
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
