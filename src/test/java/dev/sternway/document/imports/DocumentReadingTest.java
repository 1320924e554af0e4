package dev.sternway.document.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sternway.base.ProblemException;
import dev.sternway.plan.Imported.Input;
import dev.sternway.plan.Plan;
import dev.sternway.plan.Step;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DocumentReadingTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "curl -k https://a.example/x | command/run",
                "curl https://a.example/x ; rm y | command/run",
                "curl -u admin:secret https://a.example/x | command/run",
                "curl -d @body.json https://a.example/x | command/run",
                "curl https://$HOST_NAME/x | command/run",
                "curl -sf https://a.example/x?y=1 | http/request",
                "curl -X POST --data '{\"a\": [1]}' https://a.example | http/request"
            })
    void onlyACurlThatSaysNothingElseBecomesARequest(String command, String uses) {
        Plan plan = read("# P\n## Phase 1: Preservation\n### Do it\n```bash\n" + command + "\n```\n")
                .plan();

        assertThat(plan.phases().preservation().steps()).extracting(Step::uses).containsExactly(uses);
    }

    @Test
    void bashIsRunByBashAndStopsAtTheFirstError() {
        Plan plan = read("# P\n## Phase 3: Restoration\n1. Restart\n   ```bash\n   systemctl restart app\n   ```\n")
                .plan();

        JsonNode argv = plan.phases().restoration().steps().get(0).with().path("argv");
        assertThat(argv).extracting(JsonNode::asText).containsExactly("bash", "-ec", "systemctl restart app");
    }

    @Test
    void blanksBecomeInputsThatNameTheirLine() {
        Plan plan = read("""
                # P
                **Release**: <version>

                ## Phase 3: Restoration
                ### Go back
                ```bash
                git revert <commit>
                psql -h $DB_HOST -c "select 1"
                for i in a b; do echo $i $HOME; done
                ```
                ## Contacts
                | Contact | Phone |
                |--|--|
                | DBA | [Phone Number] |
                | Security | _____ |
                """).plan();

        assertThat(plan.inputs().stream().filter(input -> input.line().isPresent()))
                .extracting(input ->
                        input.line().orElseThrow() + " " + input.blank().orElseThrow())
                .containsExactlyInAnyOrder("2 <version>", "7 <commit>", "8 $DB_HOST", "14 [Phone Number]", "15 _____");
    }

    @Test
    void whatTheDocumentDoesNotSayIsNotMadeUp() {
        Plan plan = read("# Rollback plan: Carts\n").plan();

        assertThat(plan.metadata().title()).isEqualTo("Carts");
        assertThat(plan.inputs())
                .extracting(Input::name)
                .containsExactlyInAnyOrder(
                        "release",
                        "lead",
                        "decided-by",
                        "database",
                        "decision-deadline",
                        "preservation-window",
                        "data-window",
                        "restoration-window",
                        "validation-window");
        assertThat(plan.triggers()).isEmpty();
        assertThat(plan.contacts()).isEmpty();
    }

    @Test
    void aRangeIsReadByItsUpperEndAndKeptAsItStands() {
        Plan plan = read("# P\n## Level 2: Full\n- **Time**: 1–2 min\n").plan();

        assertThat(plan.phases().data().level2().orElseThrow().estimate()).contains(Duration.ofMinutes(2));
        assertThat(plan.unplaced()).extracting(block -> block.text()).contains("- **Time**: 1–2 min");
    }

    @ParameterizedTest
    @CsvSource({
        "../../etc/cron.d/x.sql",
        "/etc/passwd.sql",
        "environments/production.yaml",
        ".hidden.sql",
        "a/../../b.sql"
    })
    void aScriptNeverLeavesThePlansFolder(String path) {
        ImportedPlan imported = read("# P\n## Level 1: Quick\n**Script:** `" + path + "`\n\n```sql\nSELECT 1;\n```\n");

        assertThat(imported.files()).containsOnlyKeys("rollback/level-1.sql");
        assertThat(imported.plan().phases().data().level1().orElseThrow().scripts())
                .containsExactly("rollback/level-1.sql");
    }

    @Test
    void aQuotedBinaryAndAHugeFileAreRefused() {
        assertThatThrownBy(() -> RollbackDocument.read("x.md", new byte[] {(byte) 0xff, (byte) 0xfe, 0}))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("SW-0130")
                .hasMessageContaining("x.md");
        assertThatThrownBy(() -> RollbackDocument.read("x.md", new byte[RollbackDocument.LONGEST + 1]))
                .hasMessageContaining("longer than 256 KiB");
    }

    private static ImportedPlan read(String markdown) {
        return RollbackDocument.read("document.md", markdown.getBytes(StandardCharsets.UTF_8));
    }
}
