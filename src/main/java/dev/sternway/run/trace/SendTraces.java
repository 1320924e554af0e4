package dev.sternway.run.trace;

import dev.sternway.base.ProblemException;
import dev.sternway.base.web.Reach;
import dev.sternway.base.web.Web;
import dev.sternway.run.measure.Meters;
import dev.sternway.run.measure.RollbackEnded;
import dev.sternway.run.secret.Secrets;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Sends the trace of what is over, on a thread of its own: what ended only leaves its id here. A collector that is away is
 * asked again for a while; then the trace is dropped and counted.
 */
@Component
@Conditional(TracingOn.class)
class SendTraces {
    private static final Logger LOG = LoggerFactory.getLogger(SendTraces.class);
    private static final int MOST = 1000;
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration LAST_WORDS = Duration.ofSeconds(3);
    private static final Set<Integer> LATER = Set.of(429, 502, 503, 504);
    private static final String END = "";
    private static final String NOT_SET = "SW-0303";

    private final MakeTrace make;
    private final TraceIds ids;
    private final Secrets secrets;
    private final TracingSetting setting;
    private final Counter sent;
    private final Counter dropped;
    private final BlockingQueue<String> waiting = new ArrayBlockingQueue<>(MOST);
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = new Thread(this::sendAll, "traces");
    private boolean silent;

    SendTraces(MakeTrace make, TraceIds ids, Secrets secrets, Environment environment, MeterRegistry registry) {
        this.make = make;
        this.ids = ids;
        this.secrets = secrets;
        this.setting = TracingSetting.of(environment::getProperty);
        requireSecrets();
        this.sent = registry.counter(Meters.TRACES.id(), "result", "sent");
        this.dropped = registry.counter(Meters.TRACES.id(), "result", "dropped");
        thread.setDaemon(true);
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        thread.start();
    }

    @TransactionalEventListener(fallbackExecution = true)
    public void ended(RollbackEnded ended) {
        send(ended.id());
    }

    @TransactionalEventListener(fallbackExecution = true)
    public void ended(ArmingEnded ended) {
        send(ended.guardId());
    }

    /** One that is missing is found at the start; a Vault that is away may come back. */
    private void requireSecrets() {
        try {
            setting.resolved(secrets);
        } catch (ProblemException problem) {
            if (problem.problem().code().equals(NOT_SET)) {
                throw problem;
            }
            LOG.warn("The headers of traces cannot be looked up now: {}", problem.getMessage());
        }
    }

    private void send(String runId) {
        if (closing.getCount() == 0 || !waiting.offer(runId)) {
            drop(runId, "there are " + MOST + " before it");
        }
    }

    private void sendAll() {
        try {
            String runId = waiting.take();
            while (!runId.equals(END)) {
                send(runId, System.nanoTime());
                runId = waiting.take();
            }
        } catch (InterruptedException ended) {
            waiting.stream().filter(left -> !left.equals(END)).forEach(left -> drop(left, "this node ends"));
        }
    }

    private void send(String runId, long since) throws InterruptedException {
        try {
            Duration pause = FIRST_PAUSE;
            Optional<String> trouble = attempt(runId);
            while (trouble.isPresent()) {
                boolean late = System.nanoTime() - since > setting.patience().toNanos();
                if (late || closing.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                    drop(runId, trouble.get());
                    return;
                }
                pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
                trouble = attempt(runId);
            }
        } catch (InterruptedException ended) {
            drop(runId, "this node ends");
            throw ended;
        }
    }

    /** @return why it has to be tried again; empty when it is over, well or not */
    private Optional<String> attempt(String runId) throws InterruptedException {
        try {
            byte[] body = new OtlpRequest(secrets::mask).bytes(about(), ids.trace(runId), make.of(runId));
            Map<String, String> headers = new TreeMap<>(setting.resolved(secrets));
            headers.put("Content-Type", "application/x-protobuf");
            Web.Answer answer = new Web(Reach.ANYWHERE, setting.tls())
                    .send(new Web.Ask("POST", setting.endpoint(), headers, Optional.of(body), ANSWER));
            if (LATER.contains(answer.status())) {
                return Optional.of("the collector answered " + answer.status());
            }
            if (answer.status() / 100 != 2) {
                drop(runId, "the collector answered " + answer.status());
            } else if (refusedSome(answer.body())) {
                drop(runId, "the collector refused some of its spans");
            } else {
                arrived();
            }
            return Optional.empty();
        } catch (IOException | RuntimeException away) {
            return Optional.of(String.valueOf(away.getMessage()));
        }
    }

    private Map<String, String> about() {
        Map<String, String> about = new TreeMap<>();
        about.put("service.name", setting.service());
        about.put("service.instance.id", ManagementFactory.getRuntimeMXBean().getName());
        setting.environment().ifPresent(it -> about.put("deployment.environment.name", it));
        return about;
    }

    /** Whether the answer (ExportTraceServiceResponse) begins with a number of spans that were rejected. */
    private static boolean refusedSome(byte[] answer) {
        return answer.length > 2 && answer[0] == 0x0a && answer[2] == 0x08;
    }

    private synchronized void arrived() {
        sent.increment();
        silent = false;
    }

    private synchronized void drop(String runId, String why) {
        dropped.increment();
        if (!silent) {
            silent = true;
            LOG.warn(
                    "The trace of {} did not reach {}: {}. Nothing else depends on it; until one arrives, others are only"
                            + " counted, in {}",
                    runId,
                    setting.endpoint(),
                    secrets.mask(why),
                    Meters.TRACES.exposed());
        }
    }

    @PreDestroy
    void close() throws InterruptedException {
        closing.countDown();
        boolean told = waiting.offer(END);
        if (told) {
            thread.join(LAST_WORDS.toMillis());
        }
        thread.interrupt();
        thread.join(LAST_WORDS.toMillis());
    }
}
