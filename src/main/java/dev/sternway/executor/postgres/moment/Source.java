package dev.sternway.executor.postgres.moment;

import dev.sternway.base.ProblemException;
import dev.sternway.database.DatabaseAccess;
import dev.sternway.database.cluster.Archiving;
import dev.sternway.database.cluster.RecoveryTarget;
import dev.sternway.database.cluster.RestorePoint;
import dev.sternway.database.cluster.RestorePoint.Base;
import dev.sternway.executor.StepContext;
import dev.sternway.plan.Plan.RecoverFrom;
import dev.sternway.plan.Target.SecretReference;
import java.nio.file.Path;
import java.util.Optional;

/** Where the files and the log of a server come from. */
interface Source {
    /** Tools and places are there; touches nothing. */
    void require(DatabaseAccess live) throws Exception;

    /** The segment is where {@link #restoreCommand} will look for it. */
    void awaitArchived(Archiving archiving, String segment, int seconds) throws Exception;

    /** A base backup that a recovery can start from: taken now, or the newest that is there. */
    Base base(DatabaseAccess live, Archiving archiving) throws Exception;

    /**
     * The base backup for a target, with an unbroken log from it on.
     *
     * @param last segment that must be there, when it is known
     */
    Base reaching(RestorePoint point, RecoveryTarget target, Optional<String> last) throws Exception;

    /** Puts the files of the base backup into an empty folder. */
    void unpack(DatabaseAccess live, Base base, Path into) throws Exception;

    /** Shell words that a recovering server fetches a segment %f with. */
    String restoreCommand(Path files);

    static Source of(StepContext context, String database, RecoverFrom from, Optional<SecretReference> encrypt) {
        if (from.archive().isPresent() == from.pgbackrest().isPresent()) {
            throw ProblemException.of(
                    "SW-0562",
                    "It is not said where the log of the server is archived",
                    database,
                    "Name one of them: archive, a folder, or pgbackrest with its stanza");
        }
        return from.pgbackrest().isPresent()
                ? new PgBackRestSource(context, from.pgbackrest().get())
                : new ArchiveSource(context, database, from, encrypt);
    }
}
