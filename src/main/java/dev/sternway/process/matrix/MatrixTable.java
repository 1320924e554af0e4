package dev.sternway.process.matrix;

import dev.sternway.plan.Decision;
import dev.sternway.plan.Level;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** Puts the rows of a plan before those of Sternway's own table, so that one picture shows which comes first. */
final class MatrixTable {
    private static final String OWN = "decision";

    private final Document table;

    private MatrixTable(Document table) {
        this.table = table;
    }

    /**
     * @param product Sternway's decision.dmn, or what an operator put in its place
     * @param key id and key of the table that is made
     */
    static byte[] of(byte[] product, String key, String title, List<Decision.Row> rows) {
        try {
            var factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            MatrixTable table = new MatrixTable(factory.newDocumentBuilder().parse(new ByteArrayInputStream(product)));
            table.name(key, title);
            table.add(rows);
            return table.bytes();
        } catch (ParserConfigurationException | SAXException | IOException | TransformerException e) {
            throw new IllegalStateException("decision.dmn cannot be read", e);
        }
    }

    private void name(String key, String title) {
        Element decision = first("decision");
        decision.setAttribute("id", key);
        decision.setAttribute("name", title);
        table.getDocumentElement().setAttribute("name", title);
        for (Element shape : all("DMNShape")) {
            if (shape.getAttribute("dmnElementRef").equals(OWN)) {
                shape.setAttribute("dmnElementRef", key);
            }
        }
        first("decisionTable").setAttribute("hitPolicy", "FIRST");
    }

    private void add(List<Decision.Row> rows) {
        Element before = first("rule");
        for (Element own : all("rule")) {
            own.insertBefore(text("description", "Sternway"), own.getFirstChild());
        }
        int number = 0;
        for (Decision.Row row : rows) {
            number++;
            if (row.when().isPresent()) {
                before.getParentNode()
                        .insertBefore(
                                rule("plan-rule-" + number, row, row.when().get()), before);
            }
        }
    }

    private Element rule(String id, Decision.Row row, Decision.When when) {
        Element rule = element("rule");
        rule.setAttribute("id", id);
        rule.appendChild(text("description", "Plan: " + row.situation()));
        int number = 0;
        for (Element input : all("inputExpression")) {
            rule.appendChild(entry(
                    "inputEntry",
                    id + "-input-" + ++number,
                    condition(input.getTextContent().strip(), row, when)));
        }
        number = 0;
        for (Element output : all("output")) {
            rule.appendChild(
                    entry("outputEntry", id + "-output-" + ++number, result(output.getAttribute("name"), row)));
        }
        return rule;
    }

    private static String condition(String variable, Decision.Row row, Decision.When when) {
        return switch (variable) {
            case "migrationState" -> words(when.migration());
            case "severity" -> words(when.severity());
            case "dataDamaged" -> when.dataDamaged().map(String::valueOf).orElse("");
            case "codeCompatible" -> when.oldCodeRuns().map(String::valueOf).orElse("");
            case "level1Fits" -> row.action() == Level.L1 ? "true" : "";
            case "level2Fits" -> row.action() == Level.L2 ? "true" : "";
            case "level3Fits" -> row.action() == Level.L3 ? "true" : "";
            default -> "";
        };
    }

    private static String result(String output, Decision.Row row) {
        return switch (output) {
            case "level" -> quoted(row.action().name());
            case "reason" -> quoted("The plan's matrix: " + row.situation());
            case "approver" -> quoted(row.action() == Level.L3 ? "leadership" : "");
            default -> quoted("");
        };
    }

    private static String words(Collection<? extends Enum<?>> words) {
        return words.stream().map(word -> quoted(word.name())).collect(Collectors.joining(", "));
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "/").replace('"', '\'').replaceAll("\\s+", " ") + '"';
    }

    private Element entry(String kind, String id, String text) {
        Element entry = element(kind);
        entry.setAttribute("id", id);
        entry.appendChild(text("text", text));
        return entry;
    }

    private Element text(String name, String text) {
        Element element = element(name);
        element.setTextContent(text);
        return element;
    }

    private Element element(String name) {
        return table.createElementNS(table.getDocumentElement().getNamespaceURI(), name);
    }

    private Element first(String name) {
        return all(name).get(0);
    }

    private List<Element> all(String name) {
        NodeList found = table.getElementsByTagNameNS("*", name);
        List<Element> all = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            if (found.item(i) instanceof Element element) {
                all.add(element);
            }
        }
        return all;
    }

    private byte[] bytes() throws TransformerException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        TransformerFactory.newInstance().newTransformer().transform(new DOMSource(table), new StreamResult(out));
        return out.toByteArray();
    }

    /** What an id of a table may hold. */
    static String key(String plan, String environment, String digest) {
        return ("decision-" + plan + "-" + environment).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]", "_") + "-"
                + digest.substring(0, 12);
    }
}
