package dev.sternway.planner.golden;

import dev.sternway.planner.Migration;
import dev.sternway.planner.Outcome;
import dev.sternway.planner.Proof;
import dev.sternway.planner.postgres.PostgresProver;
import dev.sternway.planner.random.RandomMigrations;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Three databases in the same state: one to draw the next migration from, one for the planner, and one on which its scripts are
 * run as people would run them.
 */
final class RandomCampaign {
    private final Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
    private final List<String> wrong = new ArrayList<>();
    private int kept;
    private int stopped;

    List<String> wrong() {
        return wrong;
    }

    int proven() {
        return outcomes.getOrDefault(Outcome.PROVEN, 0) + outcomes.getOrDefault(Outcome.PROVEN_WITH_SALVAGE, 0);
    }

    String counts() {
        return outcomes + ", wrong " + wrong.size() + ", later values kept " + kept + " times, refused by the way back "
                + stopped + " times";
    }

    void run(long seed, int count) throws SQLException {
        RandomMigrations migrations = new RandomMigrations(seed);
        try (World drawing = World.of("", migrations.setup());
                World scratch = World.of("", migrations.setup());
                PostgresProver prover = new PostgresProver(scratch)) {
            World mirror = World.of("", migrations.setup());
            Judge.Sight sight = mirror.see();
            for (int i = 0; i < count; i++) {
                Migration migration = draw(migrations, drawing);
                Optional<String> failure = drawing.run(migration.up());
                if (failure.isPresent()) {
                    continue;
                }
                Proof proof = prover.prove(migration);
                outcomes.merge(proof.outcome(), 1, Integer::sum);
                int before = wrong.size();
                if (proof.outcome() == Outcome.FAILED_FORWARD) {
                    wrong.add(migration.up() + "runs, yet is said to fail: " + proof.reason());
                    break;
                } else if (proof.outcome() != Outcome.REFUSED) {
                    withWhatPeopleWrite(mirror, migration, proof);
                    forthAndBack(mirror, sight, migration, proof);
                }
                if (wrong.size() > before || mirror.run(migration.up()).isPresent()) {
                    mirror.close();
                    mirror = drawing.copy();
                }
                sight = mirror.see();
            }
            mirror.close();
        }
    }

    private static Migration draw(RandomMigrations migrations, World drawing) throws SQLException {
        try (Connection connection = drawing.connection()) {
            return migrations.next(connection);
        }
    }

    private void forthAndBack(World mirror, Judge.Sight before, Migration migration, Proof proof) {
        Optional<String> error = mirror.run(proof.capture()).or(() -> mirror.run(proof.down()));
        List<String> differences = error.map(List::of).orElseGet(() -> Judge.differences(before, mirror.see()));
        if (!differences.isEmpty()) {
            wrong.add(report(migration, proof, differences));
        }
        mirror.forgetSalvage();
    }

    /** Each value that people write after the migration must be somewhere after the way back, or the way back must not run. */
    private void withWhatPeopleWrite(World mirror, Migration migration, Proof proof) throws SQLException {
        try (World later = mirror.copy()) {
            if (later.run(proof.capture()).isPresent()) {
                return;
            }
            List<String> marks = later.mark();
            if (later.run(proof.down()).isPresent()) {
                stopped++;
                return;
            }
            List<String> lost =
                    marks.stream().filter(mark -> !later.holds(mark)).toList();
            if (lost.isEmpty()) {
                kept++;
            } else {
                wrong.add(report(migration, proof, List.of("written since and lost: " + lost)));
            }
        }
    }

    private static String report(Migration migration, Proof proof, List<String> differences) {
        return migration.up() + "\n--- down\n" + proof.down() + "\n--- " + proof.outcome() + ", " + proof.reason()
                + "\n--- differences\n" + String.join("\n", differences) + "\n==========\n";
    }
}
