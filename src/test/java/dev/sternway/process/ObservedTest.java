package dev.sternway.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import dev.sternway.plan.yaml.PlanMapper;
import dev.sternway.run.Rollback;
import dev.sternway.run.measure.Meters;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.context.event.ApplicationEventMulticaster;
import org.springframework.core.env.Environment;

/** What operators see of a rollback from outside: metrics and lines of the log. */
class ObservedTest {
    @TempDir
    private Path folder;

    @Test
    void aRollbackIsMeasuredAndTheLogSaysOfWhichRollbackAndStepALineIs() throws Exception {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        ListAppender<ILoggingEvent> logged = new ListAppender<>();
        try (ArmedPlans plans = new ArmedPlans(folder)) {
            logged.setContext(root.getLoggerContext());
            logged.start();
            root.addAppender(logged);
            assertThat(metrics(plans))
                    .contains("sternway_tasks_open 0.0", "sternway_rollbacks_open{state=\"deciding\"} 0.0");
            String guard = plans.arm(Optional.of("olga"), "[\"true\"]", "[test, -e, " + folder.resolve("never") + "]");
            String rollback = plans.fire(guard, "by-itself");
            plans.task(rollback, "choose-how-to-go-on");
            assertThat(await().atMost(ArmedPlans.PATIENCE)
                            .until(
                                    () -> metrics(plans),
                                    text -> text.contains("sternway_rollbacks_open{state=\"rolling_back\"} 1.0")))
                    .contains("sternway_tasks_open 1.0", "sternway_guards_expiring ");
            plans.complete(
                    plans.task(rollback, "choose-how-to-go-on"),
                    "olga",
                    Map.of("stepChoice", "SKIP", "skipReason", "there is no door"));
            plans.complete(plans.task(rollback, "confirm-rollback"), "maria", Map.of("confirmed", true));
            await().atMost(ArmedPlans.PATIENCE)
                    .until(() -> plans.rollback(rollback).state() == Rollback.State.ROLLED_BACK);

            String metrics = await().atMost(ArmedPlans.PATIENCE)
                    .until(() -> metrics(plans), text -> text.contains("sternway_rollbacks_total"));
            assertThat(metrics)
                    .containsPattern("sternway_rollbacks_total\\{level=\"\\w+\",outcome=\"rolled_back\"} 1.0")
                    .contains("sternway_phase_seconds_bucket{part=\"waiting\",phase=\"preservation\",le=\"3600.0\"} 1")
                    .contains("sternway_step_seconds_count{part=\"working\",uses=\"command/run\"}")
                    .contains("sternway_step_tries_total{state=\"failed\",uses=\"command/run\"}");
            assertThat(Arrays.stream(Meters.values())
                            .filter(it -> it != Meters.TRACES)
                            .map(Meters::exposed))
                    .allMatch(metrics::contains);
            nothingTraces(plans, metrics);
            lines(root, logged, rollback);
            notReadyIsAnAnswerAndNoFailure(plans, logged);
        } finally {
            root.detachAppender(logged);
        }
    }

    /** Nobody named a collector. */
    private static void nothingTraces(ArmedPlans plans, String metrics) {
        assertThat(metrics).doesNotContain(Meters.TRACES.exposed());
        assertThat(plans.bean(Environment.class).containsProperty("sternway.tracing.endpoint"))
                .isFalse();
        assertThat(plans.beans()).isNotEmpty().noneMatch(name -> name.contains(".trace."));
    }

    private static void lines(Logger root, ListAppender<ILoggingEvent> logged, String rollback) throws Exception {
        List<ILoggingEvent> ofStep = new ArrayList<>(logged.list)
                .stream()
                        .filter(line -> rollback.equals(line.getMDCPropertyMap().get("rollback")))
                        .toList();
        assertThat(ofStep)
                .anySatisfy(line -> assertThat(line.getFormattedMessage()).contains("Close the door", "FAILED"))
                .allSatisfy(line -> assertThat(line.getMDCPropertyMap()).containsKey("step"));
        StructuredLogEncoder encoder = new StructuredLogEncoder();
        encoder.setContext(root.getLoggerContext());
        encoder.setFormat("ecs");
        encoder.setCharset(StandardCharsets.UTF_8);
        assertThat(root.getLoggerContext().getObject(Environment.class.getName()))
                .isNotNull();
        encoder.start();
        JsonNode line = PlanMapper.json().readTree(encoder.encode(ofStep.get(0)));
        encoder.stop();
        assertThat(line.path("rollback").asText()).isEqualTo(rollback);
    }

    private static void notReadyIsAnAnswerAndNoFailure(ArmedPlans plans, ListAppender<ILoggingEvent> logged)
            throws Exception {
        plans.bean(ApplicationEventMulticaster.class)
                .multicastEvent(new AvailabilityChangeEvent<>(plans, ReadinessState.REFUSING_TRAFFIC));
        HttpResponse<String> answer = get(plans, "/actuator/health/readiness");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).isEqualTo("{\"status\":\"OUT_OF_SERVICE\"}");
        assertThat(List.copyOf(logged.list))
                .noneMatch(line -> line.getFormattedMessage().contains("/actuator/health"));
    }

    private static String metrics(ArmedPlans plans) throws Exception {
        return get(plans, "/actuator/prometheus").body();
    }

    private static HttpResponse<String> get(ArmedPlans plans, String path) throws Exception {
        String admin = Base64.getEncoder().encodeToString("admin:admin".getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + plans.port() + path))
                .header("Authorization", "Basic " + admin)
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }
}
