package dev.sternway.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sternway.testing.WebServer.Answer;
import dev.sternway.testing.WebServer.Asked;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The services that messages go to, as their documentation describes them: what is not in their form, too long or too fast is
 * turned away. Slack's webhook is at {@code /slack}, that of Teams at {@code /teams}.
 */
public final class StrictServices implements Function<Asked, Answer> {
    public static final String KEY = "0123456789abcdef0123456789abcdef";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Rates slack = new Rates(1, SECOND);
    private final Rates teams = new Rates(4, SECOND);
    private final Rates pagerDuty = new Rates(120, MINUTE);
    private final Rates opsgenie = new Rates(60, MINUTE);
    private final Rates statuspage = new Rates(60, MINUTE);

    @Override
    public Answer apply(Asked asked) {
        String path = asked.path();
        if (!json(asked)) {
            return Answer.of(415, "");
        }
        JsonNode body = tree(asked.body());
        if (path.equals("/v2/enqueue")) {
            return pagerDuty(asked, body);
        }
        if (path.startsWith("/v2/alerts")) {
            return opsgenie(asked, body);
        }
        if (path.startsWith("/v1/pages/p1/incidents")) {
            return statuspage(asked, body.path("incident"));
        }
        return path.equals("/teams") ? teams(asked, body) : slack(path, body);
    }

    private Answer pagerDuty(Asked asked, JsonNode body) {
        boolean fits = body.path("routing_key").asText().equals(KEY)
                && Set.of("trigger", "acknowledge", "resolve")
                        .contains(body.path("event_action").asText())
                && within(body.path("dedup_key"), 255)
                && within(body.at("/payload/summary"), 1024)
                && within(body.at("/payload/source"), 255)
                && Set.of("critical", "error", "warning", "info")
                        .contains(body.at("/payload/severity").asText());
        return pagerDuty.full(KEY)
                ? Answer.of(429, "")
                : bytes(asked) > 512 * 1024
                        ? Answer.of(413, "")
                        : fits
                                ? Answer.of(202, "{\"status\":\"success\"}")
                                : Answer.of(400, "{\"status\":\"invalid event\"}");
    }

    private Answer opsgenie(Asked asked, JsonNode body) {
        boolean close = asked.path().contains("/close");
        boolean fits = within(body.path("source"), 100)
                && (close
                        ? within(body.path("note"), 25_000)
                        : within(body.path("message"), 130)
                                && within(body.path("alias"), 512)
                                && within(body.path("description"), 15_000)
                                && body.path("priority").asText().matches("P[1-5]"));
        return !("GenieKey " + KEY).equals(asked.headers().get("authorization"))
                ? Answer.of(401, "{}")
                : opsgenie.full(KEY)
                        ? new Answer(
                                429, "{}", Map.of("X-RateLimit-State", "THROTTLED", "X-RateLimit-Period-In-Sec", "60"))
                        : Answer.of(fits ? 202 : 422, "{}");
    }

    private Answer statuspage(Asked asked, JsonNode incident) {
        boolean first = asked.method().equals("POST");
        boolean fits = Set.of("investigating", "identified", "monitoring", "resolved")
                        .contains(incident.path("status").asText())
                && within(incident.path("body"), 25_000)
                && (!first || within(incident.path("name"), 255));
        return !("OAuth " + KEY).equals(asked.headers().get("authorization"))
                ? Answer.of(401, "{}")
                : statuspage.full(KEY)
                        ? new Answer(429, "{}", Map.of("Retry-After", "60"))
                        : Answer.of(!fits ? 422 : first ? 201 : 200, "{\"id\":\"i1\"}");
    }

    /** 28 KB, where each letter takes two bytes when nobody says which encoding it is. */
    private Answer teams(Asked asked, JsonNode body) {
        boolean fits = body.path("type").asText().equals("message")
                && body.at("/attachments/0/contentType").asText().equals("application/vnd.microsoft.card.adaptive")
                && body.at("/attachments/0/content/type").asText().equals("AdaptiveCard")
                && body.at("/attachments/0/content/version").asText().matches("1\\.[0-5]")
                && within(body.at("/attachments/0/content/body/0/text"), 28 * 1024);
        boolean large = Math.max(bytes(asked), 2 * asked.body().length()) > 28 * 1024;
        return teams.full("")
                ? Answer.of(429, "Microsoft Teams endpoint returned HTTP error 429")
                : Answer.of(large ? 413 : fits ? 202 : 400, "");
    }

    /** One message a second through a webhook; a text block has 3000 characters at most. */
    private Answer slack(String path, JsonNode body) {
        boolean blocks = true;
        for (JsonNode block : body.path("blocks")) {
            blocks &= within(block.at("/text/text"), 3_000);
        }
        boolean fits = path.equals("/slack") && blocks && within(body.path("text"), 40_000);
        return slack.full(path)
                ? new Answer(429, "rate_limited", Map.of("Retry-After", "1"))
                : fits ? Answer.of(200, "ok") : Answer.of(400, "no_text");
    }

    private static boolean json(Asked asked) {
        return String.valueOf(asked.headers().get("content-type")).startsWith("application/json");
    }

    private static int bytes(Asked asked) {
        return asked.body().getBytes(StandardCharsets.UTF_8).length;
    }

    private static boolean within(JsonNode text, int longest) {
        return text.isTextual() && !text.asText().isEmpty() && text.asText().length() <= longest;
    }

    private static JsonNode tree(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    /** What every service wants in its own way: so many in so long. */
    private static final class Rates {
        private final int most;
        private final long window;
        private final Map<String, List<Long>> taken = new java.util.HashMap<>();

        Rates(int most, Duration window) {
            this.most = most;
            this.window = window.toNanos();
        }

        synchronized boolean full(String whose) {
            long now = System.nanoTime();
            List<Long> lately = taken.computeIfAbsent(whose, key -> new java.util.ArrayList<>());
            lately.removeIf(then -> now - then >= window);
            return lately.size() >= most || !lately.add(now);
        }
    }
}
