package dev.sternway.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sternway.cli.ServerInProcess;
import dev.sternway.ledger.Chain;
import dev.sternway.ledger.Entry;
import dev.sternway.run.Trail;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Threads are interrupted in the middle of work on the file database: steps are cancelled, leases lost, servers told to end. */
class InterruptedDatabaseTest {
    private static final int INTERRUPTS = 200;
    private static final int LONGEST_MILLIS = 12;

    @TempDir
    private Path folder;

    @Test
    void theDatabaseStaysOpenAndNoCommittedEntryIsLost() throws Exception {
        Map<String, Object> settings = ServerInProcess.fileDatabase(folder.resolve("data"));
        madeByAnOlderServer(settings);
        try (ArmedPlans server = new ArmedPlans(folder, settings);
                Connection held = server.bean(DataSource.class).getConnection()) {
            Trail trail = server.bean(Trail.class);
            AtomicInteger committed = new AtomicInteger();
            Random moments = new Random(20261122);
            for (int i = 0; i < INTERRUPTS; i++) {
                Thread work = new Thread(() -> work(trail, committed));
                work.start();
                work.join(1 + moments.nextInt(LONGEST_MILLIS));
                work.interrupt();
                work.join(TimeUnit.SECONDS.toMillis(20));
                assertThat(work.isAlive()).isFalse();
            }

            assertThat(held.isValid(1)).as("nobody had to open the file again").isTrue();
            assertThat(committed).hasValueGreaterThan(INTERRUPTS);
            assertThat(trail.of("run")).hasSizeGreaterThanOrEqualTo(committed.get());
            assertThat(Chain.verify(trail.of("run"))).isEmpty();
            try (Statement statement = held.createStatement();
                    ResultSet kept = statement.executeQuery("select name from public.older")) {
                assertThat(kept.next()).isTrue();
                assertThat(kept.getString(1)).isEqualTo("kept");
            }
        }
    }

    private static void work(Trail trail, AtomicInteger committed) {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                trail.append("run", "maria", Entry.Kind.CONFIRMED, "x".repeat(3_000), Map.of());
                committed.incrementAndGet();
            }
        } catch (RuntimeException interrupted) {
            assertThat(interrupted).hasMessageNotContaining("has been closed");
        }
    }

    /** With the usual file of H2, as servers wrote it before. */
    private static void madeByAnOlderServer(Map<String, Object> settings) throws Exception {
        String url = String.valueOf(settings.get("spring.datasource.url"));
        assertThat(url).startsWith("jdbc:h2:async:");
        try (Connection older = DriverManager.getConnection(url.replace("async:", "file:"), "sternway", "");
                Statement statement = older.createStatement()) {
            statement.execute("create table public.older(name varchar(10))");
            statement.execute("insert into public.older values ('kept')");
        }
        String file = url.replaceFirst("jdbc:h2:async:", "").replaceFirst(";.*", "") + ".mv.db";
        assertThat(Files.size(Path.of(file))).isPositive();
    }
}
