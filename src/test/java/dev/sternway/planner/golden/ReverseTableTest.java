package dev.sternway.planner.golden;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.SoftAssertions.assertSoftly;

import dev.sternway.planner.Migration;
import dev.sternway.planner.Outcome;
import dev.sternway.planner.Proof;
import dev.sternway.planner.postgres.PostgresProver;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every case of the reverse table: what the planner says of it, and whether a judge of its own finds the same. */
class ReverseTableTest {
    private static final Set<String> NOT_YET =
            Set.copyOf(GoldenDatabases.text(Path.of("src/test/resources/planner/not-yet.txt"))
                    .lines()
                    .toList());

    static List<GoldenCase> cases() {
        return GoldenCasesParseTest.cases();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void saysWhatIsTrueAndItsWayBackDoesWhatItSays(GoldenCase golden) {
        if (!NOT_YET.contains(golden.name())) {
            check(golden);
            return;
        }
        assertThatThrownBy(() -> check(golden))
                .as("works by now: take it out of not-yet.txt")
                .isInstanceOf(Throwable.class);
    }

    private static void check(GoldenCase golden) {
        assertSoftly(softly -> {
            Proof proof;
            Judge.Sight before;
            try (World scratch = World.of(golden.base(), golden.setup())) {
                before = scratch.see();
                proof = prove(scratch, golden);
                if (proof.outcome() == Outcome.FAILED_FORWARD) {
                    softly.assertThat(Judge.differences(before, scratch.see()))
                            .as("%s: the scratch database after the failure", golden)
                            .isEmpty();
                }
            }
            softly.assertThat(proof.outcome())
                    .as("%s: outcome, because %s", golden, proof.reason())
                    .isIn(golden.expected());
            softly.assertThat(proof.reason() + "\n" + proof.down())
                    .as("%s: reason or way back", golden)
                    .containsIgnoringCase(golden.words());
            softly.assertThat(proof.theirs().result())
                    .as("%s: theirs: %s", golden, proof.theirs().difference())
                    .isEqualTo(golden.theirsIs());
            if (proof.outcome() == Outcome.PROVEN || proof.outcome() == Outcome.PROVEN_WITH_SALVAGE) {
                forthAndBack(golden, proof, before, softly);
                forthAndBackAfterPeopleWrote(golden, proof, before, softly);
            }
        });
    }

    private static Proof prove(World scratch, GoldenCase golden) {
        Migration migration = new Migration(
                golden.name() + ".sql",
                golden.name() + ".sql",
                golden.forward(),
                golden.theirs().isEmpty() ? Optional.empty() : Optional.of(golden.theirs()));
        try (PostgresProver prover = new PostgresProver(scratch)) {
            return prover.prove(migration);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void forthAndBack(GoldenCase golden, Proof proof, Judge.Sight before, SoftAssertions softly) {
        if (!proof.capture().equals(golden.forward())) {
            softly.assertThat(proof.capture())
                    .as("%s: the kept rows need one transaction", golden)
                    .doesNotContainPattern("(?im)^(BEGIN|COMMIT|START TRANSACTION)\\b[^;\\n]*;");
        }
        try (World world = World.of(golden.base(), golden.setup())) {
            softly.assertThat(world.run(proof.capture()))
                    .as("%s: forward", golden)
                    .isEmpty();
            softly.assertThat(world.run(proof.down())).as("%s: back", golden).isEmpty();
            softly.assertThat(Judge.differences(before, world.see()))
                    .as("%s: what the judge sees after\n%s", golden, proof.down())
                    .isEmpty();
            if (golden.later().isEmpty()) {
                ask(golden, world, softly);
            }
        }
    }

    private static void forthAndBackAfterPeopleWrote(
            GoldenCase golden, Proof proof, Judge.Sight before, SoftAssertions softly) {
        if (golden.later().isEmpty()) {
            return;
        }
        try (World world = World.of(golden.base(), golden.setup())) {
            world.run(proof.capture());
            softly.assertThat(ClientTool.script(world.database(), golden.later()))
                    .as("%s: later", golden)
                    .isEmpty();
            Judge.Sight written = world.see();
            Optional<String> error = world.run(proof.down());
            if (golden.refuses().isPresent()) {
                softly.assertThat(error.orElse("no error"))
                        .as("%s: refusal of the way back\n%s", golden, proof.down())
                        .containsIgnoringCase(golden.refuses().get())
                        .isNotEqualTo("no error");
                softly.assertThat(Judge.differences(written, world.see()))
                        .as("%s: after the refusal", golden)
                        .isEmpty();
            } else {
                softly.assertThat(error)
                        .as("%s: back after later, with\n%s", golden, proof.down())
                        .isEmpty();
                softly.assertThat(schema(Judge.differences(before, world.see())))
                        .as("%s: schema after later and\n%s", golden, proof.down())
                        .isEmpty();
                ask(golden, world, softly);
            }
        }
    }

    private static List<String> schema(List<String> differences) {
        return differences.stream()
                .filter(line -> !line.startsWith("rows of ") && !line.startsWith("sequence "))
                .toList();
    }

    private static void ask(GoldenCase golden, World world, SoftAssertions softly) {
        for (String text : golden.kept()) {
            softly.assertThat(world.holds(text))
                    .as("%s: '%s' is kept", golden, text)
                    .isTrue();
        }
        for (GoldenCase.Answer answer : golden.answers()) {
            softly.assertThat(world.value(answer.query()))
                    .as("%s: %s", golden, answer.query())
                    .isEqualTo(answer.value());
        }
    }
}
