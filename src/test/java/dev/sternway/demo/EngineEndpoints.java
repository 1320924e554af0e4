package dev.sternway.demo;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.operaton.bpm.engine.rest.impl.DefaultProcessEngineRestServiceImpl;

/** Every endpoint of the engine's REST API, read from its annotations. */
final class EngineEndpoints {
    private static final int DEEPEST = 6;

    private final Set<String> found = new TreeSet<>();

    private EngineEndpoints() {}

    /** @return method, blank, path */
    static Set<String> all() {
        EngineEndpoints endpoints = new EngineEndpoints();
        endpoints.walk(DefaultProcessEngineRestServiceImpl.class, "/engine-rest", 0);
        return endpoints.found;
    }

    private void walk(Class<?> resource, String prefix, int depth) {
        if (depth > DEEPEST) {
            return;
        }
        for (Class<?> type : types(resource)) {
            for (Method method : type.getDeclaredMethods()) {
                Optional<String> part =
                        Optional.ofNullable(method.getAnnotation(Path.class)).map(Path::value);
                Optional<String> verb = verb(method);
                String path = (prefix + part.map(it -> "/" + it).orElse(""))
                        .replaceAll("/+", "/")
                        .replaceAll("/$", "");
                if (verb.isPresent()) {
                    found.add(verb.get() + " " + path);
                } else if (part.isPresent()) {
                    walk(method.getReturnType(), path, depth + 1);
                }
            }
        }
    }

    private static Optional<String> verb(Method method) {
        return Arrays.stream(method.getAnnotations())
                .map(Annotation::annotationType)
                .flatMap(type -> Optional.ofNullable(type.getAnnotation(HttpMethod.class)).stream())
                .map(HttpMethod::value)
                .findFirst();
    }

    private static Set<Class<?>> types(Class<?> resource) {
        Set<Class<?>> all = new LinkedHashSet<>();
        Deque<Class<?>> open = new ArrayDeque<>(Set.of(resource));
        while (!open.isEmpty()) {
            Class<?> next = open.poll();
            if (all.add(next)) {
                Optional.ofNullable(next.getSuperclass()).ifPresent(open::add);
                open.addAll(Arrays.asList(next.getInterfaces()));
            }
        }
        return all;
    }
}
