package dev.sternway.process.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.operaton.bpm.engine.ProcessEngine;
import org.operaton.bpm.engine.ProcessEngineConfiguration;
import org.operaton.bpm.engine.history.HistoricActivityInstance;
import org.operaton.bpm.engine.history.HistoricProcessInstance;
import org.operaton.bpm.engine.history.HistoricVariableUpdate;
import org.operaton.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.operaton.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.operaton.bpm.model.bpmn.Bpmn;

class BriefHistoryTest {
    @Test
    void keepsEveryValueThatPeopleSetAndOfTheEnginesOwnTheLast() {
        ProcessEngine engine = engine();
        try {
            deploy(engine);
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

    @Test
    void tellsWhenAnInstanceBeganWhetherOrNotItSawThat() {
        ProcessEngine first = engine();
        ProcessEngine second = engine();
        try {
            deploy(first);
            String seen = start(first, "seen");
            String notSeen = start(first, "not seen");
            Date began = new Date(History.of(first, seen).getStartTime().getTime());

            complete(first, seen);
            complete(second, notSeen);

            assertThat(History.of(second, seen).getStartTime()).isEqualTo(began);
            for (String instance : List.of(seen, notSeen)) {
                HistoricProcessInstance over = History.of(first, instance);
                HistoricActivityInstance task = History.task(first, instance);
                assertThat(over.getDurationInMillis())
                        .isEqualTo(over.getEndTime().getTime()
                                - over.getStartTime().getTime());
                assertThat(task.getDurationInMillis())
                        .isEqualTo(task.getEndTime().getTime()
                                - task.getStartTime().getTime());
            }
        } finally {
            second.close();
            first.close();
        }
    }

    @Test
    void keepsOnlySoManyBeginnings() {
        Begun begun = new Begun(2);
        begun.note("a", new Date(1));
        begun.note("b", new Date(2));
        begun.note("c", new Date(3));

        assertThat(begun.at("a")).isEmpty();
        assertThat(begun.at("b")).contains(new Date(2));
        assertThat(begun.at("c")).contains(new Date(3));
    }

    /** What it tells of an instance. */
    private static final class History {
        static HistoricProcessInstance of(ProcessEngine engine, String instance) {
            return engine.getHistoryService()
                    .createHistoricProcessInstanceQuery()
                    .processInstanceId(instance)
                    .singleResult();
        }

        static HistoricActivityInstance task(ProcessEngine engine, String instance) {
            return engine.getHistoryService()
                    .createHistoricActivityInstanceQuery()
                    .processInstanceId(instance)
                    .activityType("userTask")
                    .singleResult();
        }
    }

    private static void deploy(ProcessEngine engine) {
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
    }

    private static String start(ProcessEngine engine, String key) {
        return engine.getRuntimeService().startProcessInstanceByKey("wait", key).getId();
    }

    private static void complete(ProcessEngine engine, String instance) {
        engine.getTaskService()
                .complete(engine.getTaskService()
                        .createTaskQuery()
                        .processInstanceId(instance)
                        .singleResult()
                        .getId());
    }

    private static ProcessEngine engine() {
        ProcessEngineConfigurationImpl configuration = new StandaloneInMemProcessEngineConfiguration();
        configuration.setProcessEngineName("brief-" + UUID.randomUUID());
        configuration.setJdbcUrl("jdbc:h2:mem:brief;DB_CLOSE_DELAY=-1");
        configuration.setDatabaseSchemaUpdate("true");
        configuration.setHistory(ProcessEngineConfiguration.HISTORY_FULL);
        configuration.setHistoryEventHandler(new BriefHistory());
        configuration.setEnforceHistoryTimeToLive(false);
        return configuration.buildProcessEngine();
    }
}
