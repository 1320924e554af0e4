package dev.sternway.plan.shell;

import dev.sternway.base.ProblemException;
import dev.sternway.plan.Target;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What an executor may look at when it says a step in shell.
 *
 * @param targets of the plan in its environment
 * @param files content of the plan's folder by path
 */
public record ShellSetting(Map<String, Target> targets, Function<String, Optional<byte[]>> files) {
    /** @throws ProblemException SW-0302 when the plan and environment have no such target */
    public Target target(String name) {
        return Optional.ofNullable(targets.get(name))
                .orElseThrow(() -> ProblemException.of(
                        "SW-0302", "The plan has no target " + name, name, "Name one of " + targets.keySet()));
    }

    /** @throws ProblemException SW-0304 when there is none */
    public String file(String path) {
        return files.apply(path)
                .map(content -> new String(content, StandardCharsets.UTF_8))
                .orElseThrow(() -> ProblemException.of(
                        "SW-0304", "The plan's folder has no file " + path, path, "Add it, or correct the path"));
    }
}
