package dev.sternway.executor.mariadb.moment;

import dev.sternway.base.ProblemException;
import dev.sternway.database.backup.BackupManifest;
import dev.sternway.database.mariadb.log.BinlogPlace;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.postgres.KeptDump;
import dev.sternway.plan.yaml.PlanMapper;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The backup of a server that a guard keeps, with what was noted beside it. */
record KeptBase(KeptDump files, BackupManifest manifest, Note note) {
    static final String ARCHIVE = "server.tar";

    /**
     * What the files alone do not say.
     *
     * @param place in the binary log: every write before it is in the files; empty where the server keeps no log
     * @param seconds since 1970 when that was, by the server's clock
     * @param options that a server needs to read the files
     */
    record Note(Optional<String> place, String gtid, long seconds, List<String> options) {
        Note {
            options = List.copyOf(options);
        }

        Optional<BinlogPlace> binlog() {
            return place.map(BinlogPlace::of);
        }
    }

    static void keep(StepContext context, String database, BackupManifest manifest, Note note) throws IOException {
        context.keepsakes().keep(key(database), PlanMapper.json().writeValueAsString(note));
        KeptDump.base(context, database).keep(manifest);
    }

    /** @throws ProblemException SW-0629 when there is none, SW-0420 when it was changed, SW-0492 when it is of another schema */
    static KeptBase require(StepContext context, String database, String live) throws IOException {
        KeptDump files = KeptDump.base(context, database);
        Optional<String> note = context.keepsakes().find(key(database));
        if (note.isEmpty() || files.digest().isEmpty()) {
            throw ProblemException.of(
                    "SW-0629",
                    "The guard keeps no backup of the server of " + live,
                    files.folder().path().toString(),
                    "Take one with mariadb/backup");
        }
        return new KeptBase(files, files.require(live), PlanMapper.json().readValue(note.get(), Note.class));
    }

    private static String key(String database) {
        return "base-note/" + database;
    }
}
