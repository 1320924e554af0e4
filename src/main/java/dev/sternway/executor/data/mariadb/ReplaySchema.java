package dev.sternway.executor.data.mariadb;

import dev.sternway.database.mariadb.MariaAccess;
import dev.sternway.database.mariadb.log.BinlogReplay;
import dev.sternway.database.mariadb.salvage.RowReplay;
import dev.sternway.database.mariadb.tables.RestoredNote;
import dev.sternway.database.salvage.Decisions;
import dev.sternway.database.salvage.Manifest;
import dev.sternway.database.salvage.Replay;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.TargetDatabase;
import dev.sternway.executor.data.ReplayDatabase;
import dev.sternway.executor.data.SalvageDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the log told in the order of commits; rows and values that were compared, in one transaction. */
final class ReplaySchema extends Half<ReplayDatabase.Inputs> {
    ReplaySchema(Executor<ReplayDatabase.Inputs> whole) {
        super(whole);
    }

    @Override
    public Outcome run(ReplayDatabase.Inputs inputs, StepContext context) throws Exception {
        Optional<Manifest> kept = SalvageDatabase.kept(context, inputs.database());
        if (kept.isEmpty()) {
            return Outcome.refused("SW-0435", "Nothing was set aside", inputs.database(), "There is nothing to replay");
        }
        Manifest manifest = kept.get();
        Path folder = SalvageDatabase.folder(context, inputs.database());
        context.stillMine();
        Replay.Result result;
        List<String> fired = List.of();
        MariaAccess live = TargetDatabase.mariaDb(context, inputs.database());
        if (manifest.changes().isPresent()) {
            Optional<Set<String>> restored;
            try (Connection connection = live.connect()) {
                restored = RestoredNote.of(connection, manifest.key());
            }
            try (BinlogReplay replay = new BinlogReplay(live, manifest.changes().get())) {
                result = replay.replay(
                        folder, restored, inputs.except(), done -> context.progress(done, manifest.rows(), "changes"));
            }
            return said(result, fired, folder, context);
        }
        try (Connection connection = live.connect()) {
            RowReplay replay = new RowReplay(
                    connection, done -> context.progress(done, manifest.rows() + manifest.values(), "rows"));
            fired = replay.tablesWithTriggers(manifest);
            result = replay.replay(manifest, folder, Decisions.none());
        }
        return said(result, fired, folder, context);
    }

    private static Outcome said(Replay.Result result, List<String> fired, Path folder, StepContext context)
            throws IOException {
        Path conflicts = folder.resolve("conflicts.jsonl");
        Files.write(conflicts, result.conflicts());
        context.print(result.conflicts().size() + " conflicts, in " + conflicts);
        Map<String, String> evidence = new LinkedHashMap<>();
        evidence.put("rows-replayed", String.valueOf(result.replayed()));
        evidence.put("conflicts", String.valueOf(result.conflicts().size()));
        evidence.put("conflicts-file", conflicts.toString());
        if (!fired.isEmpty()) {
            evidence.put("triggers-fired-on", String.join(", ", fired));
        }
        return Outcome.done(evidence);
    }
}
