package dev.sternway.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What somebody tired finds in every form: what is asked, why, what happens otherwise; facts first, then the answer. */
class FormsTest {
    private static final int LONGEST_TITLE = 45;
    private static final int LONGEST_TEXT = 4000;
    private static final Set<String> TEXTS = Set.of("textarea", "textfield");

    static Stream<Path> forms() {
        return Diagram.files(Path.of("forms"), ".form").stream();
    }

    @ParameterizedTest
    @MethodSource("forms")
    void saysWhatIsAskedWhyAndWhatHappensOtherwise(Path file) throws IOException {
        List<String> lines =
                components(file).get(0).path("text").asText().lines().toList();

        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).startsWith("# ").hasSizeLessThan(LONGEST_TITLE);
        assertThat(lines.get(1)).contains("Without ").endsWith(".");
    }

    @ParameterizedTest
    @MethodSource("forms")
    void showsFactsThatNobodyCanChangeBeforeItAsks(Path file) throws IOException {
        List<JsonNode> fields = components(file).stream()
                .filter(field -> field.has("key"))
                .filter(field -> !field.path("key").asText().equals("automaticTriggers"))
                .toList();
        List<Boolean> facts =
                fields.stream().map(field -> field.path("readonly").asBoolean()).toList();

        assertThat(facts).startsWith(true).contains(false);
        assertThat(facts.subList(facts.indexOf(false), facts.size())).doesNotContain(true);
    }

    @ParameterizedTest
    @MethodSource("forms")
    void everyAnswerIsLabelledAndChecked(Path file) throws IOException {
        for (JsonNode field : components(file)) {
            if (field.has("key") && !field.path("readonly").asBoolean()) {
                String key = field.path("key").asText();
                assertThat(field.path("label").asText()).as(key).isNotBlank();
                if (field.path("type").asText().equals("select")) {
                    assertThat(field.at("/validate/required").asBoolean())
                            .as(key)
                            .isTrue();
                } else if (TEXTS.contains(field.path("type").asText())) {
                    assertThat(field.at("/validate/maxLength").asInt()).as(key).isEqualTo(LONGEST_TEXT);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    void leadsToTheVeryRunOnTheBoard(Path file) throws IOException {
        assertThat(components(file).get(1).path("content").asText())
                .containsPattern("<a href=\"/board/(rollbacks|guards)/\\{\\{runId}}\" target=\"_blank\"");
    }

    @Test
    void everyTaskSaysWhoIsAskedByWhenAndHowUrgentItIs() {
        List<String> missing = new ArrayList<>();
        for (Path file : Diagram.files(Path.of("processes"), ".bpmn")) {
            Diagram diagram = Diagram.read(file);
            diagram.all("userTask").forEach(task -> {
                for (String attribute : List.of("candidateGroups", "dueDate", "priority")) {
                    if (Diagram.engine(task, attribute).isEmpty()) {
                        missing.add(task.getAttribute("id") + " " + attribute);
                    }
                }
            });
        }
        assertThat(missing).as("its owner may be a person").containsExactly("do-follow-up candidateGroups");
    }

    @Test
    void everyTaskWithADeadlineIsDueThenAndComesBeforeThoseThatCanWait() {
        List<String> timed = new ArrayList<>();
        for (Path file : Diagram.files(Path.of("processes"), ".bpmn")) {
            Diagram diagram = Diagram.read(file);
            Set<String> deadlines = diagram.all("boundaryEvent")
                    .filter(event ->
                            event.getElementsByTagNameNS("*", "timeDuration").getLength() > 0)
                    .map(event -> event.getAttribute("attachedToRef")
                            + event.getElementsByTagNameNS("*", "timeDuration")
                                    .item(0)
                                    .getTextContent()
                                    .strip())
                    .collect(Collectors.toSet());
            diagram.all("userTask")
                    .filter(task -> deadlines.stream().anyMatch(each -> each.startsWith(task.getAttribute("id") + "$")))
                    .forEach(task -> {
                        timed.add(task.getAttribute("id"));
                        assertThat(deadlines)
                                .contains(task.getAttribute("id")
                                        + Diagram.engine(task, "dueDate").orElse(""));
                        assertThat(Diagram.engine(task, "priority"))
                                .as(diagram.at(task))
                                .isPresent();
                    });
        }
        assertThat(timed).contains("decide-what-to-do", "choose-how-to-go-on", "approve-arming");
    }

    private static List<JsonNode> components(Path file) throws IOException {
        List<JsonNode> all = new ArrayList<>();
        new ObjectMapper().readTree(file.toFile()).path("components").forEach(all::add);
        return all;
    }
}
