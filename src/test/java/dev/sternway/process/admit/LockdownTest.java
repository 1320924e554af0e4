package dev.sternway.process.admit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sternway.base.ProblemException;
import dev.sternway.executor.ExecutorCatalogue;
import dev.sternway.run.Trail;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.operaton.bpm.engine.ProcessEngine;
import org.operaton.bpm.engine.delegate.JavaDelegate;
import org.operaton.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.springframework.beans.factory.support.BeanDefinitionBuilder;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

/** The engine alone, without the rules at its door: as if such diagrams had been deployed before there were rules. */
class LockdownTest {
    private static final Path RAN = Path.of(
            System.getProperty("java.io.tmpdir"),
            "sternway-lockdown-" + ProcessHandle.current().pid());

    @TempDir
    private static Path folder;

    private static ProcessEngine engine;

    @BeforeAll
    static void start() {
        DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
        JavaDelegate delegate = execution -> execution.setVariable("reached", true);
        beans.registerBeanDefinition(
                "plain",
                BeanDefinitionBuilder.genericBeanDefinition(JavaDelegate.class, () -> delegate)
                        .getBeanDefinition());
        beans.registerSingleton("dataSource", List.of("a bean that is no delegate"));
        var configuration = new StandaloneInMemProcessEngineConfiguration();
        configuration.setProcessEngineName("lockdown");
        configuration.setJdbcUrl("jdbc:h2:mem:lockdown");
        Delegates delegates = new Delegates(beans);
        new Lockdown(
                        delegates,
                        new AdmitDeployment(
                                delegates,
                                ExecutorCatalogue.standard(),
                                new Passage(""),
                                new StaticListableBeanFactory().getBeanProvider(Trail.class)))
                .preInit(configuration);
        configuration.setCustomPreDeployers(List.of());
        engine = configuration.buildProcessEngine();
    }

    @AfterAll
    static void close() throws Exception {
        engine.close();
        Files.deleteIfExists(RAN);
    }

    @Test
    void aPlainDelegateRuns() {
        assertThat(run(Diagrams.service("camunda:delegateExpression=\"${plain}\"")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "camunda:delegateExpression=\"${dataSource}\"",
                "camunda:class=\"dev.sternway.process.admit.LockdownTest$Evil\"",
                "camunda:expression=\"${dataSource.size()}\"",
                "camunda:expression=\"${''.getClass().forName('java.lang.Runtime')}\"",
                "camunda:expression=\"${dataSource.class}\"",
                "camunda:expression=\"#{dataSource}\"",
            })
    void nothingElseDoes(String attributes) {
        assertThat(run(Diagrams.service(attributes))).isNotEmpty();
        assertThat(RAN).doesNotExist();
    }

    @Test
    void neitherScriptsNorShellsRun() {
        String touch = "<bpmn:serviceTask id='odd' camunda:type='shell'><bpmn:extensionElements>"
                + "<camunda:field name='command' stringValue='touch'/><camunda:field name='arg1' stringValue='" + RAN
                + "'/></bpmn:extensionElements></bpmn:serviceTask>";
        String script = "<bpmn:scriptTask id='odd' scriptFormat='%s'><bpmn:script>1</bpmn:script></bpmn:scriptTask>";

        assertThat(run(Diagrams.process("odd-process", touch))).get().asString().contains("SW-0836");
        for (String language : new String[] {"juel", "javascript", "groovy"}) {
            assertThat(run(Diagrams.process("odd-process", script.formatted(language))))
                    .get()
                    .asString()
                    .contains("SW-0836");
        }
        assertThat(RAN).doesNotExist();
    }

    @Test
    void externalEntitiesAreNotRead() throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "canary-in-a-file", StandardCharsets.UTF_8);
        String doctype = "<!DOCTYPE x [<!ENTITY e SYSTEM \"" + secret.toUri() + "\">]>";
        String documented = "<bpmn:userTask id='odd'><bpmn:documentation>&e;</bpmn:documentation></bpmn:userTask>";

        ThrowingCallable diagram = () -> deploy("odd.bpmn", Diagrams.process("odd-process", doctype, documented));
        ThrowingCallable decision = () -> deploy("odd.dmn", Diagrams.decision(doctype, "", "&e;"));

        assertThatThrownBy(diagram).hasMessageNotContaining("canary");
        assertThatThrownBy(decision).hasMessageNotContaining("canary");
    }

    @Test
    void filtersMayAskWhoIsLoggedInAndNothingMore() {
        engine.getTaskService().createTaskQuery().taskCandidateGroupInExpression("${currentUserGroups()}");
        var query = engine.getTaskService().createTaskQuery().taskNameLike("%");
        assertThat(query.count()).isZero();
        assertThatThrownBy(() -> engine.getTaskService()
                        .createTaskQuery()
                        .taskAssigneeExpression("${dataSource.getClass()}")
                        .count())
                .isInstanceOfAny(ProblemException.class, org.operaton.bpm.engine.BadUserRequestException.class);
    }

    /** Touches a file when it runs. */
    public static final class Evil implements JavaDelegate {
        @Override
        public void execute(org.operaton.bpm.engine.delegate.DelegateExecution execution) throws Exception {
            Files.writeString(RAN, "ran");
        }
    }

    /** What went wrong. */
    private static Optional<String> run(String diagram) {
        Optional<String> deployment = Optional.empty();
        try {
            deployment = Optional.of(deploy("odd.bpmn", diagram));
            engine.getRuntimeService().startProcessInstanceByKey("odd-process", Map.of());
            return Optional.empty();
        } catch (RuntimeException refused) {
            StringBuilder all = new StringBuilder();
            for (Throwable at = refused; at != null; at = at.getCause()) {
                all.append(at).append('\n');
            }
            return Optional.of(all.toString());
        } finally {
            deployment.ifPresent(id -> engine.getRepositoryService().deleteDeployment(id, true));
        }
    }

    private static String deploy(String name, String content) {
        return engine.getRepositoryService()
                .createDeployment()
                .addString(name, content)
                .deploy()
                .getId();
    }
}
