package dev.sternway.store.duty;

import jakarta.annotation.PreDestroy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Nodes on one PostgreSQL start one after the other, so that tables, diagrams and first users are made once. Whoever makes
 * tables is created after it. The lock ends with its session, so with a node that dies.
 */
@Component
class StartInTurn {
    private static final Logger LOG = LoggerFactory.getLogger(StartInTurn.class);
    private static final long KEY = 0x5745_5243_4E52_5453L;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final Connection session;
    private final boolean shared;

    StartInTurn(DataSource database) throws SQLException {
        session = database.getConnection();
        shared = session.getMetaData().getDatabaseProductName().equals("PostgreSQL");
        if (!shared) {
            session.close();
            return;
        }
        session.setAutoCommit(true);
        for (int asked = 0; !asks("select pg_try_advisory_lock(" + KEY + ")"); asked++) {
            if (asked == 0) {
                LOG.info("Another node is starting on this database; this one waits for it");
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    @EventListener(ApplicationReadyEvent.class)
    void started() throws SQLException {
        close();
    }

    @PreDestroy
    void close() throws SQLException {
        if (shared && !session.isClosed()) {
            asks("select pg_advisory_unlock(" + KEY + ")");
            session.close();
        }
    }

    private boolean asks(String sql) throws SQLException {
        try (Statement statement = session.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getBoolean(1);
        }
    }
}
