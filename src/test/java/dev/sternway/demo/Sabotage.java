package dev.sternway.demo;

import dev.sternway.demo.victim.VictimDatabase;
import java.util.Optional;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Somebody who does something by hand in the middle of the rollback: as soon as writes are frozen. */
final class Sabotage implements AutoCloseable {
    private final VictimDatabase database;
    private final String sql;
    private final Thread thread;
    private volatile boolean leaving;
    private volatile Optional<String> done = Optional.empty();

    Sabotage(VictimDatabase database, String sql) {
        this.database = database;
        this.sql = sql;
        this.thread = new Thread(this::act, "sabotage");
        thread.setDaemon(true);
        thread.start();
    }

    /** What was done, once it is done. */
    Optional<String> done() {
        return done;
    }

    @Override
    public void close() {
        leaving = true;
    }

    private void act() {
        JdbcClient postgres = JdbcClient.create(database.sibling("postgres").asSuperuser());
        while (!leaving && !frozen(postgres)) {
            pause();
        }
        while (!leaving && done.isEmpty()) {
            try {
                JdbcClient.create(database.asSuperuser())
                        .sql("SET default_transaction_read_only = off; BEGIN READ WRITE; " + sql + "; COMMIT")
                        .update();
                done = Optional.of(sql);
            } catch (DataAccessException e) {
                pause();
            }
        }
    }

    private boolean frozen(JdbcClient postgres) {
        return !postgres.sql("SELECT 1 FROM pg_database d WHERE datname = ? AND (NOT datallowconn OR datconnlimit = 0"
                        + " OR EXISTS (SELECT 1 FROM pg_db_role_setting s WHERE s.setdatabase = d.oid"
                        + " AND s.setconfig::text LIKE '%default_transaction_read_only%'))")
                .params(database.name())
                .query()
                .listOfRows()
                .isEmpty();
    }

    private static void pause() {
        try {
            Thread.sleep(10);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
