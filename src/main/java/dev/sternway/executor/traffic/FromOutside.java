package dev.sternway.executor.traffic;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sternway.executor.check.CheckHttp.Expect;
import dev.sternway.executor.http.Asking;
import dev.sternway.executor.http.HttpCall;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** A question as a user would ask it, and the answer that means that the new state is served. */
public record FromOutside(
        @JsonPropertyDescription("Target with the address as users have it.") @NotBlank
        String target,

        @JsonPropertyDescription("Path to ask with GET.") @NotBlank
        String path,

        @JsonPropertyDescription("Headers; a value secret:NAME is looked up.")
        Map<String, String> headers,

        @JsonPropertyDescription("The answer that must come.") @Valid
        Expect expect,

        @JsonPropertyDescription(
                "So many answers in a row, because old workers may answer for a while; 5 when left out.")
        @JsonProperty("in-a-row")
        @Min(1)
        @Max(1000)
        Integer inARow,

        @JsonPropertyDescription("How long to keep asking; 30s when left out.")
        Duration within) {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PACE = Duration.ofMillis(200);
    private static final Duration ONE_ANSWER = Duration.ofSeconds(5);
    private static final int ROW = 5;

    public FromOutside {
        headers = headers == null ? Map.of() : Map.copyOf(headers);
        expect = expect == null ? Expect.SUCCESS : expect;
        inARow = inARow == null ? ROW : inARow;
        within = within == null ? PATIENCE : within;
    }

    public Asking asking() {
        return new Asking(
                new HttpCall(target, "GET", path, headers, Optional.empty(), ONE_ANSWER),
                expect.expectation(),
                within,
                PACE,
                inARow);
    }
}
