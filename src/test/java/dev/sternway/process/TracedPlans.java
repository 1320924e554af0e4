package dev.sternway.process;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.sternway.plan.bundle.PlanBundle;
import dev.sternway.run.Guard;
import dev.sternway.run.arm.RequestGuard;
import dev.sternway.testing.Collector;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.LoggerFactory;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.event.ApplicationEventMulticaster;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A running server that tells a collector, with what it logs. */
final class TracedPlans implements AutoCloseable {
    static final String CANARY = "canary-of-a-step-41c9d7";
    static final String TOKEN = "canary-of-the-collector-7be2";

    final Collector collector = new Collector();
    final ArmedPlans plans;
    private final Path folder;
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

    TracedPlans(Path folder) throws IOException {
        this.folder = folder;
        Path secrets = Files.createDirectories(folder.resolve("secrets"));
        Files.writeString(secrets.resolve("TRACES_TOKEN"), TOKEN);
        Files.writeString(secrets.resolve("STEP_KEY"), CANARY);
        plans = new ArmedPlans(
                folder,
                Map.of(
                        "sternway.secrets",
                        secrets.toString(),
                        "sternway.tracing.endpoint",
                        collector.endpoint(),
                        "sternway.tracing.headers",
                        "X-Scope-OrgID=ops, X-Key=secret:TRACES_TOKEN",
                        "sternway.tracing.environment",
                        "production",
                        "sternway.tracing.patience",
                        "1s"));
        logged.setContext(root.getLoggerContext());
        logged.start();
        root.addAppender(logged);
    }

    /** A plan whose first step does not work before the file is there, and whose second asks the collector itself. */
    String arm(Path door) throws IOException {
        return plans.arm(
                Optional.of("olga"),
                "directory: /tmp}",
                "directory: /tmp, variables: {STEP_KEY: \"secret:STEP_KEY\"}}\n  PLAN-web: {type: service, url: \""
                        + collector.base() + "\"}",
                "[\"true\"]",
                "[sh, -c, 'echo said-by-the-command $STEP_KEY; test -e " + door + "']",
                "restoration: {within: 60m, steps: []}",
                "restoration: {within: 60m, steps: [{name: Ring the bell, uses: http/request, with: {target: PLAN-web,"
                        + " method: POST, path: /bell}}]}");
    }

    /** Asks to arm a plan, which waits for its review then. */
    Guard request(String plan) throws IOException {
        Path bundle = Files.createDirectories(folder.resolve(plan));
        Files.writeString(
                bundle.resolve("plan.yaml"),
                Files.readString(Path.of("src/test/resources/deciding/plan.yaml"))
                        .replace("PLAN", plan));
        Files.createDirectories(bundle.resolve("environments"));
        Files.writeString(bundle.resolve("environments/test.yaml"), "{}\n");
        return plans.bean(RequestGuard.class).request(PlanBundle.ofFolder(bundle), "test", "maria");
    }

    /** Tells of something in a transaction, which is committed or not. */
    void publish(Object event, boolean commit) {
        new TransactionTemplate(plans.bean(PlatformTransactionManager.class)).executeWithoutResult(status -> {
            plans.bean(ApplicationEventMulticaster.class).multicastEvent(new PayloadApplicationEvent<>(this, event));
            if (!commit) {
                status.setRollbackOnly();
            }
        });
    }

    double dropped() {
        return counted("dropped");
    }

    double sent() {
        return counted("sent");
    }

    private double counted(String result) {
        return plans.bean(MeterRegistry.class)
                .get("sternway.traces")
                .tag("result", result)
                .counter()
                .count();
    }

    List<ILoggingEvent> logged() {
        return new ArrayList<>(logged.list);
    }

    @Override
    public void close() {
        root.detachAppender(logged);
        plans.close();
        collector.close();
    }
}
