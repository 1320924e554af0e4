package dev.sternway.cli.steps;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sternway.base.ProblemException;
import dev.sternway.cli.Server;
import dev.sternway.cli.terminal.Terminal;
import dev.sternway.cli.tray.Tray;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Looks every second until a rollback has ended, or an arming. A terminal is repainted; elsewhere every new line is printed once.
 *
 * @param ask the server; may fail for a while, when it is started anew
 * @param now the server's time
 */
public record Watch(
        Supplier<JsonNode> ask,
        Supplier<Instant> now,
        PrintWriter out,
        PrintWriter err,
        boolean json,
        Terminal terminal) {
    private static final Map<String, Integer> ENDS = Map.ofEntries(
            Map.entry("ROLLED_BACK", 0),
            Map.entry("ARMED", 0),
            Map.entry("RELEASED", 0),
            Map.entry("HELD", 3),
            Map.entry("PAUSED", 3),
            Map.entry("NOT_CONFIRMED", 3),
            Map.entry("ABORTED", 4),
            Map.entry("NOT_ARMED", 4),
            Map.entry("DISARMED", 4),
            Map.entry("EXPIRED", 4));

    private static final CountDownLatch NEVER = new CountDownLatch(1);
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final String UP_AND_CLEAR = "\u001b[%dA\u001b[J";

    /** @param id of a rollback or a guard */
    public static Watch of(Server server, String id, CommandSpec verb) {
        return new Watch(
                () -> look(server, id),
                server::now,
                verb.commandLine().getOut(),
                verb.commandLine().getErr(),
                server.json(),
                Terminal.here());
    }

    /** What the server knows, with what waits for people. */
    static JsonNode look(Server server, String id) {
        String path = (id.startsWith("guard-") ? "/api/guards/" : "/api/rollbacks/") + Server.part(id);
        JsonNode one = server.get(path);
        if (one instanceof ObjectNode object) {
            object.set("tasks", new Tray(server).json(Optional.of(id)));
        }
        return one;
    }

    /** @return the exit code that tells how it ended */
    public int untilEnded() throws InterruptedException {
        List<String> shown = List.of();
        long lost = 0;
        while (true) {
            try {
                JsonNode it = ask.get();
                if (lost != 0) {
                    say("the server answers again");
                    shown = terminal.interactive() && !json ? List.of() : shown;
                    lost = 0;
                }
                shown = show(shown, it);
                Integer end = ENDS.get(it.path("state").asText());
                if (end != null) {
                    return end;
                }
            } catch (ProblemException refusal) {
                boolean gone = refusal.problem().code().equals("SW-0902") && !shown.isEmpty();
                if (!gone || lost != 0 && System.nanoTime() - lost > PATIENCE.toNanos()) {
                    throw refusal;
                }
                if (lost == 0) {
                    lost = System.nanoTime();
                    say("the server does not answer; asking again for ten minutes; what runs on it goes on by itself");
                }
            }
            NEVER.await(1, TimeUnit.SECONDS);
        }
    }

    private void say(String what) {
        err.println(what);
        err.flush();
    }

    private List<String> show(List<String> before, JsonNode it) {
        List<String> lines = text(it);
        if (before.equals(lines)) {
            return before;
        }
        if (terminal.interactive() && !json) {
            if (!before.isEmpty()) {
                out.printf(UP_AND_CLEAR, before.size());
            }
            lines.forEach(out::println);
        } else {
            List<String> fresh = new ArrayList<>(lines);
            if (!before.isEmpty()) {
                fresh.removeIf(line -> before.contains(line) || line.contains(" PLANNED "));
            }
            fresh.forEach(out::println);
        }
        out.flush();
        return lines;
    }

    private List<String> text(JsonNode it) {
        if (json) {
            return List.of(it.toString());
        }
        if (!terminal.interactive()) {
            return new StatusText(terminal, Optional.empty()).lines(it);
        }
        Terminal.Size size = terminal.size();
        return new StatusText(terminal, Optional.of(now.get()))
                .lines(it, size.rows() - 1).stream()
                        .map(line -> Terminal.cut(line, size.columns()))
                        .toList();
    }
}
