package dev.sternway.executor.postgres.tables;

import dev.sternway.base.ProblemException;
import dev.sternway.database.catalog.Fingerprint;
import dev.sternway.database.decode.ChangeReplay;
import dev.sternway.database.salvage.Manifest;
import dev.sternway.database.salvage.RestoredTables;
import dev.sternway.database.salvage.RowSalvage;
import dev.sternway.database.tables.Damage;
import dev.sternway.database.tables.DifferingKeys;
import dev.sternway.executor.StepContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Sets aside the rows that a restore of tables would forget, beside what an earlier step set aside of other tables. */
final class TableSalvage {
    private final StepContext context;
    private final String database;
    private final Supplier<Connection> live;
    private final Supplier<Connection> copy;
    private final Map<String, String> evidence = new LinkedHashMap<>();

    TableSalvage(StepContext context, String database, Supplier<Connection> live, Supplier<Connection> copy) {
        this.context = context;
        this.database = database;
        this.live = live;
        this.copy = copy;
    }

    Map<String, String> evidence() {
        return evidence;
    }

    /** What each change of the log saw, from the copy: clients write again before it is replayed. */
    void prepare() throws Exception {
        Optional<Manifest.Part> changes = earlier().flatMap(Manifest::changes);
        if (changes.isPresent()) {
            Path folder = context.workspace().resolve("salvage-" + database);
            try (Connection kept = copy.get();
                    Connection connection = live.get()) {
                new ChangeReplay(kept, changes.get()).prepare(folder);
                new ChangeReplay(connection, changes.get()).prepareFrom(copy, folder);
            }
        }
    }

    /** In the transaction that restores them: which tables a replay is for. */
    void note(Connection connection, Collection<String> restored) throws Exception {
        Optional<Manifest> manifest = earlier();
        if (manifest.isPresent()) {
            RestoredTables.note(connection, manifest.get().key(), restored);
        }
    }

    void take(Damage damage, List<String> tables, DifferingKeys differing) throws Exception {
        evidence.put("rows-set-aside", "0");
        if (tables.stream().allMatch(table -> damage.tables().get(table) == Damage.Way.ASIDE)) {
            return;
        }
        Path folder = context.workspace().resolve("salvage-" + database);
        Files.createDirectories(folder);
        String suffix =
                dev.sternway.executor.TargetDatabase.copy(context, "", "tables").replace("_", "");
        Optional<Manifest> earlier = earlier();
        List<Manifest.Part> parts = new ArrayList<>(earlier.map(Manifest::parts).orElseGet(List::of));
        long rows = 0;
        for (String table : tables) {
            if (damage.tables().get(table) == Damage.Way.ASIDE) {
                continue;
            }
            context.print("setting aside " + table);
            Optional<Manifest.Part> fresh = part(table, suffix, folder, differing);
            Optional<Manifest.Part> old =
                    parts.stream().filter(it -> full(it.table()).equals(table)).findFirst();
            boolean keep = fresh.isEmpty() || old.isPresent() && covers(old.get(), fresh.get());
            if (!keep) {
                old.ifPresent(parts::remove);
                parts.add(fresh.orElseThrow());
            }
            rows += (keep ? old : fresh).map(Manifest.Part::count).orElse(0L);
        }
        String digest = new Manifest(earlier.map(Manifest::key).orElse(context.key()), parts).write(folder);
        Path file = folder.resolve(Manifest.FILE);
        context.keepsakes().keep("salvage/" + database, file.toString());
        evidence.put("rows-set-aside", String.valueOf(rows));
        evidence.put("salvage", file.toString());
        evidence.put("sha256", digest);
    }

    /** Nothing when the shape changed since: then the whole table moves aside. */
    private Optional<Manifest.Part> part(String table, String suffix, Path folder, DifferingKeys differing)
            throws Exception {
        try {
            return Optional.of(RowSalvage.take(
                    live, copy, table, Optional.empty(), suffix, folder, context::progress, new RowSalvage.Keys() {
                        @Override
                        public void differ(List<List<String>> keys) throws SQLException {
                            differing.add(table, keys);
                        }

                        @Override
                        public void end(Fingerprint ofCopy, Fingerprint ofBroken) {
                            differing.end(table, ofCopy);
                        }
                    }));
        } catch (ProblemException otherShape) {
            if (!otherShape.problem().code().equals("SW-0431")) {
                throw otherShape;
            }
            context.print(table + " has another shape since; it moves aside as it is");
            return Optional.empty();
        }
    }

    private static boolean covers(Manifest.Part old, Manifest.Part fresh) {
        return old.mode() == fresh.mode() && old.columns().containsAll(fresh.columns()) && old.count() >= fresh.count();
    }

    private Optional<Manifest> earlier() throws IOException {
        Optional<String> kept = context.keepsakes().find("salvage/" + database);
        return kept.isEmpty() ? Optional.empty() : Manifest.read(Path.of(kept.get()));
    }

    private static String full(String table) {
        return table.contains(".") ? table : "public." + table;
    }
}
