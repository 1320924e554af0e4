package dev.sternway.store.reopen;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import jakarta.annotation.PreDestroy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * H2 closes a database whose file could not be written, and stays with that as long as anybody is connected. So everybody is
 * asked to leave, and the next one opens the file anew.
 */
@Component
class ReopenFile {
    private static final Logger LOG = LoggerFactory.getLogger(ReopenFile.class);
    private static final int CLOSED = 90098;
    private static final int SECONDS = 1;
    private static final long LEAVING_MILLIS = 5_000;
    private static final long SLICE_MILLIS = 10;

    private final Optional<HikariDataSource> file;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    ReopenFile(javax.sql.DataSource database) {
        this.file = Optional.of(database)
                .filter(HikariDataSource.class::isInstance)
                .map(HikariDataSource.class::cast)
                .filter(pool -> pool.getJdbcUrl().startsWith("jdbc:h2:")
                        && !pool.getJdbcUrl().startsWith("jdbc:h2:mem:"));
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        file.ifPresent(pool -> timer.scheduleWithFixedDelay(() -> look(pool), SECONDS, SECONDS, TimeUnit.SECONDS));
    }

    private static void look(HikariDataSource pool) {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("select 1");
        } catch (SQLException trouble) {
            if (trouble.getErrorCode() == CLOSED) {
                LOG.error("The database closed itself, as its file could not be written: is the disk full?"
                        + " It is opened again.");
                everybodyOut(pool.getHikariPoolMXBean());
            }
        }
    }

    private static void everybodyOut(HikariPoolMXBean pool) {
        pool.suspendPool();
        try {
            pool.softEvictConnections();
            for (long left = LEAVING_MILLIS; pool.getTotalConnections() > 0 && left > 0; left -= SLICE_MILLIS) {
                TimeUnit.MILLISECONDS.sleep(SLICE_MILLIS);
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        } finally {
            pool.resumePool();
        }
    }

    @PreDestroy
    void close() {
        timer.shutdownNow();
    }
}
