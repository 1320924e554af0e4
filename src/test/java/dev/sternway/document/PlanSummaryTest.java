package dev.sternway.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sternway.plan.bundle.PlanBundle;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanSummaryTest {
    @Test
    void tellsAReviewerWhatCounts() {
        String text = summary("MIG-002");

        assertThat(text)
                .startsWith("Consistent ids, release 2.5.0, in demo, revision 3\n")
                .contains("- C001 UUIDs instead of integers as ids of users and tasks"
                        + " (complex, dangerous, point of no return at step 3)")
                .contains("- L2: none", "- L3: restore the clone")
                .contains("deploy-lead (maria), then ", "a restore also needs leadership (cto)")
                .contains("watched for 5s");
    }

    @ParameterizedTest
    @ValueSource(strings = {"add-email", "MIG-002"})
    void fitsAForm(String plan) {
        assertThat(summary(plan).length()).isLessThan(4000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"add-email", "MIG-002"})
    void tellsNoSecret(String plan) {
        assertThat(summary(plan)).doesNotContainIgnoringCase("password");
    }

    private static String summary(String plan) {
        return PlanSummary.of(PlanBundle.ofFolder(Path.of("plans", plan)).plan("demo"), "demo", 3);
    }
}
