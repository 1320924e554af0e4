package dev.sternway.process.known;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.operaton.bpm.engine.ProcessEngine;
import org.operaton.bpm.engine.authorization.Authorization;
import org.operaton.bpm.engine.authorization.Permissions;
import org.operaton.bpm.engine.authorization.Resources;
import org.operaton.bpm.engine.externaltask.LockedExternalTask;
import org.operaton.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.operaton.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.operaton.bpm.engine.impl.db.entitymanager.DbEntityManager;
import org.operaton.bpm.engine.impl.persistence.entity.ExternalTaskEntity;
import org.operaton.bpm.model.bpmn.Bpmn;

/** What belongs to a task or an instance goes with it, in whichever transaction it was made. */
class NothingToFindTest {
    private static final String WORKER = "worker";

    private static ProcessEngine engine = engine();

    @AfterAll
    static void close() {
        engine.close();
    }

    @Test
    void theIncidentOfATaskThatFailedGoesWhenTheTaskIsDoneAfterAll() {
        String instance = start();
        LockedExternalTask task = next();
        engine.getExternalTaskService().handleFailure(task.getId(), WORKER, "broken", 0, 0);
        assertThat(incidents(instance)).isEqualTo(1);

        engine.getExternalTaskService().setRetries(task.getId(), 1);
        engine.getExternalTaskService().complete(next().getId(), WORKER);

        assertThat(incidents(instance)).isZero();
        assertThat(next().getActivityId()).isEqualTo("second");
    }

    @Test
    void theIncidentOfATaskThatIsMadeAndFailsInOneTransactionGoesToo() {
        String instance = start();
        LockedExternalTask first = next();

        together(made -> {
            engine.getExternalTaskService().complete(first.getId(), WORKER);
            ExternalTaskEntity second = made.getCachedEntitiesByType(ExternalTaskEntity.class).stream()
                    .filter(task -> task.getActivityId().equals("second"))
                    .findFirst()
                    .orElseThrow();
            second.lock(WORKER, 60_000);
            engine.getExternalTaskService().handleFailure(second.getId(), WORKER, "broken", 0, 0);
        });
        assertThat(incidents(instance)).isEqualTo(1);
        engine.getRuntimeService().deleteProcessInstance(instance, "enough");

        assertThat(incidents(instance)).isZero();
    }

    @Test
    void rightsToAnInstanceGoWithIt() {
        String instance = start();
        Authorization right = engine.getAuthorizationService().createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
        right.setUserId("vera");
        right.setResource(Resources.PROCESS_INSTANCE);
        right.setResourceId(instance);
        right.addPermission(Permissions.READ);
        engine.getAuthorizationService().saveAuthorization(right);

        engine.getExternalTaskService().complete(next().getId(), WORKER);
        assertThat(rights(instance)).isEqualTo(1);
        engine.getExternalTaskService().complete(next().getId(), WORKER);

        assertThat(rights(instance)).isZero();
    }

    private static void together(Consumer<DbEntityManager> work) {
        ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration())
                .getCommandExecutorTxRequired()
                .execute(context -> {
                    work.accept(context.getDbEntityManager());
                    return work;
                });
    }

    private static long incidents(String instance) {
        return engine.getRuntimeService()
                .createIncidentQuery()
                .processInstanceId(instance)
                .count();
    }

    private static long rights(String instance) {
        return engine.getAuthorizationService()
                .createAuthorizationQuery()
                .resourceId(instance)
                .count();
    }

    private static LockedExternalTask next() {
        return engine.getExternalTaskService()
                .fetchAndLock(1, WORKER)
                .topic("work", 60_000)
                .execute()
                .get(0);
    }

    private static String start() {
        engine.getRepositoryService()
                .createDeployment()
                .addModelInstance(
                        "work.bpmn",
                        Bpmn.createExecutableProcess("work")
                                .startEvent()
                                .serviceTask("first")
                                .operatonExternalTask("work")
                                .serviceTask("second")
                                .operatonExternalTask("work")
                                .endEvent()
                                .done())
                .deploy();
        engine.getRuntimeService()
                .createProcessInstanceQuery()
                .list()
                .forEach(left -> engine.getRuntimeService().deleteProcessInstance(left.getId(), "of another test"));
        return engine.getRuntimeService().startProcessInstanceByKey("work").getId();
    }

    private static ProcessEngine engine() {
        ProcessEngineConfigurationImpl configuration = new StandaloneInMemProcessEngineConfiguration();
        configuration.setProcessEngineName("nothing-to-find-" + UUID.randomUUID());
        configuration.setJdbcUrl("jdbc:h2:mem:" + UUID.randomUUID());
        configuration.setProcessEnginePlugins(List.of(new NothingToFind()));
        configuration.setAuthorizationEnabled(true);
        configuration.setEnforceHistoryTimeToLive(false);
        return configuration.buildProcessEngine();
    }
}
