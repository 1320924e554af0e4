package dev.sternway.process.known;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.operaton.bpm.engine.ProcessEngine;
import org.operaton.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.operaton.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.operaton.bpm.engine.repository.Deployment;
import org.operaton.bpm.engine.repository.ProcessDefinition;
import org.operaton.bpm.model.bpmn.Bpmn;

class KnownDefinitionsTest {
    private static ProcessEngine engine = engine();

    @AfterAll
    static void close() {
        engine.close();
    }

    @Test
    void callsTheDiagramOfTheCallersDeploymentHoweverManyNewerThereAre() {
        Deployment older = deploy("older");
        call(older);
        Deployment newer = deploy("newer");
        call(newer);

        assertThat(call(older)).isEqualTo("older");
        assertThat(call(newer)).isEqualTo("newer");
    }

    @Test
    void forgetsADeploymentThatWasDeleted() {
        Deployment deployment = deploy("gone");
        call(deployment);

        engine.getRepositoryService().deleteDeployment(deployment.getId(), true);
        Deployment again = deploy("again");

        assertThat(call(again)).isEqualTo("again");
    }

    /** @return the task that the called one waits at */
    private String call(Deployment deployment) {
        String caller = engine.getRuntimeService()
                .startProcessInstanceById(of(deployment, "calling").getId())
                .getId();
        String called = engine.getRuntimeService()
                .createProcessInstanceQuery()
                .superProcessInstanceId(caller)
                .singleResult()
                .getId();
        return engine.getTaskService()
                .createTaskQuery()
                .processInstanceId(called)
                .singleResult()
                .getTaskDefinitionKey();
    }

    private ProcessDefinition of(Deployment deployment, String key) {
        return engine.getRepositoryService()
                .createProcessDefinitionQuery()
                .deploymentId(deployment.getId())
                .processDefinitionKey(key)
                .singleResult();
    }

    private Deployment deploy(String task) {
        return engine.getRepositoryService()
                .createDeployment()
                .addModelInstance(
                        "calling.bpmn",
                        Bpmn.createExecutableProcess("calling")
                                .startEvent()
                                .callActivity("call")
                                .calledElement("called")
                                .operatonCalledElementBinding("deployment")
                                .endEvent()
                                .done())
                .addModelInstance(
                        "called.bpmn",
                        Bpmn.createExecutableProcess("called")
                                .startEvent()
                                .userTask(task)
                                .endEvent()
                                .done())
                .deploy();
    }

    private static ProcessEngine engine() {
        ProcessEngineConfigurationImpl configuration = new StandaloneInMemProcessEngineConfiguration();
        configuration.setProcessEngineName("known-" + UUID.randomUUID());
        configuration.setJdbcUrl("jdbc:h2:mem:" + UUID.randomUUID());
        configuration.setProcessEnginePlugins(List.of(new KnownDefinitions()));
        configuration.setEnforceHistoryTimeToLive(false);
        return configuration.buildProcessEngine();
    }
}
