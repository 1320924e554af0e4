package dev.sternway.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.sternway.base.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ExecutorCatalogueTest {
    private static final Path PAGES = Path.of("docs/executors");
    private static final Path TEMPLATES = Path.of("processes/.camunda/element-templates");
    private static final ExecutorCatalogue CATALOGUE = ExecutorCatalogue.standard();

    @TestFactory
    Stream<DynamicTest> takesEveryGoodExample() {
        return CATALOGUE.all().stream()
                .map(executor -> DynamicTest.dynamicTest(executor.uses(), () -> {
                    assertThat(Fixtures.good(executor)).as("good fixtures").isNotEmpty();
                    for (Fixtures.Fixture fixture : Fixtures.good(executor)) {
                        CATALOGUE.bind(executor, fixture.tree());
                        assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                                        .getSchema(schema(executor))
                                        .validate(fixture.tree()))
                                .as(fixture.file().toString())
                                .isEmpty();
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> refusesEveryBadExampleAndNamesTheField() {
        return CATALOGUE.all().stream()
                .map(executor -> DynamicTest.dynamicTest(executor.uses(), () -> {
                    assertThat(Fixtures.bad(executor)).as("bad fixtures").isNotEmpty();
                    for (Fixtures.Fixture fixture : Fixtures.bad(executor)) {
                        assertThatThrownBy(() -> CATALOGUE.bind(executor, fixture.tree()))
                                .as(fixture.file().toString())
                                .isInstanceOf(ProblemException.class)
                                .hasMessageContaining("SW-0308")
                                .hasMessageContaining(fixture.wrong());
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> hasAPageAndAnElementTemplateOfEachThatAgreeWithTheCode() {
        return CATALOGUE.all().stream()
                .map(executor -> DynamicTest.dynamicTest(executor.uses(), () -> {
                    String name = ExecutorReference.name(executor);
                    JsonNode schema = schema(executor);
                    agrees(
                            PAGES.resolve(name + ".md"),
                            new ExecutorReference(executor, schema, Fixtures.good(executor)).markdown());
                    agrees(TEMPLATES.resolve(name + ".json"), new ElementTemplate(executor, schema).json());
                }));
    }

    @Test
    void hasAnElementTemplateForApprovals() throws IOException {
        agrees(TEMPLATES.resolve("approval.json"), ElementTemplate.approval());
    }

    @Test
    void keepsNoPageAndNoTemplateOfAnExecutorThatIsGone() throws IOException {
        Set<String> known =
                CATALOGUE.all().stream().map(ExecutorReference::name).collect(Collectors.toCollection(TreeSet::new));

        assertThat(names(PAGES, ".md")).isEqualTo(known);
        known.add("approval");
        assertThat(names(TEMPLATES, ".json")).isEqualTo(known);
    }

    @Test
    void suggestsTheExecutorThatWasMeant() {
        assertThat(CATALOGUE.find("http/request")).isPresent();
        assertThat(CATALOGUE.find("http/reqest")).isEmpty();
        assertThatThrownBy(() -> CATALOGUE.get("http/reqest"))
                .hasMessageContaining("SW-0307")
                .hasMessageContaining("Did you mean http/request?");
    }

    @Test
    void summarizesEachInOneSentence() {
        assertThat(CATALOGUE.all())
                .allSatisfy(
                        executor -> assertThat(executor.summary()).endsWith(".").hasSizeLessThan(160));
    }

    @Test
    void saysWhatEachInputIsFor() {
        assertThat(CATALOGUE.all())
                .allSatisfy(executor -> assertThat(
                                schema(executor).path("properties").properties())
                        .allSatisfy(field -> assertThat(ExecutorReference.description(field.getValue()))
                                .as("%s: %s", executor.uses(), field.getKey())
                                .isNotBlank()));
    }

    @TestFactory
    Stream<DynamicTest> takesEveryStepOfTheExamplePlans() throws IOException {
        try (Stream<Path> folders = Files.list(Path.of("plans"))) {
            List<Path> plans =
                    folders.map(folder -> folder.resolve("plan.yaml")).toList();
            return plans.stream()
                    .map(plan -> DynamicTest.dynamicTest(plan.toString(), () -> {
                        List<JsonNode> steps = new YAMLMapper()
                                .readTree(plan.toFile()).findParents("uses").stream()
                                        .filter(node -> node.has("name"))
                                        .toList();
                        assertThat(steps).isNotEmpty();
                        steps.forEach(step ->
                                CATALOGUE.bind(CATALOGUE.get(step.path("uses").asText()), step.path("with")));
                    }));
        }
    }

    private static JsonNode schema(Executor<?> executor) {
        return CATALOGUE.schemas().get(executor.uses());
    }

    private static Set<String> names(Path folder, String ending) throws IOException {
        if (!Files.isDirectory(folder)) {
            return Set.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(ending))
                    .map(file -> file.substring(0, file.length() - ending.length()))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static void agrees(Path file, String generated) throws IOException {
        if (Boolean.getBoolean("sternway.update")) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, generated);
        }
        assertThat(file).as("run with -Dsternway.update=true").exists().hasContent(generated);
    }
}
