package dev.sternway.process;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.operaton.bpm.engine.delegate.ExecutionListener;
import org.operaton.bpm.engine.delegate.JavaDelegate;
import org.operaton.bpm.engine.delegate.TaskListener;
import org.w3c.dom.Element;

/** What diagrams, decisions and forms promise the code, and the code them. Each rule lists what breaks it. */
final class ProcessContract {
    private static final Pattern BEAN = Pattern.compile("\\$\\{(\\w+)}");
    private static final Pattern CONDITION = Pattern.compile("\\$\\{(!?)(\\w+)(?: == '(\\w+)')?}");
    private static final Pattern IN_TEXT = Pattern.compile("\\{\\{\\s*(\\w+)\\s*}}");

    private final BeansAndVariables code;
    private final Collection<Diagram> diagrams;
    private final Collection<Diagram> decisions;
    private final Map<String, JsonNode> forms;

    ProcessContract(
            BeansAndVariables code,
            Collection<Diagram> diagrams,
            Collection<Diagram> decisions,
            Map<String, JsonNode> forms) {
        this.code = code;
        this.diagrams = diagrams;
        this.decisions = decisions;
        this.forms = forms;
    }

    Map<String, Supplier<Stream<String>>> rules() {
        var rules = new LinkedHashMap<String, Supplier<Stream<String>>>();
        rules.put("beans-exist", this::beansExist);
        rules.put("beans-are-used", this::beansAreUsed);
        rules.put("no-code-in-diagrams", this::noCodeInDiagrams);
        rules.put("forms-exist", this::formsExist);
        rules.put("forms-are-used", this::formsAreUsed);
        rules.put("form-keys-are-variables", this::formKeysAreVariables);
        rules.put("conditions-are-plain", this::conditionsArePlain);
        rules.put("expressions-are-variables", this::expressionsAreVariables);
        return rules;
    }

    private Stream<String> beansExist() {
        return diagrams.stream()
                .flatMap(diagram -> diagram.all()
                        .filter(element -> !delegate(element).isEmpty())
                        .filter(element -> {
                            Matcher bean = BEAN.matcher(delegate(element));
                            return !bean.matches()
                                    || !code.beans().containsKey(bean.group(1))
                                    || !wantedType(element)
                                            .isAssignableFrom(code.beans().get(bean.group(1)));
                        })
                        .map(element -> diagram.at(element) + ": no "
                                + wantedType(element).getSimpleName() + " is called " + delegate(element)));
    }

    private Stream<String> beansAreUsed() {
        var used = diagrams.stream()
                .flatMap(diagram -> diagram.all())
                .map(ProcessContract::delegate)
                .collect(Collectors.toSet());
        return code.beans().keySet().stream()
                .filter(bean -> !used.contains("${" + bean + "}"))
                .map(bean -> bean + ": no diagram uses this bean");
    }

    private Stream<String> noCodeInDiagrams() {
        return diagrams.stream()
                .flatMap(diagram -> diagram.all()
                        .filter(element -> element.getLocalName().toLowerCase().startsWith("script")
                                || Stream.of("class", "expression").anyMatch(name -> calls(element, name)))
                        .map(element -> diagram.at(element) + ": holds code; name a bean instead"));
    }

    private Stream<String> formsExist() {
        return diagrams.stream()
                .flatMap(diagram -> diagram.all("userTask")
                        .filter(task -> !forms.containsKey(
                                        Diagram.engine(task, "formRef").orElse(""))
                                || !Diagram.engine(task, "formRefBinding")
                                        .orElse("")
                                        .equals("deployment"))
                        .map(task -> diagram.at(task) + ": its form is missing or not bound by deployment"));
    }

    private Stream<String> formsAreUsed() {
        var used = diagrams.stream()
                .flatMap(diagram -> diagram.all("userTask"))
                .flatMap(task -> Diagram.engine(task, "formRef").stream())
                .collect(Collectors.toSet());
        return forms.keySet().stream().filter(form -> !used.contains(form)).map(form -> form + ": no task shows it");
    }

    private Stream<String> formKeysAreVariables() {
        return forms.entrySet().stream().flatMap(form -> {
            var names = Stream.concat(
                    form.getValue().findValuesAsText("key").stream(),
                    Stream.of("text", "content")
                            .flatMap(property -> form.getValue().findValuesAsText(property).stream())
                            .flatMap(text -> IN_TEXT.matcher(text).results().map(found -> found.group(1))));
            return names.filter(name -> !code.variables().containsKey(name))
                    .map(name -> form.getKey() + ": " + name + " is no variable");
        });
    }

    private Stream<String> conditionsArePlain() {
        return diagrams.stream()
                .flatMap(diagram -> diagram.all("conditionExpression", "completionCondition")
                        .filter(condition -> !isPlain(condition.getTextContent().strip()))
                        .map(condition -> diagram.at((Element) condition.getParentNode()) + ": "
                                + condition.getTextContent().strip()
                                + " is not ${flag}, ${!flag} or ${word == 'WORD'} of a variable"));
    }

    private boolean isPlain(String text) {
        Matcher condition = CONDITION.matcher(text);
        if (!condition.matches()) {
            return false;
        }
        Class<?> type = code.variables().getOrDefault(condition.group(2), Void.class);
        if (condition.group(3) == null) {
            return type == Boolean.class;
        }
        return type.isEnum()
                && Stream.of(type.getEnumConstants())
                        .anyMatch(word -> ((Enum<?>) word).name().equals(condition.group(3)));
    }

    private Stream<String> expressionsAreVariables() {
        var inDiagrams = diagrams.stream()
                .flatMap(diagram -> diagram.all()
                        .flatMap(element -> named(element)
                                .filter(name -> !code.variables().containsKey(name))
                                .map(name -> diagram.at(element) + ": " + name + " is no variable")));
        var inDecisions = decisions.stream()
                .flatMap(decision -> decision.all("inputExpression")
                        .map(input -> input.getTextContent().strip())
                        .filter(name -> !code.variables().containsKey(name))
                        .map(name -> decision.fileName() + ": " + name + " is no variable"));
        return Stream.concat(inDiagrams, inDecisions);
    }

    /** The variables that an element names outside of conditions. */
    private static Stream<String> named(Element element) {
        if (Set.of("timeDuration", "timeDate", "loopCardinality").contains(element.getLocalName())) {
            return Stream.of(unwrapped(element.getTextContent().strip()));
        }
        if (Diagram.isEngines(element) && Set.of("in", "out").contains(element.getLocalName())) {
            return Stream.of(element.getAttribute("source"), element.getAttribute("target"))
                    .filter(name -> !name.isEmpty());
        }
        return Stream.concat(
                        Stream.of("candidateGroups", "decisionRef")
                                .flatMap(name -> Diagram.engine(element, name).stream()),
                        Stream.of(element.getAttribute("calledElement")))
                .filter(text -> text.startsWith("${"))
                .map(ProcessContract::unwrapped);
    }

    private static String unwrapped(String text) {
        Matcher name = BEAN.matcher(text);
        return name.matches() ? name.group(1) : text;
    }

    /** What an element has the engine call; empty when nothing. */
    private static String delegate(Element element) {
        return Diagram.isEngines(element)
                ? element.getAttribute("delegateExpression")
                : Diagram.engine(element, "delegateExpression").orElse("");
    }

    private static boolean calls(Element element, String how) {
        return Diagram.isEngines(element)
                ? element.hasAttribute(how)
                : Diagram.engine(element, how).isPresent();
    }

    private static Class<?> wantedType(Element element) {
        return switch (element.getLocalName()) {
            case "executionListener" -> ExecutionListener.class;
            case "taskListener" -> TaskListener.class;
            default -> JavaDelegate.class;
        };
    }
}
