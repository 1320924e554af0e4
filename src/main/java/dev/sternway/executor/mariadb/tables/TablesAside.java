package dev.sternway.executor.mariadb.tables;

import dev.sternway.base.ProblemException;
import dev.sternway.database.mariadb.MariaAccess;
import dev.sternway.database.mariadb.compare.SchemaComparison;
import dev.sternway.database.mariadb.salvage.RowsAside;
import dev.sternway.database.mariadb.tables.RestoredNote;
import dev.sternway.database.salvage.Manifest;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.TargetDatabase;
import dev.sternway.executor.data.SalvageDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sets aside the rows that a restore of tables would forget, beside what an earlier step set aside. */
final class TablesAside {
    private final StepContext context;
    private final String database;
    private final Map<String, String> evidence = new LinkedHashMap<>();

    TablesAside(StepContext context, String database) {
        this.context = context;
        this.database = database;
    }

    Map<String, String> evidence() {
        return evidence;
    }

    /** In the transaction that restores them: which tables a replay is for, and that this step did it. */
    void note(Connection connection, Collection<String> restored) throws Exception {
        RestoredNote.note(connection, context.key(), restored);
        Optional<Manifest> manifest = earlier();
        if (manifest.isPresent()) {
            RestoredNote.note(connection, manifest.get().key(), restored);
        }
    }

    /** @param tables of both sides */
    void take(Collection<String> tables, SchemaComparison comparison, MariaAccess armed, MariaAccess live)
            throws Exception {
        evidence.put("rows-set-aside", "0");
        if (tables.isEmpty()) {
            return;
        }
        Path folder = SalvageDatabase.folder(context, database);
        Files.createDirectories(folder);
        String suffix = TargetDatabase.copy(context, "", "tables").replace("_", "");
        RowsAside aside = new RowsAside(comparison, armed::connect, live::connect, folder, suffix);
        Optional<Manifest> earlier = earlier();
        List<Manifest.Part> parts = new ArrayList<>(earlier.map(Manifest::parts).orElseGet(List::of));
        long rows = 0;
        for (String table : tables) {
            context.stillMine();
            context.print("setting aside rows of " + table);
            Optional<Manifest.Part> fresh = part(aside, table);
            Optional<Manifest.Part> old =
                    parts.stream().filter(it -> it.table().equals(table)).findFirst();
            boolean keep =
                    fresh.isEmpty() || old.filter(it -> covers(it, fresh.get())).isPresent();
            if (!keep) {
                old.ifPresent(parts::remove);
                parts.add(fresh.orElseThrow());
            }
            rows += (keep ? old : fresh).map(Manifest.Part::count).orElse(0L);
        }
        String digest = new Manifest(earlier.map(Manifest::key).orElse(context.key()), parts).write(folder);
        Path file = folder.resolve(Manifest.FILE);
        context.keepsakes().keep(SalvageDatabase.keepsake(database), file.toString());
        evidence.put("rows-set-aside", String.valueOf(rows));
        evidence.put("salvage", file.toString());
        evidence.put("sha256", digest);
    }

    /** Nothing when the rows cannot be told apart or have another shape: then the whole table moves aside. */
    private Optional<Manifest.Part> part(RowsAside aside, String table) throws Exception {
        try {
            return Optional.of(aside.take(table, Optional.empty()));
        } catch (ProblemException otherShape) {
            if (!otherShape.problem().code().equals("SW-0431")) {
                throw otherShape;
            }
            context.print(table + " has another shape since, or no key; it moves aside as it is");
            return Optional.empty();
        }
    }

    /** An earlier attempt of this very step changed nothing, and its file is written anew. */
    private static boolean covers(Manifest.Part old, Manifest.Part fresh) {
        return !old.file().equals(fresh.file())
                && old.mode() == fresh.mode()
                && old.columns().containsAll(fresh.columns())
                && old.count() >= fresh.count();
    }

    private Optional<Manifest> earlier() throws Exception {
        return SalvageDatabase.kept(context, database);
    }
}
