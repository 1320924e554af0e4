package dev.sternway.executor.maintenance;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sternway.base.DurationText;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.http.HttpAnswer;
import dev.sternway.executor.http.HttpCall;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Whether users get the maintenance page: 503 with Retry-After for every path that is asked. */
public record PageOutside(
        @JsonPropertyDescription("Target with the address as users have it.") @NotBlank
        String target,

        @JsonPropertyDescription("Paths to ask with GET that show the page while it is on.") @NotEmpty
        List<@Pattern(regexp = "/.*") String> paths,

        @JsonPropertyDescription("Headers; a value secret:NAME is looked up.")
        Map<String, String> headers,

        @JsonPropertyDescription("How long to keep asking; 30s when left out.")
        Duration within) {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration ONE_ANSWER = Duration.ofSeconds(5);
    private static final long PACE_MILLIS = 200;
    private static final int ROUNDS = 3;
    private static final int UNAVAILABLE = 503;

    public PageOutside {
        paths = paths == null ? List.of() : List.copyOf(paths);
        headers = headers == null ? Map.of() : Map.copyOf(headers);
        within = within == null ? PATIENCE : within;
    }

    /** Asks until every path answers so several times in a row; what is otherwise, blank when nothing. */
    String until(boolean on, StepContext context) throws InterruptedException, StepContext.LeaseLost {
        long start = System.nanoTime();
        int well = 0;
        while (true) {
            context.stillMine();
            String unmet = once(on, context);
            well = unmet.isEmpty() ? well + 1 : 0;
            if (well >= ROUNDS) {
                return "";
            }
            if (System.nanoTime() - start > within.toNanos()) {
                return unmet + "; asked for " + DurationText.format(within);
            }
            TimeUnit.MILLISECONDS.sleep(PACE_MILLIS);
        }
    }

    String once(boolean on, StepContext context) throws InterruptedException {
        for (String path : paths) {
            HttpCall call = new HttpCall(target, "GET", path, headers, Optional.empty(), ONE_ANSWER);
            try {
                HttpAnswer answer = call.send(context);
                boolean after = answer.header().apply("Retry-After").isPresent();
                if (on && (answer.status() != UNAVAILABLE || !after)) {
                    return call.where(context) + " answers " + answer.status() + (after ? "" : " without Retry-After")
                            + ", expected 503 with it";
                }
                if (!on && answer.status() == UNAVAILABLE) {
                    return call.where(context) + " still answers 503";
                }
            } catch (IOException silent) {
                return call.where(context) + " got no answer: " + silent.getMessage();
            }
        }
        return "";
    }
}
