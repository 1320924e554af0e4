package dev.sternway.demo.stage;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/** A real Prometheus and a real Alertmanager, as Debian ships them: they scrape the service and send alerts to Sternway. */
public final class Monitoring implements AutoCloseable {
    private final Path folder;
    private final Deque<Process> running = new ArrayDeque<>();

    private Monitoring(Path folder) {
        this.folder = folder;
    }

    /**
     * @param expression of the rule, over the last seconds
     * @param token that Sternway knows
     */
    public static Monitoring start(Path folder, URI service, URI sternway, String expression, String token)
            throws IOException {
        Monitoring monitoring = new Monitoring(Files.createDirectories(folder));
        int alertmanager = Stage.freePort(0);
        int prometheus = Stage.freePort(0);
        Files.writeString(folder.resolve("rules.yml"), """
                groups:
                  - name: todo
                    rules:
                      - alert: TodoErrors
                        expr: %s
                        for: 1s
                        labels: {severity: critical, sternway_plan: add-email}
                        annotations: {summary: "{{ $value | humanizePercentage }} of requests end in an error"}
                """.formatted(expression));
        Files.writeString(folder.resolve("prometheus.yml"), """
                global: {scrape_interval: 500ms, evaluation_interval: 500ms}
                rule_files: [rules.yml]
                alerting: {alertmanagers: [{static_configs: [{targets: ["localhost:%d"]}]}]}
                scrape_configs: [{job_name: todo, static_configs: [{targets: ["localhost:%d"]}]}]
                """.formatted(alertmanager, service.getPort()));
        Files.writeString(folder.resolve("alertmanager.yml"), """
                route: {receiver: sternway, group_by: [alertname], group_wait: 0s, group_interval: 500ms, repeat_interval: 500ms}
                receivers:
                  - name: sternway
                    webhook_configs:
                      - url: %s/api/alerts/alertmanager
                        http_config: {authorization: {credentials: %s}}
                """.formatted(sternway, token));
        monitoring.run(
                "prometheus-alertmanager",
                "--config.file=alertmanager.yml",
                "--storage.path=alertmanager",
                "--cluster.listen-address=",
                "--web.listen-address=localhost:" + alertmanager);
        monitoring.run(
                "prometheus",
                "--config.file=prometheus.yml",
                "--storage.tsdb.path=prometheus",
                "--web.listen-address=localhost:" + prometheus);
        return monitoring;
    }

    private void run(String... command) throws IOException {
        running.push(new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(command[0] + ".log").toFile())
                .start());
    }

    @Override
    public void close() {
        running.forEach(Process::destroy);
        for (Process process : running) {
            try {
                if (!process.waitFor(5, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }
}
