package dev.sternway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sternway.base.ProblemException;
import dev.sternway.cli.start.NotStarted;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody starts a server that cannot start. */
class NotStartedTest {
    @TempDir
    private Path folder;

    @Test
    void aPortThatIsTakenIsNamed() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThat(serve(taken.getLocalPort(), Map.of()))
                    .contains("SW-0909 The server cannot listen at port " + taken.getLocalPort());
        }
    }

    @Test
    void dataThatAnotherProgramUsesAreNamed() throws Exception {
        Path data = Files.createDirectories(folder.resolve("data"));
        try (Connection other = DriverManager.getConnection(Serve.fileDatabase(data), "sternway", "")) {
            assertThat(serve(0, Map.of())).contains("SW-0910 Another program uses the data in " + data);
            assertThat(other.isValid(1)).isTrue();
        }
    }

    @Test
    void aDatabaseOfAnotherKindIsRefused() throws Exception {
        assertThat(serve(0, Map.of("STERNWAY_DB_URL", "postgres://maria:hidden@localhost/sternway")))
                .contains("SW-0916 STERNWAY_DB_URL names no database", "jdbc:postgresql://")
                .doesNotContain("hidden");
    }

    @Test
    void aNumberThatIsNoPortIsNamed() throws Exception {
        assertThat(serve(70_000, Map.of())).contains("SW-0917 There is no port 70000");
        assertThat(serve(-1, Map.of())).contains("SW-0917 There is no port -1");
    }

    @Test
    void aFolderOfDiagramsThatIsNotThereAndAnAddressThatNobodyKnowsAreNamed() throws Exception {
        assertThat(serve(0, Map.of(), "--processes", folder.resolve("nowhere").toString()))
                .contains("SW-0914 There is no folder " + folder.resolve("nowhere"));
        assertThat(serve(0, Map.of(), "--address", "nowhere.invalid")).contains("SW-0915 There is no address nowhere");
    }

    @Test
    void aFolderThatCannotBeMadeIsNamed() throws Exception {
        Files.writeString(folder.resolve("data"), "a file");

        assertThat(serve(0, Map.of()))
                .contains("SW-0913 No data can be kept in the folder " + folder.resolve("data"), "--data");
    }

    @Test
    void aDatabaseThatLetsNobodyInIsNamed() throws Exception {
        assertThat(serve(0, Map.of("STERNWAY_DB_URL", "jdbc:postgresql://localhost:1/sternway")))
                .contains("SW-0911 Sternway's own database lets nobody in", "localhost:1", "STERNWAY_DB_PASSWORD");
    }

    @Test
    void aSettingOfTracesThatCannotBeUsedIsNamedWithTheRemedy() throws Exception {
        assertThat(serve(0, Map.of("STERNWAY_TRACING_ENDPOINT", "collector:4317")))
                .contains("SW-1043 STERNWAY_TRACING_ENDPOINT cannot be used", "http://collector:4318/v1/traces");
    }

    @Test
    void aSecretThatIsMissingIsAllThatIsSaid() throws Exception {
        assertThat(serve(
                        0,
                        Map.of(
                                "STERNWAY_TRACING_ENDPOINT",
                                "https://collector:4318/v1/traces",
                                "STERNWAY_TRACING_HEADERS",
                                "Authorization=secret:NOBODY_SET_IT")))
                .contains("SW-0303 The secret NOBODY_SET_IT is not set")
                .doesNotContain("WARN", "ERROR", "java.");
    }

    @Test
    void aProblemThatAPartOfTheServerFoundIsToldAsItIs() {
        ProblemException found = ProblemException.of("SW-0303", "The secret KEY is not set", "KEY", "Set it");

        assertThat(NotStarted.of(new IllegalStateException("a part", new IllegalStateException(found)), "1", folder))
                .contains(found);
        assertThat(NotStarted.of(new IllegalStateException("odd"), "1", folder)).isEmpty();
    }

    /** @return what it said, the log's lines among it */
    private String serve(int port, Map<String, String> environment, String... more)
            throws IOException, InterruptedException {
        Path said = folder.resolve("said");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.sternway.Sternway",
                "serve",
                "--port",
                String.valueOf(port),
                "--data",
                folder.resolve("data").toString()));
        command.addAll(more.length > 0 ? List.of(more) : List.of("--address", "127.0.0.1"));
        ProcessBuilder server =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
        server.environment().putAll(environment);
        server.environment().put("STERNWAY_ADMIN_PASSWORD", "admin");
        Process started = server.start();
        assertThat(started.waitFor(2, TimeUnit.MINUTES)).as("it ends").isTrue();
        List<String> lines = Files.readAllLines(said, StandardCharsets.UTF_8);
        assertThat(started.exitValue()).as("%s", lines).isEqualTo(Cli.UNUSABLE);
        assertThat(lines).noneMatch(line -> line.startsWith("\tat ") || line.contains("Caused by"));
        return String.join("\n", lines);
    }
}
