package dev.sternway.plan.shell;

import dev.sternway.base.ProblemException;
import dev.sternway.plan.Plan;
import dev.sternway.plan.Target;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;

/**
 * What an executor may look at when it says a step in shell.
 *
 * @param files content of the plan's folder by path
 */
public record ShellSetting(Plan plan, Function<String, Optional<byte[]>> files) {
    /** @throws ProblemException SW-0302 when the plan and environment have no such target */
    public Target target(String name) {
        return Optional.ofNullable(plan.targets().get(name))
                .orElseThrow(() -> ProblemException.of(
                        "SW-0302",
                        "The plan has no target " + name,
                        name,
                        "Name one of " + plan.targets().keySet()));
    }

    /** @throws ProblemException SW-0304 when there is none */
    public String file(String path) {
        return files.apply(path)
                .map(content -> new String(content, StandardCharsets.UTF_8))
                .orElseThrow(() -> ProblemException.of(
                        "SW-0304", "The plan's folder has no file " + path, path, "Add it, or correct the path"));
    }
}
