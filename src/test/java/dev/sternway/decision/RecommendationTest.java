package dev.sternway.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sternway.plan.Decision.MigrationState;
import dev.sternway.plan.Level;
import dev.sternway.plan.Trigger.Severity;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.operaton.bpm.dmn.engine.DmnDecision;
import org.operaton.bpm.dmn.engine.DmnDecisionRuleResult;
import org.operaton.bpm.dmn.engine.DmnEngine;
import org.operaton.bpm.dmn.engine.DmnEngineConfiguration;

class RecommendationTest {
    private static final DmnEngine ENGINE =
            DmnEngineConfiguration.createDefaultDmnEngineConfiguration().buildEngine();
    private static DmnDecision decision;

    @BeforeAll
    static void readTheTable() throws IOException {
        try (InputStream table = Files.newInputStream(Path.of("processes/decision.dmn"))) {
            decision = ENGINE.parseDecision("decision", table);
        }
    }

    @Test
    void tableAndFunctionAgreeOnEverySituation() {
        List<Situation> situations = everySituation();

        assertThat(situations).hasSize(4 * 3 * 32).allSatisfy(situation -> {
            DmnDecisionRuleResult row = decide(situation);
            Level level = Recommendation.of(situation);
            assertThat(row.<String>getEntry("level")).isEqualTo(level.name());
            assertThat(row.<String>getEntry("approver").equals("leadership"))
                    .isEqualTo(Recommendation.needsLeadership(level));
            assertThat(row.<String>getEntry("reason")).isNotBlank();
        });
    }

    @Test
    void neverRecommendsALevelThatIsNotProven() {
        assertThat(everySituation()).allSatisfy(situation -> {
            Level level = Recommendation.of(situation);
            assertThat(level != Level.L1 || situation.level1Fits()).isTrue();
            assertThat(level != Level.L2 || situation.level2Fits()).isTrue();
            assertThat(level != Level.L3 || situation.level3Fits()).isTrue();
        });
    }

    @Test
    void restoresABackupOnlyForDamageOrWhenNoScriptIsProven() {
        assertThat(everySituation())
                .filteredOn(situation -> Recommendation.of(situation) == Level.L3)
                .allMatch(situation -> situation.dataDamaged()
                        || !situation.level2Fits()
                        || situation.migrationState() == MigrationState.UNKNOWN);
    }

    @Test
    void takesTheQuickWayOnlyBeforeThePointOfNoReturn() {
        assertThat(everySituation())
                .filteredOn(situation -> Recommendation.of(situation) == Level.L1)
                .allMatch(situation -> situation.migrationState() == MigrationState.BEFORE_POINT_OF_NO_RETURN);
    }

    @Test
    void aPersonsWordCountsAsMajorAndWhateverIsWorseCountsMore() {
        assertThat(Situation.worst(Optional.empty(), List.of())).isEqualTo(Severity.MAJOR);
        assertThat(Situation.worst(Optional.empty(), List.of(Severity.WARNING))).isEqualTo(Severity.MAJOR);
        assertThat(Situation.worst(Optional.of(Severity.WARNING), List.of(Severity.WARNING)))
                .isEqualTo(Severity.WARNING);
        assertThat(Situation.worst(Optional.of(Severity.WARNING), List.of(Severity.WARNING, Severity.CRITICAL)))
                .isEqualTo(Severity.CRITICAL);
        assertThat(Situation.worst(Optional.of(Severity.CRITICAL), List.of(Severity.MAJOR)))
                .isEqualTo(Severity.CRITICAL);
    }

    @Test
    void optionsSayTimeAndLossOrWhyNot() {
        String text = Option.text(List.of(
                new Option(Level.L1, "about 30s", "set aside: 12 rows of users with email", Optional.empty()),
                new Option(Level.L3, "", "", Optional.of("it was not rehearsed"))));

        assertThat(text.lines())
                .containsExactly(
                        "Level 1: quick data rollback — about 30s — set aside: 12 rows of users with email",
                        "Level 3: restore the backup — not possible: it was not rehearsed");
    }

    private static DmnDecisionRuleResult decide(Situation situation) {
        return ENGINE.evaluateDecisionTable(
                        decision,
                        Map.of(
                                "migrationState", situation.migrationState().name(),
                                "severity", situation.severity().name(),
                                "dataDamaged", situation.dataDamaged(),
                                "codeCompatible", situation.codeCompatible(),
                                "level1Fits", situation.level1Fits(),
                                "level2Fits", situation.level2Fits(),
                                "level3Fits", situation.level3Fits()))
                .getSingleResult();
    }

    private static List<Situation> everySituation() {
        List<Situation> all = new ArrayList<>();
        for (MigrationState state : MigrationState.values()) {
            for (Severity severity : Severity.values()) {
                for (int bits = 0; bits < 32; bits++) {
                    all.add(new Situation(
                            state, severity, on(bits, 0), on(bits, 1), on(bits, 2), on(bits, 3), on(bits, 4)));
                }
            }
        }
        return all;
    }

    private static boolean on(int bits, int place) {
        return (bits >> place & 1) == 1;
    }
}
