package dev.sternway.plan.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanYamlTest {
    private static final String LETTERS =
            " \n\t\r#:-?*&!|>'\"%@`{}[],aZ0.~\u00e4\u2028\ufeff\u0007\\=\ud83d\ude00yesnull";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plans/add-email/plan.yaml",
                "plans/MIG-002/plan.yaml",
                "plans/second-factor/plan.yaml",
                "plans/storefront/plan.yaml",
                "plans/change-list/plan.yaml"
            })
    void aPlanThatIsWrittenReadsBackAsTheSamePlan(String file) throws Exception {
        PlanReader.Reading given = PlanReader.read(file, Files.readAllBytes(Path.of(file)));

        String written = PlanYaml.write(given.tree());

        PlanReader.Reading again = PlanReader.read(file, written.getBytes(StandardCharsets.UTF_8));
        assertThat(again.findings()).isEmpty();
        assertThat(again.plan()).isEqualTo(given.plan());
    }

    @Test
    void anyTextReadsBackAsItself() {
        Random random = new Random(3);
        for (int i = 0; i < 3_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(12); length > 0; length--) {
                int at = random.nextInt(LETTERS.length());
                text.append(LETTERS, at, Math.min(LETTERS.length(), at + 1 + random.nextInt(3)));
            }
            String given = new String(text.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
            ObjectNode tree = PlanMapper.json().createObjectNode();
            tree.put("a", given).putArray("b").add(given).addArray().add(given);
            tree.putObject("c").put(given, 1).put("d", given);
            assertThat(PlanYaml.read(PlanYaml.write(tree)))
                    .as(PlanYaml.write(tree))
                    .hasValueSatisfying(read -> assertThat(read.toString()).isEqualTo(tree.toString()));
            assertThat(PlanYaml.read(PlanYaml.line(tree)))
                    .hasValueSatisfying(read -> assertThat(read.toString()).isEqualTo(tree.toString()));
            assertThat(PlanYaml.line(tree)).doesNotContain("\n");
        }
    }

    @Test
    void whatPeopleWroteStaysWhenSomethingIsAdded() {
        String existing = """
                # ours
                metadata:
                  id: x   # short
                  release: 2.4.0

                risks:
                  - {risk: Slow, mitigation: Wait}
                """;
        ObjectNode additions = (ObjectNode) PlanYaml.read("""
                metadata: {id: x, release: 2.5.0, lead: maria}
                risks: [{risk: Slow, mitigation: Hurry}, {risk: Wrong, mitigation: Stop}]
                notes: [New]
                """).orElseThrow();

        PlanYaml.Merge merge = PlanYaml.merge(existing, additions);

        assertThat(merge.kept()).containsExactly("/metadata/release", "/risks/0/mitigation");
        assertThat(merge.text())
                .contains("# ours", "# short", "release: 2.4.0", "lead: maria", "mitigation: Wait", "mitigation: Stop")
                .doesNotContain("Hurry", "2.5.0");
        JsonNode read = PlanYaml.read(merge.text()).orElseThrow();
        assertThat(read.at("/notes/0").asText()).isEqualTo("New");
    }

    @Test
    void nothingToAddLeavesTheFileAsItIs() {
        String existing = "metadata:   {id:   x}\n# end\n";

        PlanYaml.Merge merge = PlanYaml.merge(
                existing, (ObjectNode) PlanYaml.read("metadata: {id: x}").orElseThrow());

        assertThat(merge).isEqualTo(new PlanYaml.Merge(existing, List.of()));
    }
}
