package dev.sternway.executor.postgres;

import dev.sternway.base.ProblemException;
import dev.sternway.database.DatabaseAccess;
import dev.sternway.database.catalog.Fingerprint;
import dev.sternway.database.catalog.Sql;
import dev.sternway.database.compare.Comparison;
import dev.sternway.database.decode.ChangeReplay;
import dev.sternway.database.salvage.Manifest;
import dev.sternway.database.salvage.RowSalvage;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.TargetDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sees to it that nothing is forgotten when a restored dump takes a database's place. */
final class DumpSalvage {
    private final StepContext context;
    private final String target;
    private final DatabaseAccess live;
    private final DatabaseAccess restored;

    /** @param restored the dump, restored beside the live database and equal to the state at arming */
    DumpSalvage(StepContext context, String target, DatabaseAccess live, DatabaseAccess restored) {
        this.context = context;
        this.target = target;
        this.live = live;
        this.restored = restored;
    }

    /**
     * Where the log of writes was set aside, notes in the restored database what each change saw; where nothing could be
     * compared, for no clone was kept, sets aside every row that differs from the dump.
     *
     * @return evidence
     */
    Map<String, String> take() throws Exception {
        Path folder = context.workspace().resolve("salvage-" + target);
        Optional<String> kept = context.keepsakes().find("salvage/" + target);
        Optional<Manifest> earlier = kept.isEmpty() ? Optional.empty() : Manifest.read(Path.of(kept.get()));
        Optional<Manifest.Part> changes = earlier.flatMap(Manifest::changes);
        Optional<String> clone = context.keepsakes().find("clone/" + target);
        boolean cloned = clone.isPresent() && live.exists(clone.get());
        if (changes.isPresent()) {
            try (Connection connection = restored.connect()) {
                ChangeReplay replay = new ChangeReplay(connection, changes.get());
                if (cloned) {
                    replay.prepareFrom(live.other(clone.get())::connect, folder);
                }
                replay.prepare(folder);
            }
            return Map.of();
        }
        return cloned ? Map.of() : compared(folder, earlier);
    }

    private Map<String, String> compared(Path folder, Optional<Manifest> earlier) throws Exception {
        Files.createDirectories(folder);
        String suffix = TargetDatabase.copy(context, "", "dump").replace("_", "");
        List<Manifest.Part> parts = new ArrayList<>();
        earlier.ifPresent(manifest -> manifest.parts().stream()
                .filter(part -> part.mode() == Manifest.Mode.VALUES)
                .forEach(parts::add));
        List<String> onlyBroken = new ArrayList<>();
        long rows = 0;
        Comparison comparison = new Comparison(restored::connect, live::connect, context::progress);
        for (String table : comparison.differing(comparison.common())) {
            context.stillMine();
            context.print("setting aside what differs in " + table);
            Optional<Manifest.Part> part = part(table, suffix, folder);
            part.ifPresentOrElse(parts::add, () -> onlyBroken.add(table));
            rows += part.map(Manifest.Part::count).orElse(0L);
        }
        onlyBroken.addAll(added(comparison));
        Manifest manifest = new Manifest(context.key(), parts);
        String digest = manifest.write(folder);
        Path file = folder.resolve(Manifest.FILE);
        context.keepsakes().keep("salvage/" + target, file.toString());
        Map<String, String> evidence = new LinkedHashMap<>();
        evidence.put("rows-set-aside", String.valueOf(rows));
        evidence.put("read-from", "key-wise difference from the restored dump");
        evidence.put("tables-only-in-broken", String.join(", ", onlyBroken));
        evidence.put("salvage", file.toString());
        evidence.put("salvage-sha256", digest);
        return evidence;
    }

    /** Nothing when rows cannot be told apart: then they are in the broken database alone, which is kept. */
    private Optional<Manifest.Part> part(String table, String suffix, Path folder) throws Exception {
        try {
            return Optional.of(RowSalvage.take(
                    live::connect, restored::connect, table, Optional.empty(), suffix, folder, context::progress));
        } catch (ProblemException otherShape) {
            if (!otherShape.problem().code().equals("SW-0431")) {
                throw otherShape;
            }
            context.print(otherShape.problem().what());
            return Optional.empty();
        }
    }

    private List<String> added(Comparison comparison) throws SQLException {
        List<String> added = new ArrayList<>();
        try (Connection broken = live.connect()) {
            for (String table : comparison.right()) {
                if (!comparison.left().contains(table)
                        && !Sql.column(broken, "select 1 from " + Fingerprint.quoted(table) + " limit 1")
                                .isEmpty()) {
                    added.add(table);
                }
            }
        }
        return added;
    }
}
