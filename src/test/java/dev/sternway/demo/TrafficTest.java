package dev.sternway.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sternway.demo.proof.JournalProof;
import dev.sternway.demo.stage.MigrationFiles;
import dev.sternway.demo.traffic.Journal;
import dev.sternway.demo.traffic.Traffic;
import dev.sternway.demo.victim.TodoDatabase;
import dev.sternway.demo.victim.TodoService;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class TrafficTest {
    @TempDir
    Path folder;

    @Test
    void journalsWhatTheServiceAcknowledged() throws Exception {
        TodoDatabase database = TodoDatabase.create(TestCluster.url(), "traffic");
        Journal journal = new Journal(folder.resolve("journal.jsonl"));
        try (TodoService service = TodoService.start(database, "add-email", "1", folder, 0)) {
            try (Traffic traffic = traffic(service, journal)) {
                await().until(() -> journal.writes() > 200);
                assertThat(traffic.errors()).isZero();
            }
        }
        assertThat(new JournalProof(journal).brokenPromises(JdbcClient.create(database.asOwner())))
                .isEmpty();
        try (Stream<String> lines = Files.lines(folder.resolve("journal.jsonl"))) {
            assertThat(lines.count()).isGreaterThanOrEqualTo(journal.writes());
        }
    }

    @Test
    void noticesAPromiseThatIsNotKept() throws Exception {
        TodoDatabase database = TodoDatabase.create(TestCluster.url(), "broken");
        Journal journal = new Journal(folder.resolve("journal.jsonl"));
        journal.promised("users", "max-member", java.util.Map.of("role", "admin"));
        journal.promised("users", "nobody", java.util.Map.of("role", "member"));
        assertThat(new JournalProof(journal).brokenPromises(JdbcClient.create(database.asOwner())))
                .containsExactly(
                        "users 'max-member': role is 'member', promised was 'admin'", "users 'nobody' is not there");
    }

    @ParameterizedTest
    @ValueSource(strings = {"add-email", "MIG-002"})
    void seesErrorsAfterTheRelease(String release) throws Exception {
        TodoDatabase database = TodoDatabase.create(TestCluster.url(), "errors_" + release.length());
        Journal journal = new Journal(folder.resolve("journal.jsonl"));
        TodoService service = TodoService.start(database, release, "1", folder, 0);
        int port = service.port();
        try (Traffic traffic = traffic(service, journal)) {
            await().until(() -> journal.writes() > 50);
            new MigrationFiles(Path.of("plans", release)).applyTo(database);
            service.close();
            service = TodoService.start(database, release, "2", folder, port);
            long before = traffic.requests();
            long errors = traffic.errors();
            await().until(() -> traffic.requests() > before + 200);
            assertThat(traffic.errors() - errors).isGreaterThan(40);
        } finally {
            service.close();
        }
        assertThat(new JournalProof(journal).brokenPromises(JdbcClient.create(database.asOwner())))
                .isEmpty();
    }

    private static Traffic traffic(TodoService service, Journal journal) {
        return Traffic.start(URI.create("http://localhost:" + service.port()), journal, 3, 3, Duration.ofMillis(20));
    }
}
