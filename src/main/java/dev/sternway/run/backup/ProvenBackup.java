package dev.sternway.run.backup;

import dev.sternway.base.ProblemException;
import dev.sternway.database.backup.Certificate;
import dev.sternway.run.Guards;
import dev.sternway.run.Runs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Whether a guard's backup is what its certificate says, today. */
@Component
public class ProvenBackup {
    private final Guards guards;
    private final Clock clock;

    ProvenBackup(Guards guards, Clock clock) {
        this.guards = guards;
        this.clock = clock;
    }

    public Optional<Certificate> certificate(Runs.Run run) {
        return guards.keepsakes(run.guard().id())
                .find(Certificate.key(database(run)))
                .map(Certificate::parse);
    }

    /** The certificate in one sentence, and what became of the log of writes since. */
    public Optional<String> text(Runs.Run run) {
        return certificate(run)
                .map(it -> it.text() + writesUntold(run).map(why -> "; " + why).orElse(""));
    }

    /** Why what users wrote since arming cannot be told write by write, or soon cannot; empty while all is well. */
    public Optional<String> writesUntold(Runs.Run run) {
        return guards.keepsakes(run.guard().id()).find(WatchBinlogs.danger(database(run)));
    }

    /**
     * Reads every byte of the backup.
     *
     * @throws ProblemException SW-0491 without a certificate that still counts, SW-0420 when a file is missing or changed
     */
    public Certificate require(Runs.Run run) {
        return checked(run, true);
    }

    /** Looks at dates, names and lengths only. @return why a restore must not be chosen, empty when it may */
    public Optional<String> whyNot(Runs.Run run) {
        try {
            checked(run, false);
            return Optional.empty();
        } catch (ProblemException unfit) {
            return Optional.of(unfit.problem().what());
        }
    }

    private Certificate checked(Runs.Run run, boolean thoroughly) {
        Certificate certificate = certificate(run)
                .orElseThrow(() -> ProblemException.of(
                        "SW-0491",
                        "There is no certificate that a backup of " + database(run) + " was proven",
                        run.guard().id(),
                        "Keep a clone or a dump in safeguards.backup and arm again"));
        try {
            certificate.requireFresh(clock.instant()).requireFiles(thoroughly);
            return certificate;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String database(Runs.Run run) {
        return run.plan().safeguards().backup().database();
    }
}
