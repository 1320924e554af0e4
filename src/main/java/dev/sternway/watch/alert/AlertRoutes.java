package dev.sternway.watch.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.sternway.base.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The route table: alerts with these labels mean that plan. The first route that matches counts. */
public record AlertRoutes(List<Route> routes) {
    private static final ObjectMapper YAML = JsonMapper.builder(new YAMLFactory())
            .addModule(new Jdk8Module())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** @param match labels and their values, all of which an alert must have; {@code alertname} is the alert's name */
    public record Route(
            Map<String, String> match, String plan, Optional<String> environment, Optional<String> trigger) {
        public Route {
            match = match == null ? Map.of() : Map.copyOf(match);
        }

        boolean matches(Alert alert) {
            return match.entrySet().stream()
                    .allMatch(it -> it.getKey().equals("alertname")
                            ? it.getValue().equals(alert.name())
                            : alert.label(it.getKey())
                                    .filter(it.getValue()::equals)
                                    .isPresent());
        }
    }

    public AlertRoutes {
        routes = routes == null ? List.of() : List.copyOf(routes);
    }

    /** @throws ProblemException SW-0613 when the file cannot be read or has an incomplete route */
    public static AlertRoutes of(Path file) {
        AlertRoutes read;
        String text = "";
        try {
            text = Files.readString(file);
            read = YAML.readValue(text, AlertRoutes.class);
        } catch (UnrecognizedPropertyException unknown) {
            String key = unknown.getPropertyName();
            long line =
                    1 + text.lines().takeWhile(it -> !it.contains(key + ":")).count();
            throw unusable(file + ":" + line, "the key " + key + " is unknown");
        } catch (JsonProcessingException wrong) {
            var place = wrong.getLocation();
            throw unusable(
                    file + (place == null ? "" : ":" + place.getLineNr()),
                    wrong.getOriginalMessage().lines().findFirst().orElse(""));
        } catch (IOException wrong) {
            throw unusable(file.toString(), "it cannot be read: " + wrong.getMessage());
        }
        for (Route route : read.routes()) {
            if (route.plan() == null || route.plan().isBlank() || route.match().isEmpty()) {
                throw unusable(file.toString(), "every route needs match with at least one label, and plan");
            }
        }
        return read;
    }

    public Optional<Route> of(Alert alert) {
        return routes.stream().filter(route -> route.matches(alert)).findFirst();
    }

    private static ProblemException unusable(String where, String what) {
        return ProblemException.of(
                "SW-0613",
                "The routes of alerts cannot be used: " + what,
                where,
                "Write routes: [{match: {team: todo}, plan: add-email}]");
    }
}
