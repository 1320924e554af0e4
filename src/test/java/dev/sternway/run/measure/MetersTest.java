package dev.sternway.run.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sternway.ledger.Receipt;
import dev.sternway.plan.yaml.PlanMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MetersTest {
    private static final Path PAGE = Path.of("docs", "metrics.md");
    private static final Path DASHBOARD = Path.of("docker", "grafana", "sternway.json");
    private static final Pattern NAME = Pattern.compile("\\bsternway_[a-z_]+");
    private static final Instant START = Instant.parse("2026-11-22T04:00:00Z");

    @Test
    void thePageOfMetricsIsUpToDate() throws IOException {
        StringBuilder page = new StringBuilder("""
                # Metrics

                At `/actuator/prometheus`, for a token with the scope `metrics` (`./sternway token create --name prometheus --scope metrics`):

                ```yaml
                scrape_configs:
                  - job_name: sternway
                    metrics_path: /actuator/prometheus
                    authorization: {credentials_file: /etc/prometheus/sternway-token}
                    static_configs: [{targets: ["sternway.example.com:8080"]}]
                ```

                A rollback is measured when it has ended, on the node that ended it: add counters and histograms of all nodes (`sum`). Gauges count what all nodes share: take one (`max`).
                `part` is `total`, `working` or `waiting`; the last two add up to the first. Histograms have buckets from 1 s to 4 h.
                [docker/grafana/sternway.json](../docker/grafana/sternway.json) is a dashboard of them. Beside these there are those of the JVM, HTTP (`http_server_requests_seconds`), the connection pool
                (`hikaricp_connections_*`) and the log (`logback_events_total`), as Micrometer names them.

                | metric | kind | labels | what it measures |
                |--|--|--|--|
                """);
        for (Meters meter : Meters.values()) {
            page.append("| `")
                    .append(meter.exposed())
                    .append("` | ")
                    .append(meter.kind().word())
                    .append(" | ");
            page.append(String.join(", ", meter.tags()))
                    .append(" | ")
                    .append(meter.about())
                    .append(" |\n");
        }
        if (Boolean.getBoolean("sternway.update")) {
            Files.writeString(PAGE, page);
        }
        assertThat(PAGE).as("run with -Dsternway.update=true").exists().hasContent(page.toString());
    }

    @Test
    void everyExpressionOfTheDashboardAsksForWhatIsMeasuredAndEverythingIsShown() throws IOException {
        Set<String> shown = new TreeSet<>();
        for (var expression : PlanMapper.json().readTree(DASHBOARD.toFile()).findValues("expr")) {
            List<String> asked = NAME.matcher(expression.asText())
                    .results()
                    .map(MatchResult::group)
                    .toList();
            assertThat(asked).as(expression.asText()).isNotEmpty();
            shown.addAll(asked);
        }

        Set<String> exposed = Arrays.stream(Meters.values())
                .flatMap(meter -> meter.kind() == Meters.Kind.TIMER
                        ? List.of("_bucket", "_count", "_sum").stream().map(meter.exposed()::concat)
                        : List.of(meter.exposed()).stream())
                .collect(Collectors.toSet());
        assertThat(exposed).containsAll(shown);
        assertThat(Arrays.stream(Meters.values()).map(Meters::exposed))
                .allMatch(name -> shown.stream().anyMatch(it -> it.startsWith(name)));
    }

    @Test
    void whatRanAtTheSameTimeCountsOnceAndWhatAPersonDidByHandIsWaiting() {
        Spent spent = Spent.on(List.of(
                        tried(0, 10, Receipt.State.DONE),
                        tried(4, 20, Receipt.State.FAILED),
                        tried(80, 90, Receipt.State.DONE),
                        tried(90, 100, Receipt.State.BY_HAND)))
                .orElseThrow();

        assertThat(spent).isEqualTo(new Spent(Duration.ofSeconds(100), Duration.ofSeconds(30)));
        assertThat(spent.waiting()).isEqualTo(Duration.ofSeconds(70));
        assertThat(Spent.on(List.of())).isEmpty();
    }

    private static Receipt tried(long from, long to, Receipt.State state) {
        return Receipt.started(
                        "r",
                        "DATA",
                        "UNDO_DATA",
                        0,
                        1,
                        "Undo",
                        "sql/run",
                        "",
                        "me",
                        START.plusSeconds(from),
                        Optional.empty())
                .ended(state, START.plusSeconds(to), Map.of(), "", Optional.empty());
    }
}
