package dev.sternway.run.backup;

import dev.sternway.base.ProblemException;
import dev.sternway.database.Clones;
import dev.sternway.database.backup.BackupFolder;
import dev.sternway.database.backup.Certificate;
import dev.sternway.database.mariadb.copy.Schemas;
import dev.sternway.ledger.Entry;
import dev.sternway.run.Guard;
import dev.sternway.run.Guards;
import dev.sternway.run.Runs;
import dev.sternway.run.Trail;
import dev.sternway.run.step.TargetAccess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Lists what is kept for all guards, and removes what is not needed any more: never the last good dump of a database. */
@Component
public class KeptBackups {
    private static final int MOST = 10_000;

    private final Guards guards;
    private final Runs runs;
    private final ProvenBackup proven;
    private final TargetAccess targets;
    private final Trail trail;
    private final Clock clock;

    KeptBackups(Guards guards, Runs runs, ProvenBackup proven, TargetAccess targets, Trail trail, Clock clock) {
        this.guards = guards;
        this.runs = runs;
        this.proven = proven;
        this.targets = targets;
        this.trail = trail;
        this.clock = clock;
    }

    /**
     * @param good whether the dump's files are there with the lengths that its manifest names
     * @param copy name of the copy on the server, where one is noted
     */
    public record Kept(Guard guard, Certificate certificate, boolean good, Optional<String> copy) {
        public long bytes() {
            return certificate.bytes();
        }

        public Instant expires() {
            return certificate.expires();
        }

        /** The certificate in one sentence. */
        public String text() {
            return certificate.text();
        }

        boolean dumped() {
            return certificate.folder().isPresent();
        }

        boolean sameDatabase(Kept other) {
            return certificate.database().equals(other.certificate.database())
                    && certificate.server().equals(other.certificate.server());
        }
    }

    /** @param failed what could not be removed, with the reason */
    public record Purged(List<String> dumps, List<String> clones, List<String> failed) {}

    /** Newest first. */
    public List<Kept> list() {
        List<Kept> kept = new ArrayList<>();
        for (Guard guard : guards.latest(MOST)) {
            Runs.Run run = runs.get(guard.id());
            Optional<String> clone = guards.keepsakes(guard.id()).find("clone/" + database(run));
            proven.certificate(run)
                    .ifPresent(certificate -> kept.add(new Kept(guard, certificate, good(certificate), clone)));
        }
        return kept;
    }

    /**
     * Removes dumps and clones of guards that stand no more. Of every database the newest good dumps stay, at least one.
     *
     * @param keep how many good dumps of a database stay
     * @param dry only tells what would go
     */
    @Transactional
    public Purged purge(int keep, boolean dry, String by) {
        List<Kept> all = list();
        Purged purged = new Purged(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (Kept one : all) {
            if (one.guard().state().alive()) {
                continue;
            }
            long newer = all.stream()
                    .filter(other -> other.sameDatabase(one) && other.good())
                    .takeWhile(other -> !other.equals(one))
                    .count();
            if (one.dumped() && newer >= Math.max(1, keep)) {
                attempt(
                        one,
                        one.certificate().folder().orElseThrow(),
                        purged.dumps(),
                        purged,
                        dry,
                        by,
                        () -> new BackupFolder(
                                        Path.of(one.certificate().folder().orElseThrow()))
                                .delete());
            }
            if (one.copy().isPresent()) {
                String clone = one.copy().get();
                attempt(one, clone, purged.clones(), purged, dry, by, () -> drop(one, clone));
            }
        }
        return purged;
    }

    /** Something that may fail. */
    private interface Removal {
        void run() throws Exception;
    }

    private void attempt(
            Kept one, String what, List<String> done, Purged purged, boolean dry, String by, Removal removal) {
        try {
            if (!dry) {
                removal.run();
                trail.append(
                        one.guard().id(),
                        by,
                        Entry.Kind.BACKUP_PURGED,
                        "removed " + what,
                        Map.of("at", clock.instant().toString()));
                forget(one, what);
            }
            done.add(what);
        } catch (Exception failure) {
            purged.failed().add(what + ": " + failure.getMessage());
        }
    }

    private void forget(Kept one, String what) {
        String database = database(runs.get(one.guard().id()));
        boolean clone = one.copy().filter(what::equals).isPresent();
        guards.keepsakes(one.guard().id()).forget(clone ? "clone/" + database : Certificate.key(database));
    }

    private void drop(Kept one, String clone) throws Exception {
        Runs.Run run = runs.get(one.guard().id());
        if (targets.isMariaDb(run, database(run))) {
            new Schemas(targets.mariaDb(run, database(run))).drop(clone);
        } else {
            new Clones(targets.database(run, database(run))).drop(clone);
        }
    }

    private static boolean good(Certificate certificate) {
        try {
            certificate.requireFiles(false);
            return certificate.folder().isPresent();
        } catch (ProblemException | IOException unfit) {
            return false;
        }
    }

    private static String database(Runs.Run run) {
        return run.plan().safeguards().backup().database();
    }
}
