package dev.sternway.executor.postgres.moment;

import dev.sternway.base.ProblemException;
import dev.sternway.database.DatabaseAccess;
import dev.sternway.database.backup.Space;
import dev.sternway.database.catalog.Fingerprints;
import dev.sternway.database.catalog.Snapshot;
import dev.sternway.database.cluster.Archiving;
import dev.sternway.database.cluster.RecoveryTarget;
import dev.sternway.database.cluster.RestorePoint;
import dev.sternway.database.cluster.RestorePoint.Base;
import dev.sternway.database.cluster.RestorePoint.Mark;
import dev.sternway.database.cluster.RestoredCluster;
import dev.sternway.database.cluster.ServerBinaries;
import dev.sternway.executor.Snapshots;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.TargetDatabase;
import dev.sternway.plan.Plan.RecoverFrom;
import java.sql.Connection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Brings the server to the wanted moment in a folder beside, or finds it there already. */
final class Recovery {
    /** Snapshot of what the restored database holds; tables without a log are left out. */
    static final String SNAPSHOT = "restore-point";

    private static final int PATIENCE = 120;

    private final StepContext context;
    private final String database;
    private final DatabaseAccess live;
    private final Archiving archiving;
    private final Source source;
    private final RestorePoint point;
    private final RecoverTo to;

    Recovery(StepContext context, String database, RecoverFrom from, RecoverTo to) {
        this.context = context;
        this.database = database;
        this.live = TargetDatabase.of(context, database);
        this.archiving = new Archiving(live);
        this.source = Source.of(context, database, from, Optional.empty());
        this.to = to;
        this.point = point(context, database)
                .orElseThrow(() -> ProblemException.of(
                        "SW-0568",
                        "No restore point was kept at arming",
                        live.name(),
                        "Keep one: safeguards.backup.keep: [restore-point], then arm again"));
    }

    static Optional<RestorePoint> point(StepContext context, String database) {
        return context.keepsakes().find(RestorePoint.key(database)).map(RestorePoint::parse);
    }

    /**
     * A server that stands at the moment.
     *
     * @param snapshot of the database there
     * @param unlogged tables whose rows no log holds; they are empty there
     * @param stopped where its recovery ended, in its own words
     */
    record Recovered(
            RestoredCluster cluster,
            DatabaseAccess copy,
            Snapshot snapshot,
            List<String> unlogged,
            String target,
            String stopped) {}

    RestorePoint point() {
        return point;
    }

    DatabaseAccess live() {
        return live;
    }

    String target() throws Exception {
        return to.target(point, archiving.mark()).text();
    }

    /** Nothing live is touched, except that the segment of the log that is being written may be ended. */
    Recovered recover(RestoredCluster cluster, boolean lasting) throws Exception {
        if (!archiving.system().equals(point.system())) {
            throw ProblemException.of(
                    "SW-0569",
                    "The restore point is of another server than " + live.host() + ":" + live.port(),
                    live.name(),
                    "Point the target at the server that was armed, or arm again");
        }
        Mark now = archiving.mark();
        RecoveryTarget target = to.target(point, now);
        String stopped = "it stood ready from an earlier attempt";
        if (cluster.target().equals(Optional.of(target.text()))) {
            context.print("found the server beside, " + target.text());
        } else {
            stopped = fresh(cluster, target, lasting);
        }
        DatabaseAccess copy = cluster.access(live.name()).during(context.work());
        requireSame(copy);
        List<String> unlogged = new Archiving(copy).unlogged();
        return new Recovered(cluster, copy, snapshot(copy, unlogged), unlogged, target.text(), stopped);
    }

    private String fresh(RestoredCluster cluster, RecoveryTarget target, boolean lasting) throws Exception {
        ServerBinaries binaries;
        try (Connection connection = live.connect()) {
            binaries = ServerBinaries.find(connection.getMetaData().getDatabaseMajorVersion());
        }
        source.require(live);
        Base base = source.reaching(point, target, last());
        Space.forServer(context.backups(), base.bytes());
        context.stillMine();
        boolean complete = false;
        try {
            source.unpack(live, base, cluster.prepare());
            context.print("recovering to " + target.text());
            long estimate = 1 + segments(base.end().segment(), point.at().segment());
            String stopped = cluster.recover(
                    binaries,
                    target,
                    source.restoreCommand(cluster.files()),
                    archiving.carried(),
                    lasting,
                    segments -> {
                        context.stillMine();
                        context.progress(
                                segments * point.segmentBytes(),
                                Math.max(segments, estimate) * point.segmentBytes(),
                                "bytes");
                    });
            complete = true;
            return stopped;
        } finally {
            if (!complete) {
                cluster.lastWords().forEach(context::print);
                cluster.remove();
            }
        }
    }

    /** The segment that the archive must reach; for anything but the point of arming all that was written by now. */
    private Optional<String> last() throws Exception {
        if (to.armed(point)) {
            return Optional.of(point.at().segment());
        }
        String segment = archiving.push();
        source.awaitArchived(archiving, segment, PATIENCE);
        boolean same = segment.startsWith(point.base().from().substring(0, 8));
        return same ? Optional.of(segment) : Optional.empty();
    }

    private void requireSame(DatabaseAccess copy) throws Exception {
        if (!new Archiving(copy).system().equals(point.system())) {
            throw ProblemException.of(
                    "SW-0569", "The restored server is another one", copy.name(), "Arm again; nothing was touched");
        }
    }

    /** @throws ProblemException SW-0422 when it is not what was noted at arming */
    private Snapshot snapshot(DatabaseAccess copy, List<String> unlogged) throws Exception {
        Snapshot now;
        try (Connection connection = copy.connect()) {
            now = Snapshot.of(connection, Fingerprints.over(copy::connect, Fingerprints.CONNECTIONS, context::progress))
                    .without(new TreeSet<>(unlogged));
        }
        boolean noted = context.keepsakes()
                .find("snapshot/" + database + "/" + SNAPSHOT)
                .isPresent();
        if (noted && to.armed(point)) {
            Snapshot then = Snapshots.read(context, database, SNAPSHOT);
            if (!then.tables().equals(now.tables())
                    || !then.schema().difference(now.schema()).isEmpty()) {
                throw ProblemException.of(
                        "SW-0422",
                        "The restored server differs from what its rehearsal at arming held",
                        copy.name(),
                        "Do not use this backup; take another way back");
            }
        } else {
            Snapshots.keep(context, database, SNAPSHOT, now);
        }
        return now;
    }

    private static long segments(String from, String to) {
        return Math.max(0, Long.parseLong(to.substring(16), 16) - Long.parseLong(from.substring(16), 16));
    }
}
