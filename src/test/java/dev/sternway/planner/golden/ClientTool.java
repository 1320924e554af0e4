package dev.sternway.planner.golden;

import dev.sternway.testing.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Debian's {@code pg_dump} and {@code psql} against the test server. */
final class ClientTool {
    private ClientTool() {}

    static String output(String tool, String... arguments) {
        Ended ended = run(List.of(arguments), tool, "");
        if (ended.status != 0) {
            throw new IllegalStateException(tool + ": " + ended.error);
        }
        return ended.output;
    }

    /** Runs a script, each statement on its own unless it says otherwise; the error that ended it, if one did. */
    static Optional<String> script(String database, String sql) {
        Ended ended = run(
                List.of("-X", "-q", "-v", "ON_ERROR_STOP=1", "-v", "VERBOSITY=terse", "-f", "-", database),
                "psql",
                sql);
        return ended.status == 0 ? Optional.empty() : Optional.of(ended.error);
    }

    /** As {@link #script}, in one transaction. */
    static Optional<String> transaction(String database, String sql) {
        Ended ended = run(
                List.of("-X", "-q", "-1", "-v", "ON_ERROR_STOP=1", "-v", "VERBOSITY=terse", "-f", "-", database),
                "psql",
                sql);
        return ended.status == 0 ? Optional.empty() : Optional.of(ended.error);
    }

    private record Ended(int status, String output, String error) {}

    private static Ended run(List<String> arguments, String tool, String input) {
        List<String> command = new ArrayList<>(
                List.of(tool, "-h", "localhost", "-p", Integer.toString(PostgresServer.port()), "-U", "postgres"));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("PGPASSWORD", PostgresServer.PASSWORD_VALUE.reveal());
        builder.environment().put("PGOPTIONS", "-c client_min_messages=error");
        try {
            Process process = builder.start();
            CompletableFuture<String> error = CompletableFuture.supplyAsync(() -> text(process.getErrorStream()));
            CompletableFuture<String> output = CompletableFuture.supplyAsync(() -> text(process.getInputStream()));
            try (var stream = process.getOutputStream()) {
                stream.write(input.getBytes(StandardCharsets.UTF_8));
            } catch (IOException endedBeforeItReadAll) {
                // its status and error say why
            }
            return new Ended(process.waitFor(), output.join(), error.join().strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String text(java.io.InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
