package dev.sternway.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sternway.executor.ExecutorCatalogue;
import dev.sternway.plan.yaml.Finding;
import dev.sternway.plan.yaml.PlanReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the file holds, the answer is a finding and never a stack trace. */
class NastyPlansTest {
    private static final String LETTERS = "{}[]:-&*!\n #|>'\"x0";
    private static final Clock TODAY = Clock.fixed(Instant.parse("2026-11-21T12:00:00Z"), ZoneOffset.UTC);
    private static final Path GOOD = Path.of("plans/add-email/plan.yaml");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plans/add-email",
                "plans/MIG-002",
                "plans/second-factor",
                "plans/storefront",
                "plans/change-list"
            })
    void theExamplePlansAreClean(String plan) {
        assertThat(lint(Path.of(plan)).findings()).extracting(Finding::text).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'  lead: deploy-lead' | '  lead: deploy-led' | SW-0208 | deploy-lead",
                "uses: command/run | uses: comand/run | SW-0203 | command/run",
                "target: todo-api | target: todo-apy | SW-0201 | todo-api",
                "breach: \"> 10%\" | breach: \"more than 10\" | SW-0206 | ''",
                "decision: | decisions: | SW-0108 | decision",
                "within: 5m | within: five minutes | SW-0109 | ''",
                "method: PUT | method: PUT it | SW-0109 | ''",
                "point-of-no-return: 4 | point-of-no-return: 9 | SW-0213 | ''",
                "'  - id: C002' | '  - id: C001' | SW-0214 | ''",
                "channel: status-page | channel: statuspage | SW-0215 | status-page",
                "${incident} | ${incedent} | SW-0216 | incident"
            })
    void aMistakeIsNamedWithItsPlaceAndWhatWasMeant(String good, String bad, String code, String meant)
            throws Exception {
        String text = Files.readString(GOOD);
        assertThat(text).contains(good);
        List<Finding> findings = lint(written(text.replaceFirst(
                        java.util.regex.Pattern.quote(good), java.util.regex.Matcher.quoteReplacement(bad))))
                .findings();
        assertThat(findings).anySatisfy(finding -> {
            assertThat(finding.problem().code()).isEqualTo(code);
            assertThat(finding.line()).isPositive();
            assertThat(finding.suggestion()).isEqualTo(meant);
        });
    }

    @Test
    void bombsDuplicatesTagsAndForeignEncodingsAreFindings() throws Exception {
        String bomb = "a: &a [x,x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\n"
                + "c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]\n"
                + "e: [*d,*d,*d,*d,*d,*d,*d,*d,*d,*d]\n";
        for (byte[] content : List.of(
                bomb.getBytes(StandardCharsets.UTF_8),
                "a: &a [*a]\n".getBytes(StandardCharsets.UTF_8),
                "a: 1\na: 2\n".getBytes(StandardCharsets.UTF_8),
                "a: !!javax.script.ScriptEngineManager []\n".getBytes(StandardCharsets.UTF_8),
                "kind: plan".getBytes(StandardCharsets.UTF_16),
                "k: \u00e4".getBytes(StandardCharsets.ISO_8859_1),
                new byte[] {0, 1, 2},
                new byte[0],
                "a: b: c".getBytes(StandardCharsets.UTF_8),
                "a: 1\n---\nb: 2\n".getBytes(StandardCharsets.UTF_8),
                "- ".repeat(5000).getBytes(StandardCharsets.UTF_8),
                "[".repeat(100_000).getBytes(StandardCharsets.UTF_8),
                "x".repeat(10 * 1024 * 1024).getBytes(StandardCharsets.UTF_8))) {
            PlanReader.Reading reading = PlanReader.read("plan.yaml", content);
            assertThat(reading.plan()).isEmpty();
            assertThat(reading.findings()).isNotEmpty();
        }
    }

    @Test
    void aPlanMutatedAtRandomNeverThrows() throws Exception {
        byte[] good = Files.readAllBytes(GOOD);
        Random random = new Random(7);
        for (int i = 0; i < 300; i++) {
            byte[] bad = good.clone();
            for (int change = 0; change < 1 + random.nextInt(5); change++) {
                bad[random.nextInt(bad.length)] = (byte) LETTERS.charAt(random.nextInt(LETTERS.length()));
            }
            PlanReader.Reading reading = PlanReader.read("plan.yaml", bad);
            assertThat(reading.plan().isPresent() || !reading.findings().isEmpty())
                    .isTrue();
        }
    }

    private Path written(String text) throws Exception {
        Path copy = folder.resolve("single.yaml");
        return Files.writeString(copy, text);
    }

    private static Lint.Result lint(Path file) {
        return new Lint(ExecutorCatalogue.standard().schemas(), TODAY).check(file, Optional.empty());
    }
}
