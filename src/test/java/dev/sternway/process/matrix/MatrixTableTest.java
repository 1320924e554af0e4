package dev.sternway.process.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sternway.decision.Recommendation;
import dev.sternway.decision.Situation;
import dev.sternway.plan.Decision;
import dev.sternway.plan.Decision.MigrationState;
import dev.sternway.plan.Level;
import dev.sternway.plan.Trigger.Severity;
import dev.sternway.plan.bundle.PlanBundle;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.operaton.bpm.dmn.engine.DmnDecisionRuleResult;
import org.operaton.bpm.dmn.engine.DmnEngine;
import org.operaton.bpm.dmn.engine.DmnEngineConfiguration;

class MatrixTableTest {
    private static final DmnEngine ENGINE =
            DmnEngineConfiguration.createDefaultDmnEngineConfiguration().buildEngine();
    private static final Path PRODUCT = Path.of("processes/decision.dmn");

    @Test
    void thePlansRowsComeFirstAndSternwaysDecideTheRest() throws IOException {
        List<Decision.Row> rows = PlanBundle.ofFolder(Path.of("plans/add-email"))
                .read(Optional.empty())
                .plan()
                .orElseThrow()
                .decision()
                .matrix();
        agreesWithTheFunction(rows);
        agreesWithTheFunction(List.of(row("Wait \"a\" \\ moment", when(List.of(Severity.CRITICAL)), Level.HOLD)));
        agreesWithTheFunction(
                List.of(row("Always", when(List.of()), Level.L1), row("In words", Optional.empty(), Level.L3)));
    }

    @Test
    void showsWhoseRowEachIs() throws IOException {
        String table = new String(
                MatrixTable.of(
                        Files.readAllBytes(PRODUCT),
                        "decision-p-demo-1",
                        "Which level: P",
                        List.of(row("Only slow", when(List.of(Severity.WARNING)), Level.PAUSE))),
                StandardCharsets.UTF_8);

        assertThat(table).contains("id=\"decision-p-demo-1\"", "dmnElementRef=\"decision-p-demo-1\"");
        assertThat(table.indexOf("Plan: Only slow")).isPositive().isLessThan(table.indexOf("<description>Sternway"));
    }

    private static void agreesWithTheFunction(List<Decision.Row> rows) throws IOException {
        byte[] table = MatrixTable.of(Files.readAllBytes(PRODUCT), "decision-test", "Test", rows);
        var decision = ENGINE.parseDecision("decision-test", new ByteArrayInputStream(table));
        for (MigrationState state : MigrationState.values()) {
            for (Severity severity : Severity.values()) {
                for (int flags = 0; flags < 32; flags++) {
                    Situation situation = new Situation(
                            state,
                            severity,
                            (flags & 1) > 0,
                            (flags & 2) > 0,
                            (flags & 4) > 0,
                            (flags & 8) > 0,
                            (flags & 16) > 0);
                    DmnDecisionRuleResult row = ENGINE.evaluateDecisionTable(decision, variables(situation))
                            .getSingleResult();
                    assertThat(row.<String>getEntry("level"))
                            .as(situation.toString())
                            .isEqualTo(Recommendation.of(situation, rows).name());
                    assertThat(row.<String>getEntry("reason")).isNotBlank();
                }
            }
        }
    }

    private static Map<String, Object> variables(Situation situation) {
        Map<String, Object> variables = new HashMap<>();
        variables.put("migrationState", situation.migrationState().name());
        variables.put("severity", situation.severity().name());
        variables.put("dataDamaged", situation.dataDamaged());
        variables.put("codeCompatible", situation.codeCompatible());
        variables.put("level1Fits", situation.level1Fits());
        variables.put("level2Fits", situation.level2Fits());
        variables.put("level3Fits", situation.level3Fits());
        return variables;
    }

    private static Decision.Row row(String situation, Optional<Decision.When> when, Level action) {
        return new Decision.Row(situation, when, action, Optional.empty(), Optional.empty());
    }

    private static Optional<Decision.When> when(List<Severity> severity) {
        return Optional.of(new Decision.When(List.of(), severity, Optional.empty(), Optional.empty()));
    }
}
