package dev.sternway.executor.data;

import dev.sternway.database.salvage.Manifest;
import dev.sternway.executor.StepContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** What an earlier step of the guard set aside. */
final class KeptRows {
    private KeptRows() {}

    static String keepsake(String database) {
        return "salvage/" + database;
    }

    static Optional<Manifest> manifest(StepContext context, String database) throws IOException {
        Optional<String> kept = context.keepsakes().find(keepsake(database));
        return kept.isEmpty() ? Optional.empty() : Manifest.read(Path.of(kept.get()));
    }

    /** Highest whole numbers of rows that wait to be replayed, by {@code schema.table.column}: nobody else may take them. */
    static Map<String, Long> highest(StepContext context, String database) throws IOException {
        return manifest(context, database).map(Manifest::highest).orElse(Map.of());
    }
}
