package dev.sternway.lint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.sternway.executor.ExecutorCatalogue;
import dev.sternway.plan.bundle.PlanBundle;
import dev.sternway.plan.yaml.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Each fixture changes the good plan ({@code plan}, {@code files}) and names all that lint then finds ({@code finds}). */
class RuleFixturesTest {
    private static final Path FIXTURES = Path.of("src/test/resources/lint");
    private static final Path GOOD = Path.of("plans/add-email");
    private static final Clock TODAY = Clock.fixed(Instant.parse("2026-11-21T12:00:00Z"), ZoneOffset.UTC);
    private static final YAMLMapper YAML = new YAMLMapper();

    @TempDir
    private Path folder;

    @TestFactory
    Stream<DynamicTest> findsInEachFixtureExactlyWhatItNames() throws IOException {
        return fixtures().stream()
                .map(file -> DynamicTest.dynamicTest(FIXTURES.relativize(file).toString(), () -> {
                    JsonNode fixture = YAML.readTree(file.toFile());
                    List<String> expected = new ArrayList<>();
                    fixture.path("finds").forEach(words -> expected.add(words.asText()));

                    List<Finding> found = lint(fixture);

                    assertThat(file.getFileName().toString()).startsWith(expected.isEmpty() ? "good-" : "bad-");
                    assertThat(found).extracting(RuleFixturesTest::said).hasSameSizeAs(expected);
                    assertThat(expected)
                            .allSatisfy(words -> assertThat(found)
                                    .extracting(RuleFixturesTest::said)
                                    .anySatisfy(said -> assertThat(said).contains(words)));
                    assertThat(found)
                            .extracting(Finding::line)
                            .allSatisfy(line -> assertThat(line).isPositive());
                }));
    }

    @Test
    void everyRuleAboutReadinessHasABadAndAGoodFixture() throws IOException {
        Map<String, List<String>> byRule = new TreeMap<>();
        for (Path file : fixtures()) {
            byRule.computeIfAbsent(file.getParent().getFileName().toString(), rule -> new ArrayList<>())
                    .add(file.getFileName().toString().replaceAll("-.*", ""));
        }
        assertThat(byRule.keySet())
                .containsAll(dev.sternway.lint.readiness.Readiness.RULES.stream()
                        .map(rule -> rule.getClass().getSimpleName())
                        .toList());
        assertThat(byRule.values()).allSatisfy(kinds -> assertThat(kinds).contains("good", "bad"));
    }

    private List<Finding> lint(JsonNode fixture) throws IOException {
        for (Path file : files(GOOD)) {
            Path copy = folder.resolve(GOOD.relativize(file).toString());
            if (!copy.startsWith(folder.resolve("environments"))) {
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Path plan = folder.resolve(PlanBundle.PLAN);
        YAML.writeValue(plan.toFile(), merged(YAML.readTree(plan.toFile()), fixture.path("plan")));
        for (Map.Entry<String, JsonNode> file : fixture.path("files").properties()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue().asText());
        }
        return new Lint(ExecutorCatalogue.standard().schemas(), TODAY)
                .check(plan, Optional.empty())
                .findings();
    }

    private static String said(Finding finding) {
        return finding.text().replaceFirst("^.*?: ", "");
    }

    /** As RFC 7396 merges: null removes. */
    private static JsonNode merged(JsonNode target, JsonNode patch) {
        if (!patch.isObject()) {
            return patch.isMissingNode() ? target : patch;
        }
        ObjectNode result = target.isObject() ? target.deepCopy() : YAML.createObjectNode();
        patch.properties().forEach(field -> {
            if (field.getValue().isNull()) {
                result.remove(field.getKey());
            } else {
                result.set(field.getKey(), merged(result.path(field.getKey()), field.getValue()));
            }
        });
        return result;
    }

    private static List<Path> fixtures() throws IOException {
        return files(FIXTURES);
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
