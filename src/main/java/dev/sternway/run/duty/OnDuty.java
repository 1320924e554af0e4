package dev.sternway.run.duty;

import dev.sternway.run.underway.Hold;
import jakarta.annotation.PreDestroy;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Whether this node does what only one may do at a time: watch triggers, end leases, look after logs. */
@Component
public class OnDuty {
    private static final Logger LOG = LoggerFactory.getLogger(OnDuty.class);
    private static final Duration LEASE = Duration.ofSeconds(10);
    private static final long RENEW_MILLIS = 2_500;

    private final Duties duties;
    private final String node = ManagementFactory.getRuntimeMXBean().getName() + "/" + UUID.randomUUID();
    private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "duty");
        thread.setDaemon(true);
        return thread;
    });
    private volatile Hold hold;

    OnDuty(Duties duties) {
        this.duties = duties;
        this.hold = none();
    }

    private static Hold none() {
        Hold none = new Hold(LEASE, Hold.now());
        none.lose();
        return none;
    }

    /** Asked at once, so that a node that is alone is on duty when everything else begins. */
    @Order(Ordered.HIGHEST_PRECEDENCE)
    @EventListener(ApplicationReadyEvent.class)
    void start() {
        ask();
        clock.scheduleWithFixedDelay(this::ask, RENEW_MILLIS, RENEW_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Ends being true before another node begins, even when the database cannot be reached. */
    public boolean mine() {
        return hold.sure();
    }

    private void ask() {
        long askedAt = Hold.now();
        try {
            if (!duties.take(node, LEASE)) {
                hold = none();
            } else if (hold.sure()) {
                hold.renewed(askedAt);
            } else {
                LOG.info("This node is on duty: it watches triggers and tidies up");
                hold = new Hold(LEASE, askedAt);
            }
        } catch (RuntimeException away) {
            LOG.warn("Nobody can be asked who is on duty: {}", away.getMessage());
        }
    }

    @PreDestroy
    void close() {
        clock.shutdownNow();
        boolean mine = hold.sure();
        hold = none();
        if (mine) {
            duties.leave(node);
        }
    }
}
