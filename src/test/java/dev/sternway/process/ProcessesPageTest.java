package dev.sternway.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sternway.drawing.DiagramFile;
import dev.sternway.drawing.Drawing;
import dev.sternway.drawing.picture.Picture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/** The page of the diagrams and their pictures are made from the files that are deployed. */
class ProcessesPageTest {
    private static final Path PAGE = Path.of("docs", "processes.md");
    private static final Path PICTURES = Path.of("docs", "images", "processes");
    private static final String UPDATE = "run with -Dsternway.update=true";
    private static final Pattern NAME = Pattern.compile("\\$\\{!?(\\w+)");
    private static final List<String> ORDER = List.of(
            "guard",
            "rollback",
            "queue",
            "decide",
            "preservation",
            "data-rollback",
            "restoration",
            "validation",
            "step",
            "steps",
            "approval",
            "undo",
            "close",
            "follow-up");

    private static final Map<String, String> HANDED_IN = new TreeMap<>(Map.of(
            "runId", "the rollback; every call of `step` or `approval` needs it",
            "planTitle", "the plan's title, for forms",
            "level", "how far it goes: `L1`, `L2` or `L3`",
            "phase", "`preservation`, `data`, `restoration` or `validation`; hand it on to `step`",
            "phaseWindow", "the phase's `within` as an ISO duration, for the timer of its window",
            "monitoringWindow", "`monitor` of the phase validation",
            "stepVersion", "the version of `step` that this rollback began with",
            "approvalVersion", "the same of `approval`",
            "decisionDeadline", "the plan's `decision.within` as an ISO duration, for deadlines of tasks"));

    @Test
    void thePageShowsEveryDiagramAsItIsDeployed() throws Exception {
        String page = page();
        if (Boolean.getBoolean("sternway.update")) {
            Files.writeString(PAGE, page);
        }
        assertThat(PAGE).as(UPDATE).exists().hasContent(page);
    }

    @Test
    void everyPictureIsThatOfItsDiagramAndThereIsNoOther() throws Exception {
        Map<String, String> pictures = new TreeMap<>();
        for (Path file : Diagram.files(Path.of("processes"), ".bpmn")) {
            String name = file.getFileName().toString();
            pictures.put(name.replace(".bpmn", ".svg"), Picture.of(read(name)));
        }
        if (Boolean.getBoolean("sternway.update")) {
            Files.createDirectories(PICTURES);
            for (var picture : pictures.entrySet()) {
                Files.writeString(PICTURES.resolve(picture.getKey()), picture.getValue());
            }
        }
        Map<String, String> there = new TreeMap<>();
        for (Path file : Diagram.files(PICTURES, ".svg")) {
            there.put(file.getFileName().toString(), Files.readString(file));
        }
        assertThat(there).as(UPDATE).isEqualTo(pictures);
    }

    private static String page() throws Exception {
        StringBuilder page = new StringBuilder("""
                # The diagrams

                What Sternway deploys, drawn from the very files (`./sternway processes draw processes --out docs/images/processes`). A click on a picture shows it in full size.
                Thick frames call another diagram, ≡ does so once for each step of the plan, tasks in yellow wait for a person, dotted frames start when something happens.
                Changing them, and drawing phases of your own: [designers](designers.md).

                ## What a phase of your own is given

                Preservation, data rollback, restoration and validation are called by `rollback`; a plan may name another diagram for each (`process:`). It is called with

                | variable | what |
                |--|--|
                """);
        Drawing rollback = read("rollback.bpmn");
        for (String variable : handedIn(rollback)) {
            assertThat(HANDED_IN).as("say here what it is").containsKey(variable);
            page.append("| `%s` | %s |\n".formatted(variable, HANDED_IN.get(variable)));
        }
        page.append("""

                The listener `planPhase` at its start event sets a number of steps for each activity of the phase (`showMaintenanceSteps`, `restoreCodeSteps` …), `stepProcess` and `inOrder`
                ([steps at once](designers.md#steps-at-once)), and `confirmer`. A call of `approval` gives `approved` back. What `rollback` takes over from a phase: %s.
                A diagram may ask for these and for every variable that its own forms set; linting names those that nobody sets.

                Messages are Sternway's own: %s. A diagram of yours may wait for a message with another name; only administrators send one (`POST /engine-rest/message`).

                """.formatted(codes(takenOver(rollback)), codes(messages())));
        for (String name : ORDER) {
            diagram(page, read(name + ".bpmn"));
        }
        assertThat(ORDER.stream().map(name -> name + ".bpmn"))
                .containsExactlyInAnyOrderElementsOf(Diagram.files(Path.of("processes"), ".bpmn").stream()
                        .map(file -> file.getFileName().toString())
                        .toList());
        page.append(
                "## The decisions\n\nRead from above: the first row that fits counts; an empty cell fits always.\n\n");
        for (String name : List.of("decision.dmn", "classification.dmn")) {
            decision(page, Diagram.read(Path.of("processes", name)));
        }
        return page.toString().stripTrailing() + "\n";
    }

    private static void diagram(StringBuilder page, Drawing drawing) {
        Element process = drawing.process();
        String id = process.getAttribute("id");
        page.append("## %s\n\n%s\n\n".formatted(process.getAttribute("name"), about(process)));
        page.append("[![%s](images/processes/%s.svg)](images/processes/%s.svg)\n\n"
                .formatted(process.getAttribute("name"), id, id));
        BeansAndVariables code = BeansAndVariables.scan();
        line(page, "Asks people", named(drawing, "userTask"));
        line(page, "Waits for messages", drawing.all("message").map(each -> code(each.getAttribute("name"))));
        line(page, "Calls", drawing.all("callActivity").map(each -> code(each.getAttribute("calledElement"))));
        line(
                page,
                "Reads",
                names(drawing)
                        .filter(name -> !code.beans().containsKey(name) && !name.equals("loopCounter"))
                        .map(ProcessesPageTest::code));
        page.append("File: [%s](../processes/%s).\n\n".formatted(drawing.name(), drawing.name()));
    }

    private static void decision(StringBuilder page, Diagram table) {
        Element decision = table.process();
        page.append("### %s\n\n%s\n\n".formatted(decision.getAttribute("name"), about(decision)));
        List<String> heads = table.all("input", "output")
                .map(each -> each.getAttribute("label"))
                .toList();
        page.append("| ").append(String.join(" | ", heads)).append(" |\n|").append("--|".repeat(heads.size()));
        table.all("rule").forEach(rule -> {
            page.append("\n|");
            Diagram.children(rule)
                    .filter(cell -> cell.getLocalName().endsWith("Entry"))
                    .forEach(cell -> page.append(
                            " %s |".formatted(text(cell).replace("\"", "").replace("|", "\\|"))));
        });
        page.append("\n\nReads %s. File: [%s](../processes/%s).\n\n"
                .formatted(
                        table.all("inputExpression")
                                .map(each -> code(text(each)))
                                .collect(Collectors.joining(", ")),
                        table.fileName(),
                        table.fileName()));
    }

    private static String about(Element element) {
        return Diagram.children(element)
                .filter(each -> Set.of("documentation", "description").contains(each.getLocalName()))
                .map(DiagramFile::text)
                .findFirst()
                .orElseThrow();
    }

    private static String text(Element around) {
        return Diagram.children(around)
                .filter(each -> each.getLocalName().equals("text"))
                .map(each -> DiagramFile.text(each).strip())
                .findFirst()
                .orElse("");
    }

    private static void line(StringBuilder page, String what, Stream<String> found) {
        String all = found.distinct().collect(Collectors.joining(", "));
        if (!all.isEmpty()) {
            page.append(what).append(": ").append(all).append("\\\n");
        }
    }

    private static Stream<String> named(Drawing drawing, String kind) {
        return drawing.all(kind).map(each -> each.getAttribute("name"));
    }

    private static Stream<String> names(Drawing drawing) {
        Set<String> names = new TreeSet<>();
        drawing.file().elements().forEach(element -> {
            NAME.matcher(DiagramFile.text(element)).results().forEach(found -> names.add(found.group(1)));
            DiagramFile.attributes(element)
                    .forEach(attribute ->
                            NAME.matcher(attribute.getValue()).results().forEach(found -> names.add(found.group(1))));
        });
        return names.stream();
    }

    private static Set<String> handedIn(Drawing rollback) {
        return mapped(rollback, "in", call -> call.getAttribute("calledElement").startsWith("${"));
    }

    private static Set<String> takenOver(Drawing rollback) {
        return mapped(
                rollback, "out", call -> call.getAttribute("calledElement").startsWith("${"));
    }

    private static Set<String> mapped(Drawing rollback, String kind, Predicate<Element> calls) {
        return rollback.all("callActivity")
                .filter(calls)
                .flatMap(Diagram::descendants)
                .filter(each -> each.getLocalName().equals(kind) && Diagram.isEngines(each))
                .map(each -> each.getAttribute("target"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> messages() throws Exception {
        Set<String> messages = new TreeSet<>();
        for (String name : ORDER) {
            read(name + ".bpmn").all("message").forEach(each -> messages.add(each.getAttribute("name")));
        }
        return messages;
    }

    private static String codes(Set<String> words) {
        return words.stream().map(ProcessesPageTest::code).collect(Collectors.joining(", "));
    }

    private static String code(String word) {
        return "`" + word + "`";
    }

    private static Drawing read(String name) throws Exception {
        return Drawing.read(name, Files.readAllBytes(Path.of("processes", name)));
    }
}
