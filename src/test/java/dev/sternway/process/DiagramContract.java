package dev.sternway.process;

import dev.sternway.drawing.Drawing;
import dev.sternway.drawing.Objection;
import dev.sternway.drawing.rule.DrawingRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.xml.sax.SAXException;

/** The rules that designers' diagrams keep, over our own; and how many elements one of ours may have. */
final class DiagramContract {
    private static final int MOST_NODES = 20;

    private final Collection<Diagram> diagrams;
    private final Collection<Diagram> decisions;
    private final List<Drawing> drawings;
    private final Drawing.Surroundings around;

    DiagramContract(
            BeansAndVariables code, Collection<Diagram> diagrams, Collection<Diagram> decisions, Set<String> forms) {
        this.diagrams = diagrams;
        this.decisions = decisions;
        this.drawings = diagrams.stream().map(each -> drawing(each.file())).toList();
        this.around = new Drawing.Surroundings(
                drawings, ids(diagrams), ids(decisions), forms, code.variables().keySet());
    }

    Map<String, Supplier<Stream<String>>> rules() {
        var rules = new LinkedHashMap<String, Supplier<Stream<String>>>();
        DrawingRule.all().keySet().forEach(name -> rules.put(name, () -> check(name)));
        rules.put("diagrams-are-small", this::diagramsAreSmall);
        rules.put(
                "history-is-cleaned-up",
                () -> Stream.concat(
                        check("history-is-cleaned-up"),
                        decisions.stream()
                                .filter(each -> !Diagram.engine(each.process(), "historyTimeToLive")
                                        .orElse("")
                                        .matches("P\\d+D"))
                                .map(each -> each.fileName() + ": says nothing of how long its history is kept")));
        rules.put(
                "id-is-the-file-name",
                () -> Stream.concat(
                        check("id-is-the-file-name"),
                        decisions.stream()
                                .filter(each ->
                                        !each.fileName().equals(each.process().getAttribute("id") + ".dmn"))
                                .map(each -> each.fileName() + ": its id is "
                                        + each.process().getAttribute("id"))));
        return rules;
    }

    private Stream<String> check(String rule) {
        return drawings.stream()
                .flatMap(drawing -> DrawingRule.all().get(rule).check(drawing, around))
                .map(Objection::toString);
    }

    /** A sub-process is a picture of its own. */
    private Stream<String> diagramsAreSmall() {
        return diagrams.stream()
                .flatMap(diagram -> diagram.all("process", "subProcess")
                        .filter(each -> Diagram.children(each)
                                        .filter(Diagram::isFlowNode)
                                        .count()
                                > MOST_NODES)
                        .map(each -> diagram.at(each) + ": has more than " + MOST_NODES + " elements"));
    }

    private static Drawing drawing(Path file) {
        try {
            return Drawing.read(file.getFileName().toString(), Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SAXException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    private static Set<String> ids(Collection<Diagram> diagrams) {
        return diagrams.stream().map(each -> each.process().getAttribute("id")).collect(Collectors.toSet());
    }
}
