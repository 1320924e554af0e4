package dev.sternway.watch.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sternway.base.web.Web;
import dev.sternway.watch.Sample;
import dev.sternway.watch.Source;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A query of Prometheus, or of Loki, which answers in the same form: the newest value, or one made of a range. */
public final class PrometheusSource implements Source {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int POINTS = 60;
    private static final String PROMETHEUS = "/api/v1";
    private static final String LOKI = "/loki/api/v1";

    private final HttpGet get;
    private final String api;
    private final String query;
    private final Optional<Duration> range;
    private final String take;
    private final Clock clock;

    private PrometheusSource(
            HttpGet get, String api, String query, Optional<Duration> range, String take, Clock clock) {
        this.get = get;
        this.api = api;
        this.query = query;
        this.range = range;
        this.take = take;
        this.clock = clock;
    }

    /** @param take last, max, min or avg of the range */
    public static PrometheusSource prometheus(
            String url,
            Optional<String> authorization,
            String query,
            Optional<Duration> range,
            Optional<String> take,
            Clock clock) {
        return new PrometheusSource(
                new HttpGet(url, authorization), PROMETHEUS, query, range, take.orElse("last"), clock);
    }

    public static PrometheusSource loki(String url, Optional<String> authorization, String query, Clock clock) {
        return new PrometheusSource(new HttpGet(url, authorization), LOKI, query, Optional.empty(), "last", clock);
    }

    /** The same over a connection with limits and certificates of its own. */
    public PrometheusSource through(Web web) {
        return new PrometheusSource(get.through(web), api, query, range, take, clock);
    }

    /** A value at a time. */
    public record Point(Instant at, double value) {}

    @Override
    public String query() {
        return query
                + range.map(time -> " " + take + " over " + time.toSeconds() + " s")
                        .orElse("") + " at " + get.base();
    }

    @Override
    public Sample ask() {
        try {
            if (range.isEmpty()) {
                return newest(answer("/query?query=" + HttpGet.encoded(query)));
            }
            Instant now = clock.instant();
            return taken(points(now.minus(range.get()), now, Optional.empty()));
        } catch (IOException failure) {
            return new Sample.Down(String.valueOf(failure.getMessage()));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new Sample.Down("stopped");
        }
    }

    /** @param step between two points; a sixtieth of the time when left out */
    public List<Point> points(Instant from, Instant to, Optional<Duration> step)
            throws IOException, InterruptedException {
        long seconds = step.map(Duration::toSeconds)
                .orElseGet(() -> Math.max(1, Duration.between(from, to).toSeconds() / POINTS));
        JsonNode series = one(answer("/query_range?query=" + HttpGet.encoded(query) + "&start=" + from.getEpochSecond()
                + "&end=" + to.getEpochSecond() + "&step=" + seconds));
        List<Point> points = new ArrayList<>();
        for (JsonNode point : series.path("values")) {
            points.add(point(point));
        }
        return points;
    }

    private Sample newest(JsonNode answer) throws IOException {
        JsonNode value = answer.path("data").path("resultType").asText().equals("scalar")
                ? answer.path("data").path("result")
                : one(answer).path("value");
        return value.isMissingNode()
                ? new Sample.None()
                : new Sample.Value(point(value).value());
    }

    private Sample taken(List<Point> points) {
        double[] values = points.stream()
                .mapToDouble(Point::value)
                .filter(Double::isFinite)
                .toArray();
        if (values.length == 0) {
            return points.isEmpty() ? new Sample.None() : new Sample.Value(Double.NaN);
        }
        var numbers = java.util.Arrays.stream(values).summaryStatistics();
        return new Sample.Value(
                switch (take) {
                    case "max" -> numbers.getMax();
                    case "min" -> numbers.getMin();
                    case "avg" -> numbers.getAverage();
                    default -> values[values.length - 1];
                });
    }

    private static JsonNode one(JsonNode answer) throws IOException {
        JsonNode result = answer.path("data").path("result");
        if (result.size() > 1) {
            throw new IOException("the query has " + result.size() + " series; make one of them, with sum or max");
        }
        return result.path(0);
    }

    static Point point(JsonNode point) {
        String text = point.path(1).asText("NaN").replace("Inf", "Infinity");
        Instant at = Instant.ofEpochMilli(Math.round(point.path(0).asDouble() * 1000));
        return new Point(at, Double.parseDouble(text));
    }

    private JsonNode answer(String path) throws IOException, InterruptedException {
        Web.Answer response = get.get(api + path);
        JsonNode answer;
        try {
            answer = JSON.readTree(response.body());
        } catch (com.fasterxml.jackson.core.JsonProcessingException other) {
            throw new IOException("status " + response.status() + " without JSON", other);
        }
        if (response.status() >= 400 || !answer.path("status").asText().equals("success")) {
            throw new IOException("status " + response.status() + " "
                    + answer.path("error").asText("").lines().findFirst().orElse(""));
        }
        return answer;
    }
}
