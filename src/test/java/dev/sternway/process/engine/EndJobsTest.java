package dev.sternway.process.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.sternway.cli.ServerInProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.operaton.bpm.engine.HistoryService;
import org.operaton.bpm.engine.RepositoryService;
import org.operaton.bpm.engine.RuntimeService;
import org.operaton.bpm.engine.delegate.DelegateExecution;
import org.operaton.bpm.engine.delegate.JavaDelegate;
import org.operaton.bpm.model.bpmn.Bpmn;
import org.slf4j.LoggerFactory;
import org.springframework.context.ConfigurableApplicationContext;

/** A server that is told to end while many of the engine's jobs wait. */
class EndJobsTest {
    private static final int JOBS = 400;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** What the jobs do: ask the database, as most do. */
    private static final class Work implements JavaDelegate {
        private final CountDownLatch allWait = new CountDownLatch(1);
        private final AtomicInteger begun = new AtomicInteger();
        private final AtomicInteger ended = new AtomicInteger();

        @Override
        public void execute(DelegateExecution execution) throws InterruptedException {
            allWait.await();
            begun.incrementAndGet();
            for (int i = 0; i < 10; i++) {
                execution
                        .getProcessEngineServices()
                        .getRuntimeService()
                        .createProcessInstanceQuery()
                        .count();
            }
            ended.incrementAndGet();
        }
    }

    @TempDir
    private Path folder;

    @Test
    void everyJobThatBeganEndsAndTheOthersWaitForTheNextStart() {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        ListAppender<ILoggingEvent> logged = new ListAppender<>();
        logged.setContext(root.getLoggerContext());
        logged.start();
        Work work = new Work();
        ConfigurableApplicationContext server = ServerInProcess.start(folder, Map.of(), Work.class, work);
        root.addAppender(logged);
        try {
            server.getBean(RepositoryService.class)
                    .createDeployment()
                    .addModelInstance(
                            "many.bpmn",
                            Bpmn.createExecutableProcess("one-of-many")
                                    .operatonHistoryTimeToLive(1)
                                    .startEvent()
                                    .serviceTask("work")
                                    .operatonDelegateExpression("${given}")
                                    .operatonAsyncBefore()
                                    .endEvent()
                                    .done())
                    .deploy();
            for (int i = 0; i < JOBS; i++) {
                server.getBean(RuntimeService.class).startProcessInstanceByKey("one-of-many");
            }
            work.allWait.countDown();
            await().atMost(PATIENCE).until(() -> work.ended.get() > 10);
        } finally {
            server.close();
            root.detachAppender(logged);
        }
        assertThat(work.ended).hasValueLessThan(JOBS).hasValue(work.begun.get());
        assertThat(logged.list)
                .filteredOn(line -> line.getLevel().isGreaterOrEqual(Level.WARN))
                .isEmpty();

        Work rest = new Work();
        rest.allWait.countDown();
        try (ConfigurableApplicationContext again = ServerInProcess.start(folder, Map.of(), Work.class, rest)) {
            HistoryService history = again.getBean(HistoryService.class);
            await().atMost(PATIENCE)
                    .until(() -> history.createHistoricProcessInstanceQuery()
                                    .processDefinitionKey("one-of-many")
                                    .completed()
                                    .count()
                            == JOBS);
            assertThat(history.createHistoricJobLogQuery().failureLog().count()).isZero();
        }
    }
}
