package dev.sternway.executor.springcloud;

import dev.sternway.testing.WebServer;
import dev.sternway.testing.WebServer.Answer;
import dev.sternway.testing.WebServer.Asked;
import java.util.concurrent.atomic.AtomicReference;

/** Answers as Spring Boot's actuator documents env, info and its list, and Spring Cloud refresh and busrefresh. */
final class ActuatorInstance implements AutoCloseable {
    static final String TOKEN = "actuator-word";

    final WebServer server = new WebServer(this::answer);
    final AtomicReference<String> source;
    volatile String value;
    volatile String shown = "";
    volatile String links =
            "\"refresh\": {\"href\": \"x\"}, \"busrefresh\": {\"href\": \"x\"}, \"env\": {\"href\": \"x\"}";
    volatile int refreshStatus = 200;
    volatile Runnable beforeRefresh = () -> {};
    volatile Runnable bus = () -> {};

    /** @param source what the configuration server has */
    ActuatorInstance(AtomicReference<String> source) {
        this.source = source;
        this.value = source.get();
    }

    @Override
    public void close() {
        server.close();
    }

    long refreshes() {
        return server.asked().stream()
                .filter(asked -> asked.method().equals("POST"))
                .count();
    }

    void take() {
        value = source.get();
    }

    private Answer answer(Asked asked) {
        if (!asked.headers().getOrDefault("authorization", "").equals("Bearer " + TOKEN)) {
            return Answer.of(401, "");
        }
        return switch (asked.method() + " " + asked.path()) {
            case "GET /actuator" -> Answer.of(200, "{\"_links\": {" + links + "}}");
            case "GET /actuator/env/shop.limit" ->
                Answer.of(
                        200,
                        "{\"property\": {\"source\": \"configserver:shop.yml\", \"value\": \""
                                + (shown.isEmpty() ? value : shown)
                                + "\"}, \"activeProfiles\": [], \"propertySources\": []}");
            case "GET /actuator/info" -> Answer.of(200, "{\"shop\": {\"limit\": " + value + "}}");
            case "POST /actuator/refresh" -> {
                beforeRefresh.run();
                if (refreshStatus == 200) {
                    take();
                }
                yield Answer.of(refreshStatus, refreshStatus == 200 ? "[\"shop.limit\"]" : "no config server");
            }
            case "POST /actuator/busrefresh" -> {
                bus.run();
                yield Answer.of(204, "");
            }
            default -> Answer.of(404, "");
        };
    }
}
