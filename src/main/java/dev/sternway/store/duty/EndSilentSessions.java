package dev.sternway.store.duty;

import jakarta.annotation.PreDestroy;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Ends sessions of nodes on this PostgreSQL that stand still in the middle of a transaction and keep other nodes waiting for
 * a row: the node stands still itself, or its network fell silent, which the database notices after hours only. What the
 * transaction did is rolled back. One that nobody waits for may take its time.
 */
@Component
class EndSilentSessions {
    private static final Logger LOG = LoggerFactory.getLogger(EndSilentSessions.class);
    private static final long EVERY_MILLIS = 2_000;
    private static final String END =
            "select count(*) filter (where pg_terminate_backend(silent.pid)) from pg_stat_activity silent"
                    + " where silent.state like 'idle in transaction%'"
                    + " and silent.state_change < clock_timestamp() - interval '6 seconds'"
                    + " and silent.datname = current_database() and silent.usename = current_user"
                    + " and silent.application_name = current_setting('application_name')"
                    + " and exists (select from pg_stat_activity kept where kept.wait_event_type = 'Lock'"
                    + " and silent.pid = any (pg_blocking_pids(kept.pid)))";

    private final JdbcClient jdbc;
    private final boolean shared;
    private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "silent-sessions");
        thread.setDaemon(true);
        return thread;
    });

    EndSilentSessions(JdbcClient jdbc, @Value("${spring.datasource.url}") String url) {
        this.jdbc = jdbc;
        this.shared = url.startsWith("jdbc:postgresql:");
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        if (shared) {
            clock.scheduleWithFixedDelay(this::end, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** Whatever goes wrong, the next look comes: a clock that sees an exception stops for good. */
    private void end() {
        try {
            long ended = jdbc.sql(END).query(Long.class).single();
            if (ended > 0) {
                LOG.warn(
                        "{} of the database's sessions stood still in a transaction and kept others waiting: ended",
                        ended);
            }
        } catch (RuntimeException away) {
            LOG.debug("Nobody can be asked which sessions stand still", away);
        }
    }

    @PreDestroy
    void close() {
        clock.shutdownNow();
    }
}
