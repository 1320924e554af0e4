package dev.sternway.watch.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sternway.testing.WebServer;
import dev.sternway.testing.WebServer.Answer;
import dev.sternway.watch.Sample;
import dev.sternway.watch.Source;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Answers as Prometheus 2.42 gave them. */
class PrometheusSourceTest {
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(1_800_000_000), ZoneOffset.UTC);

    private final AtomicReference<Answer> answer = new AtomicReference<>();
    private final WebServer server = new WebServer(asked -> answer.get());

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void readsAVectorOfOneAScalarAndNothing() {
        assertThat(says("vector", "[{\"metric\":{},\"value\":[1800000000.1,\"0.25\"]}]"))
                .isEqualTo(new Sample.Value(0.25));
        assertThat(says("scalar", "[1800000000.1,\"3\"]")).isEqualTo(new Sample.Value(3));
        assertThat(says("vector", "[]")).isEqualTo(new Sample.None());
        assertThat(says("vector", "[{\"metric\":{},\"value\":[1800000000.1,\"NaN\"]}]"))
                .isEqualTo(new Sample.Value(Double.NaN));
        assertThat(says("vector", "[{\"metric\":{},\"value\":[1800000000.1,\"+Inf\"]}]"))
                .isEqualTo(new Sample.Value(Double.POSITIVE_INFINITY));
        assertThat(server.asked().get(0).path())
                .isEqualTo("/api/v1/query?query=sum%28rate%28errors%5B1m%5D%29%29+%3E+0");
        assertThat(server.asked().get(0).headers()).containsEntry("authorization", "Bearer t0ken");
    }

    @Test
    void isDownForSeveralSeriesErrorsAndOtherPages() {
        assertThat(says("vector", "[{\"value\":[1,\"1\"]},{\"value\":[1,\"2\"]}]")
                        .words())
                .contains("has 2 series");
        answer.set(Answer.of(400, "{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"parse error\"}"));
        assertThat(instant().ask()).isEqualTo(new Sample.Down("status 400 parse error"));
        answer.set(Answer.of(502, "<h1>Bad gateway</h1>"));
        assertThat(instant().ask()).isEqualTo(new Sample.Down("status 502 without JSON"));
    }

    @Test
    void makesOneNumberOfARange() {
        String points =
                "[{\"metric\":{},\"values\":[[1799999940,\"1\"],[1799999960,\"NaN\"],[1799999980,\"5\"],[1800000000,\"3\"]]}]";
        answer.set(matrix(points));

        assertThat(ranged("last").ask()).isEqualTo(new Sample.Value(3));
        assertThat(ranged("max").ask()).isEqualTo(new Sample.Value(5));
        assertThat(ranged("min").ask()).isEqualTo(new Sample.Value(1));
        assertThat(ranged("avg").ask()).isEqualTo(new Sample.Value(3));
        assertThat(server.asked().get(0).path()).contains("start=1799999700&end=1800000000&step=5");
        answer.set(matrix("[]"));
        assertThat(ranged("avg").ask()).isEqualTo(new Sample.None());
    }

    @Test
    void asksLokiInTheSameWay() {
        answer.set(Answer.of(
                200,
                "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":"
                        + "[{\"metric\":{},\"value\":[1800000000,\"0.5\"]}],\"stats\":{}}}"));

        Source loki = PrometheusSource.loki(server.url(), Optional.empty(), "sum(rate({app=\"todo\"}[1m]))", CLOCK);

        assertThat(loki.ask()).isEqualTo(new Sample.Value(0.5));
        assertThat(server.asked().get(0).path()).startsWith("/loki/api/v1/query?query=sum");
    }

    private Sample says(String type, String result) {
        answer.set(Answer.of(
                200, "{\"status\":\"success\",\"data\":{\"resultType\":\"" + type + "\",\"result\":" + result + "}}"));
        return instant().ask();
    }

    private static Answer matrix(String result) {
        return Answer.of(
                200, "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":" + result + "}}");
    }

    private Source instant() {
        return PrometheusSource.prometheus(
                server.url(),
                Optional.of("Bearer t0ken"),
                "sum(rate(errors[1m])) > 0",
                Optional.empty(),
                Optional.empty(),
                CLOCK);
    }

    private Source ranged(String take) {
        return PrometheusSource.prometheus(
                server.url(), Optional.empty(), "errors", Optional.of(Duration.ofMinutes(5)), Optional.of(take), CLOCK);
    }
}
