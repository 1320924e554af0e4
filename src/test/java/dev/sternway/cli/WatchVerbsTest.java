package dev.sternway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sternway.testing.WebServer;
import dev.sternway.testing.WebServer.Answer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class WatchVerbsTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @Test
    void tellsTheServerStepAndErrorOfAMigrationThatFails() {
        try (WebServer server = new WebServer(asked -> Answer.of(200, "{\"what\": \"STARTED\", \"why\": \"noted\"}"))) {
            int exit = run(
                    "run-migration",
                    "--plan",
                    "add-email",
                    "--environment",
                    "demo",
                    "--server",
                    server.url(),
                    "--",
                    "sh",
                    "-c",
                    "echo fine; echo 'psql:db/V2_4__require_email.sql:1: ERROR: column contains null values' >&2; exit 3");

            assertThat(exit).isEqualTo(3);
            assertThat(out.toString()).contains("fine");
            assertThat(err.toString()).contains("ERROR: column contains null").contains("sternway: noted");
            assertThat(server.asked().get(0).path()).isEqualTo("/api/migrations");
            assertThat(server.asked().get(0).body())
                    .contains("\"exitCode\":3")
                    .contains("\"step\":\"db/V2_4__require_email.sql:1\"")
                    .contains("column contains null values");
        }
    }

    @Test
    void endsAsTheMigrationDidWhenNobodyCanBeTold() {
        assertThat(run(
                        "run-migration",
                        "--plan",
                        "p",
                        "--environment",
                        "e",
                        "--server",
                        "http://localhost:1",
                        "--",
                        "true"))
                .isZero();
        assertThat(err.toString()).contains("sternway was not told: SW-0902");
        assertThat(run(
                        "run-migration",
                        "--plan",
                        "p",
                        "--environment",
                        "e",
                        "--server",
                        "http://localhost:1",
                        "--",
                        "/no/such"))
                .isEqualTo(127);
    }

    @Test
    void explainsWhatSaysTheSameInOneLine() {
        String quiet =
                "{\"at\":\"T1\",\"outcome\":\"QUIET\",\"rule\":\"> 10%\",\"query\":\"GET /metrics\",\"why\":\"0.01 is not > 0.1\"}";
        String fired = quiet.replace("QUIET", "FIRED").replace("0.01 is not", "0.2 is");
        String body = "{\"errors\":[" + quiet + "," + quiet + "," + fired + "],\"other\":[]}";
        try (WebServer server = new WebServer(asked -> Answer.of(200, body))) {
            assertThat(run("watch", "explain", "guard-1", "--server", server.url()))
                    .isZero();

            assertThat(out.toString())
                    .contains("errors: > 10%   (GET /metrics)")
                    .contains("T1 … T1, 2 times  QUIET  0.01 is not > 0.1")
                    .contains("FIRED  0.2 is > 0.1")
                    .contains("other: was not evaluated");
        }
    }

    @Test
    void replaysAFileOverATriggerOfAPlan() throws Exception {
        Path past = Files.writeString(
                folder.resolve("past.csv"), "2026-11-07T00:00:00Z,0\n2026-11-07T00:00:30Z,3\n2026-11-07T00:01:00Z,0\n");

        assertThat(run(
                        "watch",
                        "replay",
                        "--plan",
                        "plans/add-email",
                        "--trigger",
                        "users-without-role",
                        "--from",
                        past.toString(),
                        "--bad",
                        "2026-11-07T00:00:30Z/2026-11-07T00:02:00Z"))
                .isZero();

        assertThat(out.toString())
                .contains("users-without-role: > 0, 3 values")
                .contains("would have fired 1 time, 0 of them falsely")
                .contains("2026-11-07T00:00:30Z  3 is above 0");
        assertThat(run("watch", "replay", "--plan", "plans/add-email", "--from", past.toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("SW-0604").contains("api-errors");
    }

    private int run(String... args) {
        CommandLine line = Cli.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(args);
    }
}
