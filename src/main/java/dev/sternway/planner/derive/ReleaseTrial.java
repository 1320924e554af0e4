package dev.sternway.planner.derive;

import dev.sternway.base.ProblemException;
import dev.sternway.planner.Migration;
import dev.sternway.planner.Outcome;
import dev.sternway.planner.Proof;
import dev.sternway.planner.Settings;
import dev.sternway.planner.postgres.PostgresProver;
import dev.sternway.planner.scratch.Scratch;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Proves the migrations of one release on top of the schema that they meet. */
public final class ReleaseTrial {
    private ReleaseTrial() {}

    /**
     * @param before scripts that make the schema, run forward only
     * @param place where a migration stands in the plan's folder
     * @param begins gets each migration just before it runs, those of before as well
     * @param seen gets each proof as soon as it is there
     * @throws ProblemException SW-0442 when a script does not run, SW-0467 when the scratch database is lost
     */
    public static List<ProvenStep> of(
            Scratch scratch,
            Settings settings,
            List<Migration> before,
            List<Migration> release,
            Function<Migration, Optional<String>> place,
            Consumer<Migration> begins,
            Consumer<Proof> seen) {
        List<ProvenStep> steps = new ArrayList<>();
        try (PostgresProver prover = new PostgresProver(scratch, settings)) {
            for (Migration migration : before) {
                begins.accept(migration);
                prover.apply(migration);
            }
            for (Migration migration : release) {
                begins.accept(migration);
                Proof proof = prover.prove(migration);
                seen.accept(proof);
                if (proof.outcome() == Outcome.FAILED_FORWARD) {
                    throw ProblemException.of(
                            "SW-0442",
                            "The migration " + migration.name() + " does not run: " + proof.reason(),
                            migration.file(),
                            before.isEmpty()
                                    ? "Mend it, or give --before or --url, so that it finds the schema that it changes"
                                    : "Mend it");
                }
                steps.add(new ProvenStep(migration, proof, place.apply(migration)));
            }
        } catch (SQLException lost) {
            throw ProblemException.of(
                    "SW-0467", "The scratch database was lost: " + lost.getMessage(), "", "Run it again");
        }
        return steps;
    }
}
