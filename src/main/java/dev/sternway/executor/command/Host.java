package dev.sternway.executor.command;

import dev.sternway.base.ProblemException;
import dev.sternway.executor.StepContext;
import dev.sternway.plan.Target;
import dev.sternway.plan.Target.SecretReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Where a command runs and what it gets to see: nothing of Sternway's own environment but where programs and home are. */
record Host(Path directory, Map<String, String> environment) {
    private static final String SECRET = "secret:";
    private static final String USUAL_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    private static final List<String> INHERITED = List.of("PATH", "HOME", "LANG");

    /** @throws ProblemException SW-0504 when the target's folder is not there */
    static Host of(StepContext context, Optional<String> name) {
        Map<String, String> environment = new TreeMap<>(Map.of("PATH", USUAL_PATH));
        INHERITED.forEach(variable ->
                Optional.ofNullable(System.getenv(variable)).ifPresent(it -> environment.put(variable, it)));
        Optional<Target> target = name.map(context::target);
        if (target.filter(it -> it.type() == Target.Type.SSH).isPresent()) {
            throw ProblemException.of(
                    "SW-1119",
                    "A command of this machine is not run on " + name.orElse(""),
                    context.step(),
                    "Take ssh/run, or a target of type host");
        }
        Path directory = target.flatMap(Target::directory)
                .map(Path::of)
                .orElseGet(context::workspace)
                .toAbsolutePath();
        if (!Files.isDirectory(directory)) {
            throw ProblemException.of(
                    "SW-0504",
                    "The working directory " + directory + " is not there",
                    name.orElse(context.step()),
                    "Create it, or correct the target's directory");
        }
        target.ifPresent(host ->
                host.variables().forEach((key, value) -> environment.put(key, resolved(value, context))));
        return new Host(directory, environment);
    }

    /** The same place with more variables; those that are there already win. */
    Host with(Map<String, String> more) {
        Map<String, String> all = new TreeMap<>(more);
        all.putAll(environment);
        return new Host(directory, all);
    }

    /** @throws ProblemException SW-0505 when there is no such program */
    void requireProgram(String program) {
        boolean found = program.contains("/")
                ? Files.isExecutable(directory.resolve(program))
                : Pattern.compile(":")
                        .splitAsStream(environment.getOrDefault("PATH", USUAL_PATH))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder).resolve(program)));
        if (!found) {
            throw ProblemException.of(
                    "SW-0505",
                    "There is no program " + program,
                    directory.toString(),
                    "Install it, make it executable, or correct argv");
        }
    }

    private static String resolved(String value, StepContext context) {
        return value.startsWith(SECRET)
                ? context.secret(new SecretReference(value.substring(SECRET.length())))
                        .reveal()
                : value;
    }
}
