package dev.sternway.cli.start;

import dev.sternway.base.ProblemException;
import dev.sternway.database.Refusal;
import java.net.BindException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.boot.web.server.PortInUseException;

/** Why a server did not start, where whoever started it can mend it. */
public final class NotStarted {
    private NotStarted() {}

    /** @return empty when nobody thought of it: then it is for those who write Sternway */
    public static Optional<ProblemException> of(Throwable failure, String port, Path data) {
        boolean taken = Stream.iterate(failure, it -> it != null, Throwable::getCause)
                .anyMatch(cause -> cause instanceof PortInUseException || cause instanceof BindException);
        if (taken) {
            return Optional.of(ProblemException.of(
                    "SW-0909",
                    "The server cannot listen at port " + port,
                    port,
                    "End the other program there, or give another --port or --address"));
        }
        Optional<ProblemException> told = Stream.iterate(failure, it -> it != null, Throwable::getCause)
                .filter(ProblemException.class::isInstance)
                .map(ProblemException.class::cast)
                .findFirst();
        if (told.isPresent()) {
            return told;
        }
        return Refusal.of(failure)
                .map(refusal -> refusal.inUse()
                        ? ProblemException.of(
                                "SW-0910",
                                "Another program uses the data in " + data,
                                data.toString(),
                                "End the other server, or give another --data; several servers share a PostgreSQL"
                                        + " (docs/clustering.md)")
                        : ProblemException.of(
                                "SW-0911",
                                "Sternway's own database lets nobody in: " + refusal.words(),
                                "STERNWAY_DB_URL",
                                "Check STERNWAY_DB_URL, STERNWAY_DB_USER and STERNWAY_DB_PASSWORD, and that the database"
                                        + " runs"));
    }
}
