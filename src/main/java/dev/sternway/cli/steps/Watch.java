package dev.sternway.cli.steps;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sternway.base.ProblemException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Looks every second until a rollback has ended, or an arming. A terminal is repainted; elsewhere every new line is printed once.
 *
 * @param ask the server; may fail for a while, when it is started anew
 */
record Watch(Supplier<JsonNode> ask, PrintWriter out, PrintWriter err, boolean json, boolean terminal) {
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
    private static final int PATIENCE = 60;
    private static final String UP_AND_CLEAR = "\u001b[%dA\u001b[J";

    /** @return the exit code that tells how it ended */
    int untilEnded() throws InterruptedException {
        List<String> shown = List.of();
        for (int silent = 0; ; ) {
            JsonNode now;
            try {
                now = ask.get();
                silent = 0;
            } catch (ProblemException refusal) {
                boolean gone = refusal.problem().code().equals("SW-0902") && !shown.isEmpty();
                if (!gone || ++silent > PATIENCE) {
                    throw refusal;
                }
                if (silent == 1) {
                    err.println("the server does not answer; asking again for a minute");
                    err.flush();
                }
                NEVER.await(1, TimeUnit.SECONDS);
                continue;
            }
            List<String> lines = json ? List.of(now.toString()) : StatusText.lines(now);
            show(shown, lines);
            shown = lines;
            Integer end = ENDS.get(now.path("state").asText());
            if (end != null) {
                return end;
            }
            NEVER.await(1, TimeUnit.SECONDS);
        }
    }

    private void show(List<String> before, List<String> now) {
        if (before.equals(now)) {
            return;
        }
        if (terminal && !json) {
            if (!before.isEmpty()) {
                out.printf(UP_AND_CLEAR, before.size());
            }
            now.forEach(out::println);
        } else {
            List<String> fresh = new ArrayList<>(now);
            if (!before.isEmpty()) {
                fresh.removeIf(line -> before.contains(line) || line.contains(" PLANNED "));
            }
            fresh.forEach(out::println);
        }
        out.flush();
    }
}
