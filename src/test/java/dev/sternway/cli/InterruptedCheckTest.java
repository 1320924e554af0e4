package dev.sternway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sternway.testing.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody presses Ctrl-C while a migration runs. */
class InterruptedCheckTest {
    private static final String SLOW = "select pg_sleep(600);";

    @TempDir
    private Path dir;

    @TempDir
    private Path temp;

    @Test
    void dropsTheCopyBesideTheTarget() throws Exception {
        String target = PostgresServer.create();
        Files.writeString(dir.resolve("1.sql"), SLOW);
        Process check = check("--url", PostgresServer.url(target));
        await().atMost(Duration.ofSeconds(60))
                .until(() -> PostgresServer.value(
                                target,
                                "select count(*) from pg_stat_activity where datname like 'sternway_scratch_%' and"
                                        + " query like '%pg_sleep(600)%' and state = 'active'")
                        .equals("1"));

        interrupt(check);

        assertThat(PostgresServer.value(
                        target, "select count(*) from pg_database where datname like 'sternway_scratch_%'"))
                .isEqualTo("0");
    }

    @Test
    void endsTheServerAndRemovesItsFiles() throws Exception {
        Files.writeString(dir.resolve("1.sql"), SLOW);
        Process check = check();
        await().atMost(Duration.ofSeconds(60)).until(() -> servers().stream().anyMatch(InterruptedCheckTest::isReady));

        interrupt(check);

        assertThat(servers()).isEmpty();
    }

    private static boolean isReady(Path server) {
        try {
            return Files.readString(server.resolve("postmaster.pid")).contains("ready");
        } catch (IOException notStartedYet) {
            return false;
        }
    }

    private Process check(String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + temp,
                "-cp",
                System.getProperty("java.class.path"),
                "dev.sternway.Sternway",
                "migrations",
                "check",
                dir.toString()));
        command.addAll(List.of(options));
        return new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static void interrupt(Process check) throws InterruptedException {
        check.destroy();
        assertThat(check.waitFor(30, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
    }

    /** Data directories of servers that were started for the check. */
    private List<Path> servers() {
        try (Stream<Path> files = Files.walk(temp, 3)) {
            return files.filter(it -> it.getFileName().toString().equals("PG_VERSION"))
                    .map(Path::getParent)
                    .toList();
        } catch (IOException | java.io.UncheckedIOException beingRemoved) {
            return List.of();
        }
    }
}
