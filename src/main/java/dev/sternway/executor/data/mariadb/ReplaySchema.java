package dev.sternway.executor.data.mariadb;

import dev.sternway.database.mariadb.salvage.RowReplay;
import dev.sternway.database.salvage.Decisions;
import dev.sternway.database.salvage.Manifest;
import dev.sternway.database.salvage.Replay;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.TargetDatabase;
import dev.sternway.executor.data.ReplayDatabase;
import dev.sternway.executor.data.SalvageDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rows and values, in one transaction. */
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
        List<String> fired;
        try (Connection connection =
                TargetDatabase.mariaDb(context, inputs.database()).connect()) {
            RowReplay replay = new RowReplay(
                    connection, done -> context.progress(done, manifest.rows() + manifest.values(), "rows"));
            fired = replay.tablesWithTriggers(manifest);
            result = replay.replay(manifest, folder, Decisions.none());
        }
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
