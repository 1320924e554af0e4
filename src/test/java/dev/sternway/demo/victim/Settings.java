package dev.sternway.demo.victim;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the service was started.
 *
 * @param port 0 takes a free one
 * @param state folder that outlives a deployment: switches, pid and version of the running process
 * @param frontEnd folder whose index.html is the front end
 * @param owner process without which the service has no reason to live
 */
record Settings(
        Shape shape,
        int port,
        Path state,
        Optional<Path> frontEnd,
        Optional<Long> owner,
        String databaseUrl,
        String databaseUser,
        String databasePassword) {
    static Settings from(List<String> arguments, Map<String, String> environment) {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i + 1 < arguments.size(); i += 2) {
            given.put(arguments.get(i), arguments.get(i + 1));
        }
        return new Settings(
                Shape.of(given.getOrDefault("--release", "add-email"), given.getOrDefault("--version", "1")),
                Integer.parseInt(given.getOrDefault("--port", "0")),
                Path.of(given.getOrDefault("--state", "state")),
                Optional.ofNullable(given.get("--front-end")).map(Path::of),
                Optional.ofNullable(given.get("--owner")).map(Long::valueOf),
                required(environment, "TODO_DB_URL"),
                required(environment, "TODO_DB_USER"),
                required(environment, "TODO_DB_PASSWORD"));
    }

    private static String required(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name))
                .orElseThrow(() -> new IllegalArgumentException("the environment variable " + name + " is missing"));
    }
}
