package dev.sternway.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sternway.plan.Trigger;
import dev.sternway.testing.WebServer;
import dev.sternway.testing.WebServer.Answer;
import dev.sternway.watch.source.PrometheusSource.Point;
import dev.sternway.watch.source.RecordedPoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTest {
    private static final Instant START = Instant.parse("2026-11-07T00:00:00Z");
    private static final Trigger TRIGGER =
            Triggers.trigger("breach: '> 10%'", "for: 60s", "every: 20s", "no-data: ignore");

    @TempDir
    private Path folder;

    @Test
    void tellsEachTimeItWouldHaveFiredAndHowManyOfThemFalsely() throws IOException {
        StringBuilder file = new StringBuilder("time,value\n");
        for (int i = 0; i < 100; i++) {
            boolean bad = i >= 10 && i < 15 || i >= 50 && i < 53 || i >= 80 && i < 85;
            file.append(START.plusSeconds(20L * i)).append(bad ? ",0.3\n" : ",0.01\n");
        }
        List<Point> points = RecordedPoints.of(Files.writeString(folder.resolve("past.csv"), file));

        Replay.Result result = new Replay(TRIGGER).over(points);

        assertThat(result.fired())
                .extracting(Verdict::at)
                .as("the breach of three evaluations was too short")
                .containsExactly(START.plusSeconds(13 * 20), START.plusSeconds(83 * 20));
        var incident = new Replay.Span(START.plusSeconds(200), START.plusSeconds(400));
        assertThat(result.falsely(List.of(incident))).isEqualTo(1);
        assertThat(result.falsely(List.of())).isEqualTo(2);
        assertThat(result.outcomes()).containsEntry(Verdict.Outcome.FIRED, 2);
    }

    @Test
    void takesMissingPointsForNoDataAndNotForTime() {
        List<Point> points = new ArrayList<>();
        points.add(new Point(START, 0.3));
        points.add(new Point(START.plusSeconds(3600), 0.3));

        Replay.Result result = new Replay(TRIGGER).over(points);

        assertThat(result.outcomes()).containsEntry(Verdict.Outcome.NO_DATA, 1);
    }

    @Test
    void asksPrometheusInPiecesThatItAnswers() {
        String answer =
                "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[{\"values\":[[1800000000,\"1\"]]}]}}";
        try (WebServer server = new WebServer(asked -> Answer.of(200, answer))) {
            Instant from = Instant.parse("2026-11-07T00:00:00Z");

            List<Point> points = RecordedPoints.of(
                    server.url(), Optional.empty(), "up", from, from.plus(Duration.ofDays(14)), Duration.ofSeconds(15));

            assertThat(server.asked()).as("80,640 points in pieces of 10,000").hasSize(9);
            assertThat(points).hasSize(9);
        }
    }

    @Test
    void namesTheLineThatIsNoTimeAndValue() throws IOException {
        Path file = Files.writeString(folder.resolve("past.csv"), "2026-11-07T00:00:00Z,1\nyesterday,2\n");

        assertThatThrownBy(() -> RecordedPoints.of(file))
                .hasMessageContaining("SW-0603")
                .hasMessageContaining("past.csv:2");
    }
}
