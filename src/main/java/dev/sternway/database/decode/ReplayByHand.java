package dev.sternway.database.decode;

import dev.sternway.database.DatabaseAccess;
import dev.sternway.database.salvage.Decisions;
import dev.sternway.database.salvage.Manifest;
import dev.sternway.database.salvage.Replay;
import dev.sternway.database.salvage.RestoredTables;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/** A replay that a person starts, with what was decided about conflicts of the one before. */
public final class ReplayByHand {
    private final DatabaseAccess database;
    private final Manifest manifest;
    private final Path folder;

    public ReplayByHand(DatabaseAccess database, Manifest manifest, Path folder) {
        this.database = database;
        this.manifest = manifest;
        this.folder = folder;
    }

    /**
     * Decisions first, all or none; then what is still open.
     *
     * @param asArmed nobody wrote to the database since it was put back, so its rows are what the first changes saw
     */
    public Replay.Result replay(boolean asArmed, List<Long> except, Decisions decisions, LongConsumer progress)
            throws Exception {
        Optional<Manifest.Part> changes = manifest.changes();
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            decisions.write(connection);
            if (changes.isPresent()) {
                new ChangeReplay(connection, changes.get()).decided(decisions.changes());
            }
            connection.commit();
            if (changes.isEmpty()) {
                return new Replay(connection, progress).replay(manifest, folder);
            }
            ChangeReplay replay = new ChangeReplay(connection, changes.get());
            if (asArmed) {
                replay.prepare(folder);
            }
            replay.skipOthers(RestoredTables.of(connection, manifest.key()));
            return replay.replay(folder, except, progress);
        }
    }
}
