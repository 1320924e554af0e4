package dev.sternway.process.admit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sternway.drawing.DiagramRules;
import dev.sternway.executor.ExecutorCatalogue;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.operaton.bpm.engine.delegate.JavaDelegate;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;

class DiagramRulesTest {
    private final DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
    private final DiagramRules rules =
            new DiagramRules(new Delegates(beans)::callableFrom, ExecutorCatalogue.standard());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "camunda:class=\"java.lang.ProcessBuilder\"",
                "operaton:class=\"java.lang.ProcessBuilder\"",
                "camunda:expression=\"${planPhase}\"",
                "camunda:type=\"shell\"",
                "operaton:type=\"Shell\"",
                "camunda:type=\"mail\"",
                "camunda:delegateExpression=\"${dataSource}\"",
                "camunda:delegateExpression=\"${execution.getProcessEngineServices()}\"",
                "camunda:delegateExpression=\"#{sendLetter}\"",
                "camunda:type=\"external\" camunda:topic=\"${''.getClass().forName('java.lang.Runtime')}\"",
                "name=\"${environment.systemProperties}\" camunda:type=\"external\" camunda:topic=\"t\"",
            })
    void refusesATaskThatCouldRunCode(String attributes) {
        assertThat(of("odd.bpmn", Diagrams.service(attributes)))
                .isNotEmpty()
                .allMatch(objection -> objection.startsWith("odd.bpmn, serviceTask odd: "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<bpmn:scriptTask id='odd' scriptFormat='juel'><bpmn:script>1</bpmn:script></bpmn:scriptTask>",
                "<bpmn:userTask id='odd'><bpmn:documentation>${task.execution}</bpmn:documentation></bpmn:userTask>",
                "<bpmn:userTask id='odd' camunda:formKey='embedded:deployment:evil.html'/>",
                "<bpmn:userTask id='odd' camunda:formHandlerClass='x.Y'/>",
                "<bpmn:userTask id='odd'><bpmn:extensionElements><camunda:taskListener event='create'>"
                        + "<camunda:script scriptFormat='javascript'>1</camunda:script></camunda:taskListener>"
                        + "</bpmn:extensionElements></bpmn:userTask>",
                "<bpmn:userTask id='odd'><bpmn:extensionElements><camunda:executionListener event='start' class='x.Y'/>"
                        + "</bpmn:extensionElements></bpmn:userTask>",
                "<bpmn:userTask id='odd'><bpmn:extensionElements><camunda:inputOutput><camunda:inputParameter name='a'>"
                        + "<camunda:script scriptFormat='groovy'>1</camunda:script></camunda:inputParameter>"
                        + "</camunda:inputOutput></bpmn:extensionElements></bpmn:userTask>",
                "<bpmn:userTask id='odd'><bpmn:extensionElements><camunda:formData><camunda:formField id='a' type='string'>"
                        + "<camunda:validation><camunda:constraint name='validator' config='x.Y'/></camunda:validation>"
                        + "</camunda:formField></camunda:formData></bpmn:extensionElements></bpmn:userTask>",
                "<bpmn:exclusiveGateway id='odd'/><bpmn:sequenceFlow id='f3' sourceRef='odd' targetRef='end'>"
                        + "<bpmn:conditionExpression xsi:type='bpmn:tFormalExpression' language='groovy'>1"
                        + "</bpmn:conditionExpression></bpmn:sequenceFlow>",
                "<bpmn:exclusiveGateway id='odd'/><bpmn:sequenceFlow id='f3' sourceRef='odd' targetRef='end'>"
                        + "<bpmn:conditionExpression xsi:type='bpmn:tFormalExpression'>${1 + 1 == 2}"
                        + "</bpmn:conditionExpression></bpmn:sequenceFlow>",
            })
    void refusesCodeWhereverItHides(String inside) {
        assertThat(of("odd.bpmn", Diagrams.process("odd-process", inside))).isNotEmpty();
    }

    @Test
    void namesTheDelegateThatWasMeant() {
        beans.registerBeanDefinition(
                "sendLetter",
                org.springframework.beans.factory.support.BeanDefinitionBuilder.genericBeanDefinition(
                                JavaDelegate.class, () -> execution -> {})
                        .getBeanDefinition());

        assertThat(of("odd.bpmn", Diagrams.service("camunda:delegateExpression=\"${sendLeter}\"")))
                .containsExactly("odd.bpmn, serviceTask odd: there is no delegate ${sendLeter} for it;"
                        + " did you mean ${sendLetter}?");
        assertThat(of("odd.bpmn", Diagrams.service("camunda:delegateExpression=\"${sendLetter}\"")))
                .isEmpty();
    }

    @Test
    void refusesEntitiesAndFilesOfOtherKinds() {
        String doctype = "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/hostname\">]>";

        assertThat(of("odd.bpmn", Diagrams.process("odd-process", doctype, "<bpmn:userTask id='odd' name='&e;'/>")))
                .singleElement()
                .asString()
                .contains("has a DOCTYPE");
        assertThat(of("odd.dmn", Diagrams.decision(doctype, "", "&e;")))
                .singleElement()
                .asString()
                .contains("has a DOCTYPE");
        assertThat(of("odd.form", "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/hostname\">]><x>&e;</x>"))
                .singleElement()
                .asString()
                .contains("no JSON");
        assertThat(of("evil.html", "<script/>")).singleElement().asString().contains("only .bpmn, .dmn and .form");
        assertThat(of("../odd.bpmn", "")).singleElement().asString().contains("plain names");
        assertThat(of("odd.bpmn", "<bpmn")).singleElement().asString().contains("is no XML");
        assertThat(of("odd.bpmn", "")).singleElement().asString().contains("is no XML");
    }

    @Test
    void decisionsSpeakFeelOnly() {
        assertThat(of("odd.dmn", Diagrams.decision("", "expressionLanguage=\"javascript\"", "x")))
                .singleElement()
                .asString()
                .contains("write FEEL");
        assertThat(of("odd.dmn", Diagrams.decision("", "expressionLanguage=\"juel\"", "x")))
                .hasSize(1);
        assertThat(of("odd.dmn", Diagrams.decision("", "expressionLanguage=\"feel\"", "x")))
                .isEmpty();
        assertThat(of("odd.dmn", Diagrams.decision("", "", "x"))).isEmpty();
    }

    @Test
    void letsSternwaysOwnDiagramsIn() throws Exception {
        Map<String, byte[]> files = new TreeMap<>();
        for (String folder : new String[] {"processes", "forms"}) {
            try (var listing = Files.list(Path.of(folder))) {
                for (Path file : listing.filter(it -> it.toString().matches(".*\\.(bpmn|dmn|form)"))
                        .toList()) {
                    files.put(file.getFileName().toString(), Files.readAllBytes(file));
                }
            }
        }
        assertThat(rules.objections(files)).allMatch(objection -> objection.contains("there is no delegate"));
    }

    private List<String> of(String name, String content) {
        return rules.objections(Map.of(name, content.getBytes(StandardCharsets.UTF_8)));
    }
}
