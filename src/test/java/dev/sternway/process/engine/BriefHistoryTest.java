package dev.sternway.process.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.operaton.bpm.engine.ProcessEngine;
import org.operaton.bpm.engine.ProcessEngineConfiguration;
import org.operaton.bpm.engine.history.HistoricVariableUpdate;
import org.operaton.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.operaton.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.operaton.bpm.model.bpmn.Bpmn;

class BriefHistoryTest {
    @Test
    void keepsEveryValueThatPeopleSetAndOfTheEnginesOwnTheLast() {
        ProcessEngine engine = engine();
        try {
            engine.getRepositoryService()
                    .createDeployment()
                    .addModelInstance(
                            "wait.bpmn",
                            Bpmn.createExecutableProcess("wait")
                                    .startEvent()
                                    .userTask()
                                    .endEvent()
                                    .done())
                    .deploy();
            String run =
                    engine.getRuntimeService().startProcessInstanceByKey("wait").getId();

            engine.getRuntimeService().setVariable(run, "loop", 1);
            engine.getRuntimeService().setVariable(run, "loop", 2);
            engine.getIdentityService().setAuthenticatedUserId("mallory");
            engine.getRuntimeService().setVariable(run, "level", "L1");
            engine.getRuntimeService().setVariable(run, "level", "L3");

            List<Object> values =
                    engine.getHistoryService().createHistoricDetailQuery().variableUpdates().list().stream()
                            .map(HistoricVariableUpdate.class::cast)
                            .map(HistoricVariableUpdate::getValue)
                            .toList();
            assertThat(values).containsExactlyInAnyOrder("L1", "L3");
            assertThat(engine.getHistoryService()
                            .createHistoricVariableInstanceQuery()
                            .variableName("loop")
                            .singleResult()
                            .getValue())
                    .isEqualTo(2);
            assertThat(engine.getHistoryService()
                            .createUserOperationLogQuery()
                            .userId("mallory")
                            .count())
                    .isEqualTo(2);
        } finally {
            engine.close();
        }
    }

    private static ProcessEngine engine() {
        ProcessEngineConfigurationImpl configuration = new StandaloneInMemProcessEngineConfiguration();
        configuration.setProcessEngineName("brief");
        configuration.setJdbcUrl("jdbc:h2:mem:brief");
        configuration.setHistory(ProcessEngineConfiguration.HISTORY_FULL);
        configuration.setHistoryEventHandler(new BriefHistory());
        configuration.setEnforceHistoryTimeToLive(false);
        return configuration.buildProcessEngine();
    }
}
