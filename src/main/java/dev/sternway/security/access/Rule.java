package dev.sternway.security.access;

import java.util.Arrays;
import java.util.List;
import org.springframework.util.AntPathMatcher;

/**
 * Which action some endpoints need.
 *
 * @param methods HTTP methods
 * @param paths {@code *} is one part of a path, {@code **} any number of them
 */
public record Rule(List<String> methods, List<String> paths, Action action) {
    private static final AntPathMatcher PATHS = new AntPathMatcher();

    static Rule get(Action action, String... paths) {
        return new Rule(List.of("GET"), Arrays.asList(paths), action);
    }

    static Rule post(Action action, String... paths) {
        return new Rule(List.of("POST"), Arrays.asList(paths), action);
    }

    /** Everything that changes something. */
    static Rule change(Action action, String... paths) {
        return new Rule(List.of("POST", "PUT", "DELETE"), Arrays.asList(paths), action);
    }

    /** @param asked decoded, without a slash at the end */
    boolean covers(String method, String asked) {
        return methods.contains(method) && paths.stream().anyMatch(path -> PATHS.match(path, asked));
    }

    Rule under(String door) {
        return new Rule(methods, paths.stream().map(path -> door + path).toList(), action);
    }
}
