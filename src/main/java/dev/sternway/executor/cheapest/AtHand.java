package dev.sternway.executor.cheapest;

import dev.sternway.base.ProblemException;
import dev.sternway.database.Rehearsal;
import dev.sternway.database.backup.Certificate;
import dev.sternway.database.salvage.Manifest;
import dev.sternway.executor.StepContext;
import dev.sternway.plan.Plan.Kept;
import dev.sternway.plan.yaml.PlanMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What was kept at arming, what was measured then, and what was set aside since. */
final class AtHand {
    private final StepContext context;
    private final String database;
    private final Ways ways;
    private final List<Kept> from;
    private final Certificate certificate;

    private AtHand(StepContext context, String database, List<Kept> from, Ways ways, Certificate certificate) {
        this.context = context;
        this.database = database;
        this.ways = ways;
        this.from = from;
        this.certificate = certificate;
    }

    /** @throws ProblemException SW-0491 when nothing was proven */
    static AtHand of(StepContext context, String database, List<Kept> from, Ways ways) {
        Certificate certificate = context.keepsakes()
                .find(Certificate.key(database))
                .map(Certificate::parse)
                .orElseThrow(() -> ProblemException.of(
                        "SW-0491",
                        "There is no certificate that a backup of " + database + " was proven",
                        database,
                        "Keep a clone or a dump in safeguards.backup and arm again"));
        return new AtHand(context, database, from, ways, certificate);
    }

    /** @throws ProblemException SW-0491 when the certificate has expired */
    void requireFresh() {
        certificate.requireFresh(context.clock().instant());
    }

    /** @return why the rung is passed over, empty when it is worth trying */
    Optional<String> whyNot(Rung rung) throws IOException, SQLException {
        return switch (rung) {
            case TABLES ->
                whyNoClone().map(why -> why + ", and to look into a dump it has to be restored whole in any case");
            case CLONE -> whyNoClone();
            case DUMP -> whyNoDump();
        };
    }

    private Optional<String> whyNoClone() throws SQLException {
        Optional<String> clone = context.keepsakes().find("clone/" + database);
        if (!from.contains(Kept.CLONE) || clone.isEmpty()) {
            return Optional.of("no clone was kept");
        }
        return ways.exists(clone.get()) ? Optional.empty() : Optional.of("the clone " + clone.get() + " is gone");
    }

    private Optional<String> whyNoDump() throws IOException {
        if (!from.contains(Kept.DUMP) || certificate.folder().isEmpty()) {
            return Optional.of("no dump was kept and proven");
        }
        try {
            certificate.requireFiles(false);
            return Optional.empty();
        } catch (ProblemException damaged) {
            return Optional.of(damaged.problem().what());
        }
    }

    /** What speaks for a rung, as far as it was measured. */
    String measured(Rung rung) throws IOException {
        return switch (rung) {
            case TABLES -> "puts back only what differs";
            case CLONE ->
                "swapping took " + rehearsed().map(AtHand::seconds).orElse("an unknown time") + " in the rehearsal"
                        + setAside();
            case DUMP -> "restoring took " + seconds(certificate.restoredMillis()) + " when it was proven" + setAside();
        };
    }

    private Optional<Long> rehearsed() throws IOException {
        Optional<String> kept = context.keepsakes().find("rehearsal/" + database);
        return kept.isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(PlanMapper.json()
                                .readValue(kept.get(), Rehearsal.class)
                                .levels()
                                .get("L3"))
                        .map(Rehearsal.Proof::millis);
    }

    private String setAside() throws IOException {
        Optional<String> kept = context.keepsakes().find("salvage/" + database);
        Optional<Manifest> manifest = kept.isEmpty() ? Optional.empty() : Manifest.read(Path.of(kept.get()));
        return manifest.map(it -> ", " + it.rows() + " rows or changes were set aside before")
                .orElse("");
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
    }
}
