package dev.sternway.watch.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sternway.base.ProblemException;
import dev.sternway.watch.source.PrometheusSource.Point;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Points of the past: of a file ({@code time,value} a line, or Prometheus's answer to a range query), or of Prometheus itself. */
public final class RecordedPoints {
    private static final int AT_ONCE = 10_000;

    private RecordedPoints() {}

    /** @throws ProblemException SW-0603 when a line cannot be read */
    public static List<Point> of(Path file) {
        try {
            String text = Files.readString(file);
            List<Point> points = new ArrayList<>(
                    text.stripLeading().startsWith("{")
                            ? answer(new ObjectMapper().readTree(text))
                            : lines(file, text));
            points.sort(Comparator.comparing(Point::at));
            return points;
        } catch (IOException wrong) {
            throw unusable(file.toString(), "it cannot be read: " + wrong.getMessage());
        }
    }

    /** In pieces, since Prometheus answers with at most 11,000 points. */
    public static List<Point> of(
            String url, Optional<String> authorization, String query, Instant from, Instant to, Duration every) {
        Duration step = every.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : every;
        PrometheusSource source = PrometheusSource.prometheus(
                url, authorization, query, Optional.empty(), Optional.empty(), Clock.systemUTC());
        List<Point> points = new ArrayList<>();
        try {
            Instant start = from;
            while (start.isBefore(to)) {
                Instant end = start.plus(step.multipliedBy(AT_ONCE));
                points.addAll(source.points(start, end.isAfter(to) ? to : end, Optional.of(step)));
                start = end.plus(step);
            }
            return points;
        } catch (IOException failure) {
            throw unusable(url, String.valueOf(failure.getMessage()));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return points;
        }
    }

    private static List<Point> answer(JsonNode answer) {
        List<Point> points = new ArrayList<>();
        for (JsonNode value : answer.path("data").path("result").path(0).path("values")) {
            points.add(PrometheusSource.point(value));
        }
        return points;
    }

    private static List<Point> lines(Path file, String text) {
        List<Point> points = new ArrayList<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            String[] parts = line.split("[,;\\t]");
            boolean head = number == 1 && !parts[0].matches("[-+0-9].*");
            if (!line.isBlank() && !line.startsWith("#") && !head) {
                points.add(point(file + ":" + number, parts));
            }
        }
        return points;
    }

    private static Point point(String where, String[] parts) {
        try {
            String time = parts[0].strip();
            Instant at = time.matches("\\d+(\\.\\d+)?")
                    ? Instant.ofEpochMilli(Math.round(Double.parseDouble(time) * 1000))
                    : OffsetDateTime.parse(time).toInstant();
            String value = parts.length > 1 ? parts[1].strip() : "";
            return new Point(at, value.isEmpty() ? Double.NaN : Double.parseDouble(value));
        } catch (NumberFormatException | DateTimeParseException wrong) {
            throw unusable(where, "'" + String.join(",", parts) + "' is no time and value");
        }
    }

    private static ProblemException unusable(String where, String what) {
        return ProblemException.of(
                "SW-0603",
                "The past cannot be read: " + what,
                where,
                "Write 2026-11-21T10:41:00Z,0.07 a line, or give Prometheus's address");
    }
}
