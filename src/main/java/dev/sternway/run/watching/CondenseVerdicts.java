package dev.sternway.run.watching;

import dev.sternway.run.duty.OnDuty;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Condenses verdicts every ten minutes, so that a trigger that is quiet for weeks does not fill the disk. */
@Component
class CondenseVerdicts {
    private static final Logger LOG = LoggerFactory.getLogger(CondenseVerdicts.class);
    private static final int MINUTES = 10;

    private final OnDuty duty;
    private final Verdicts verdicts;
    private final Clock clock;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    CondenseVerdicts(Verdicts verdicts, Clock clock, OnDuty duty) {
        this.duty = duty;
        this.verdicts = verdicts;
        this.clock = clock;
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        timer.scheduleWithFixedDelay(this::condense, 1, MINUTES, TimeUnit.MINUTES);
    }

    private void condense() {
        if (!duty.mine()) {
            return;
        }
        try {
            long gone = verdicts.condense(clock.instant());
            if (gone > 0) {
                LOG.info("{} verdicts that were like others are condensed", gone);
            }
        } catch (RuntimeException trouble) {
            LOG.warn("Verdicts are not condensed: {}", trouble.getMessage());
        }
    }

    @PreDestroy
    void close() {
        timer.shutdownNow();
    }
}
