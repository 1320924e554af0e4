package dev.sternway.run.times;

import dev.sternway.base.DurationText;
import dev.sternway.run.duty.OnDuty;
import dev.sternway.run.rollback.Escalate;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Calls the next in line, once, when a step runs much longer than nine of ten of its runs before. */
@Component
public class EscalateSlowSteps {
    private static final Logger LOG = LoggerFactory.getLogger(EscalateSlowSteps.class);
    private static final int SECONDS = 5;

    private final StepTimes times;
    private final Estimates estimates;
    private final Escalate escalate;
    private final OnDuty duty;
    private final Clock clock;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "slow steps");
        thread.setDaemon(true);
        return thread;
    });

    EscalateSlowSteps(StepTimes times, Estimates estimates, Escalate escalate, OnDuty duty, Clock clock) {
        this.times = times;
        this.estimates = estimates;
        this.escalate = escalate;
        this.duty = duty;
        this.clock = clock;
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        timer.scheduleWithFixedDelay(this::look, SECONDS, SECONDS, TimeUnit.SECONDS);
    }

    private void look() {
        try {
            if (duty.mine()) {
                look(clock.instant());
            }
        } catch (RuntimeException away) {
            LOG.warn("Slow steps cannot be looked for: {}", away.getMessage());
        }
    }

    public void look(Instant now) {
        for (StepTimes.Running step : times.running()) {
            Duration runs = Duration.between(step.since(), now);
            Optional.ofNullable(estimates.of(step.planId()).get(step.name()))
                    .filter(before -> before.late(runs))
                    .filter(before -> times.noteLate(step, now))
                    .ifPresent(before -> escalate.slow(
                            step.step().runId(),
                            "'" + step.name() + "' runs for "
                                    + DurationText.format(Duration.ofSeconds(runs.toSeconds()))
                                    + "; nine of ten of its " + before.samples() + " runs before took at most "
                                    + DurationText.format(before.p90())));
        }
    }

    @PreDestroy
    void close() {
        timer.shutdownNow();
    }
}
