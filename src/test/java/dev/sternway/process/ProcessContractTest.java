package dev.sternway.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProcessContractTest {
    private static final Path BROKEN = Path.of("src/test/resources/process/broken");
    private static final BeansAndVariables CODE = BeansAndVariables.scan();

    @Test
    void diagrams_decisions_forms_and_code_keep_their_promises() throws IOException {
        var violations = rules(Path.of("no fixture")).entrySet().stream()
                .flatMap(rule -> rule.getValue().get().map(what -> rule.getKey() + ": " + what))
                .toList();

        assertThat(violations).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("ruleNames")
    void a_rule_catches_what_breaks_it(String rule) throws IOException {
        var fixture = Stream.of(".bpmn", ".form")
                .map(suffix -> BROKEN.resolve(rule + suffix))
                .filter(file -> file.toFile().exists())
                .findFirst();

        assertThat(fixture).as("fixture of " + rule).isPresent();
        assertThat(rules(fixture.orElseThrow()).get(rule).get()).isNotEmpty();
    }

    @Test
    void every_fixture_belongs_to_a_rule() throws IOException {
        assertThat(Diagram.files(BROKEN, ""))
                .extracting(file -> file.getFileName().toString().replaceFirst("\\.\\w+$", ""))
                .containsExactlyInAnyOrderElementsOf(ruleNames());
    }

    static Set<String> ruleNames() throws IOException {
        return rules(Path.of("no fixture")).keySet();
    }

    /** The rules over the project's own files, one of them replaced by the fixture or the fixture added. */
    private static Map<String, Supplier<Stream<String>>> rules(Path fixture) throws IOException {
        Map<String, Diagram> diagrams = diagrams(".bpmn");
        Map<String, JsonNode> forms = forms();
        if (fixture.toString().endsWith(".bpmn")) {
            Diagram broken = Diagram.read(fixture);
            diagrams.put(broken.process().getAttribute("id"), broken);
        } else if (fixture.toString().endsWith(".form")) {
            addForm(forms, fixture);
        }
        var decisions = diagrams(".dmn").values();
        var rules = new LinkedHashMap<>(new ProcessContract(CODE, diagrams.values(), decisions, forms).rules());
        rules.putAll(new DiagramContract(CODE, diagrams.values(), decisions, forms.keySet()).rules());
        return rules;
    }

    private static Map<String, Diagram> diagrams(String suffix) {
        return Diagram.files(Path.of("processes"), suffix).stream()
                .map(Diagram::read)
                .collect(Collectors.toMap(
                        each -> each.process().getAttribute("id"), each -> each, (one, other) -> one, TreeMap::new));
    }

    private static Map<String, JsonNode> forms() throws IOException {
        var forms = new TreeMap<String, JsonNode>();
        for (Path file : Diagram.files(Path.of("forms"), ".form")) {
            addForm(forms, file);
        }
        return forms;
    }

    private static void addForm(Map<String, JsonNode> forms, Path file) throws IOException {
        JsonNode form = new ObjectMapper().readTree(file.toFile());
        forms.put(form.path("id").asText(), form);
    }
}
