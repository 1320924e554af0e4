package dev.sternway.drawing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sternway.executor.ExecutorCatalogue;
import dev.sternway.plan.yaml.Suggestion;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.w3c.dom.Attr;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** What makes a diagram, decision or form safe to run, whoever drew it. Each objection names file, element and fix. */
public final class DiagramRules {
    private static final int LARGEST = 1 << 20;
    private static final int MOST = 20;
    private static final Pattern BEAN = Pattern.compile("\\$\\{\\s*(\\w+)\\s*}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*\\.(bpmn|dmn|form)");
    private static final Pattern FEEL = Pattern.compile("(?i)feel|https?://www\\.omg\\.org/spec/(dmn|feel)/[^\\s]*");
    private static final Set<String> CODE = Set.of("script", "scriptTask", "connector", "import");
    private static final Map<String, String> NOT_THESE = Map.of(
            "expression", "name one of Sternway's delegates in delegateExpression",
            "scriptFormat", "leave scripts out; let a decision or a step of the plan compute it",
            "resource", "leave scripts out; let a decision or a step of the plan compute it",
            "language", "write the condition as " + PlainText.ALLOWED,
            "variableMappingDelegateExpression", "map variables with camunda:in and camunda:out");
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Function<String, Set<String>> delegates;
    private final ExecutorCatalogue executors;

    /** @param delegates what may be called, by the name of the BPMN element that calls */
    public DiagramRules(Function<String, Set<String>> delegates, ExecutorCatalogue executors) {
        this.delegates = delegates;
        this.executors = executors;
    }

    /** At most twenty objections; none when the files may be deployed. */
    public List<String> objections(Map<String, byte[]> files) {
        List<String> found = new ArrayList<>();
        files.forEach((name, content) -> ofFile(name, content).limit(MOST).forEach(found::add));
        return found.size() > MOST ? List.copyOf(found.subList(0, MOST)) : List.copyOf(found);
    }

    private Stream<String> ofFile(String name, byte[] content) {
        Matcher known = NAME.matcher(name);
        if (!known.matches()) {
            return Stream.of(name + ": only .bpmn, .dmn and .form files with plain names are deployed; leave it out");
        }
        if (content.length > LARGEST) {
            return Stream.of(name + ": is longer than 1 MiB; split the diagram");
        }
        if (known.group(1).equals("form")) {
            return ofForm(name, content);
        }
        try {
            DiagramFile file = DiagramFile.read(name, content);
            return Stream.concat(
                    file.elements()
                            .flatMap(element -> ofElement(element)
                                    .map(objection -> name + ", " + DiagramFile.idOf(element) + ": " + objection)),
                    DrawnStep.in(file).stream()
                            .flatMap(step -> step.objection(executors).stream()
                                    .map(objection -> name + ", callActivity " + step.element() + ": " + objection)));
        } catch (SAXException broken) {
            String why = String.valueOf(broken.getMessage());
            return Stream.of(name
                    + (why.contains("DOCTYPE")
                            ? ": has a DOCTYPE; remove it, diagrams need neither document types nor entities"
                            : ": is no XML: " + why + "; save it again from the Modeler"));
        }
    }

    private static Stream<String> ofForm(String name, byte[] content) {
        try {
            return JSON.readTree(new String(content, StandardCharsets.UTF_8)).isObject()
                    ? Stream.empty()
                    : Stream.of(name + ": is no JSON object; save it again from the form editor");
        } catch (JsonProcessingException broken) {
            return Stream.of(name + ": is no JSON (line " + broken.getLocation().getLineNr()
                    + "); save it again from the form editor");
        }
    }

    private Stream<String> ofElement(Element element) {
        String kind = element.getLocalName();
        if (CODE.contains(kind)) {
            return Stream.of("holds code (" + kind + "); let a decision, a delegate or a step of the plan do it");
        }
        Stream<String> texts = Stream.concat(
                        Stream.of(DiagramFile.text(element)),
                        DiagramFile.attributes(element).stream().map(Attr::getValue))
                .flatMap(text -> PlainText.objection(text).stream())
                .map(text -> "the expression " + text + " is not allowed; write only " + PlainText.ALLOWED);
        Stream<String> attributes =
                DiagramFile.attributes(element).stream().flatMap(attribute -> ofAttribute(element, attribute).stream());
        return Stream.concat(texts, attributes);
    }

    private Optional<String> ofAttribute(Element element, Attr attribute) {
        String name = Optional.ofNullable(attribute.getLocalName()).orElse(attribute.getName());
        String value = attribute.getValue();
        String says = name + "=\"" + value + "\" ";
        if (name.equals("delegateExpression")) {
            return ofDelegate(element, value);
        }
        if (name.equals("class") || name.endsWith("Class")) {
            return Optional.of(says + "names a Java class; name one of Sternway's delegates in delegateExpression");
        }
        if (NOT_THESE.containsKey(name)) {
            return Optional.of(says + "is code; " + NOT_THESE.get(name));
        }
        boolean ofEngine = attribute.getNamespaceURI() != null
                && !attribute.getNamespaceURI().startsWith("http://www.w3.org/");
        return switch (name) {
            case "type" ->
                ofEngine && !value.equals("external")
                        ? Optional.of(says + "is switched off; use type=\"external\" or a delegate")
                        : Optional.empty();
            case "formKey" ->
                value.startsWith("camunda-forms:")
                        ? Optional.empty()
                        : Optional.of(says + "is a page of its own; draw a form and name it in formRef");
            case "expressionLanguage" ->
                FEEL.matcher(value).matches()
                                || !element.lookupNamespaceURI(null).contains("DMN")
                        ? Optional.empty()
                        : Optional.of(says + "is switched off; write FEEL");
            case "name" ->
                element.getLocalName().equals("constraint") && value.equals("validator")
                        ? Optional.of(
                                "the constraint validator calls a class; use required, min, max, minlength, maxlength")
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    private Optional<String> ofDelegate(Element element, String value) {
        Set<String> known = delegates.apply(element.getLocalName());
        Matcher bean = BEAN.matcher(value);
        if (bean.matches() && known.contains(bean.group(1))) {
            return Optional.empty();
        }
        String meant = bean.matches() ? Suggestion.of(bean.group(1), known) : "";
        return Optional.of("there is no delegate " + value + " for it; "
                + (meant.isEmpty() ? "name one of " + String.join(", ", known) : "did you mean ${" + meant + "}?"));
    }
}
