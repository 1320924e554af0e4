package dev.sternway.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.sternway.testing.WebServer;
import dev.sternway.testing.WebServer.Answer;
import dev.sternway.testing.WebServer.Asked;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** A chat and a CI job of GitHub. Each takes what it is told; where it is to be silent it does not answer. */
final class Outside implements AutoCloseable {
    private static final String PRESERVATION = "  preservation:\n    within: 15m\n    steps:\n";
    private static final String PAUSE = """
                  - name: Pause the deployments
                    uses: deploy/ci-pause
                    activity: stop-services
                    with: {target: ci, service: github, job: acme/todo/deploy.yml}
            """;
    private static final YAMLMapper YAML = new YAMLMapper();

    private final WebServer server = new WebServer(this::taken);
    private volatile CountDownLatch silence = new CountDownLatch(1);
    private volatile Set<String> silentAt = Set.of();
    private final Set<String> waiting = ConcurrentHashMap.newKeySet();
    private volatile boolean enabled = true;

    /** In the plan's environment and in its steps. */
    void appearIn(Path plan) throws Exception {
        Path environment = plan.resolve("environments/demo.yaml");
        ObjectNode tree = (ObjectNode) YAML.readTree(environment.toFile());
        tree.withObject("targets").withObject("chat").put("url", server.url());
        YAML.writeValue(environment.toFile(), tree);
        Path yaml = plan.resolve("plan.yaml");
        String text = Files.readString(yaml);
        String edited = text.replace(PRESERVATION, PRESERVATION + PAUSE)
                .replace("    every: 15m\n", "    every: 3s\n")
                .replace(
                        "\ntargets:\n",
                        "\ntargets:\n  ci: {type: service, url: \"" + server.url()
                                + "\", token: {secret: CI_TOKEN}}\n");
        if (edited.length() < text.length() + PAUSE.length() + 20) {
            throw new IllegalStateException("the plan looks otherwise");
        }
        Files.writeString(yaml, edited);
    }

    private Answer taken(Asked asked) {
        CountDownLatch now = silence;
        if (asked.path().endsWith("/enable")) {
            enabled = true;
        } else if (asked.path().endsWith("/disable")) {
            enabled = false;
        }
        if (silentAt.stream().anyMatch(asked.path()::endsWith)) {
            waiting.add(asked.path().substring(asked.path().lastIndexOf('/')));
            try {
                now.await();
            } catch (InterruptedException over) {
                Thread.currentThread().interrupt();
            }
        }
        boolean asks = asked.method().equals("GET");
        String state = "{\"state\": \"" + (enabled ? "active" : "disabled_manually") + "\", \"workflow_runs\": []}";
        return Answer.of(asks ? 200 : asked.path().endsWith("able") ? 204 : 200, asks ? state : "");
    }

    /** Whoever waits for an answer gets one, and whoever asks there from now on gets none. */
    void isSilentAt(String... paths) {
        CountDownLatch before = silence;
        waiting.clear();
        silence = new CountDownLatch(1);
        silentAt = Set.of(paths);
        before.countDown();
    }

    boolean keepsWaiting(String path) {
        return waiting.contains(path);
    }

    int asked(String path) {
        return (int) server.asked().stream()
                .filter(asked -> asked.path().endsWith(path))
                .count();
    }

    boolean enabled() {
        return enabled;
    }

    List<String> said(String words) {
        return server.asked().stream()
                .map(Asked::body)
                .filter(body -> body.contains(words))
                .toList();
    }

    @Override
    public void close() {
        isSilentAt();
        server.close();
    }
}
