package dev.sternway.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** A diagram or a decision as it lies in its file. */
record Diagram(Path file, Document xml) {
    private static final String ENGINE = "http://camunda.org/schema/1.0/";
    private static final Set<String> TASKS =
            Set.of("serviceTask", "businessRuleTask", "userTask", "callActivity", "scriptTask", "task", "sendTask");

    static Diagram read(Path file) {
        try {
            var factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            return new Diagram(file, factory.newDocumentBuilder().parse(file.toFile()));
        } catch (ParserConfigurationException | SAXException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Path> files(Path folder, String suffix) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every element with one of these names, in any namespace; all elements when none is given. */
    Stream<Element> all(String... names) {
        var wanted = Set.of(names);
        return descendants(xml.getDocumentElement())
                .filter(element -> wanted.isEmpty() || wanted.contains(element.getLocalName()));
    }

    Stream<Element> flowNodes() {
        return all().filter(Diagram::isFlowNode);
    }

    static boolean isFlowNode(Element element) {
        String name = element.getLocalName();
        return TASKS.contains(name) || name.equals("subProcess") || name.endsWith("Event") || name.endsWith("Gateway");
    }

    String fileName() {
        return file.getFileName().toString();
    }

    Element process() {
        return all("process", "decision").findFirst().orElseThrow();
    }

    Stream<Element> leaving(Element node) {
        return all("sequenceFlow").filter(flow -> flow.getAttribute("sourceRef").equals(node.getAttribute("id")));
    }

    String at(Element element) {
        String id = element.getAttribute("id");
        return fileName() + " " + (id.isEmpty() ? element.getLocalName() : id);
    }

    static Optional<String> engine(Element element, String name) {
        for (String kind : List.of("bpmn", "dmn")) {
            if (element.hasAttributeNS(ENGINE + kind, name)) {
                return Optional.of(element.getAttributeNS(ENGINE + kind, name));
            }
        }
        return Optional.empty();
    }

    static boolean isEngines(Element element) {
        return String.valueOf(element.getNamespaceURI()).startsWith(ENGINE);
    }

    static Stream<Element> children(Element parent) {
        var children = new ArrayList<Element>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                children.add(element);
            }
        }
        return children.stream();
    }

    static Stream<Element> descendants(Element parent) {
        return Stream.concat(Stream.of(parent), children(parent).flatMap(Diagram::descendants));
    }
}
