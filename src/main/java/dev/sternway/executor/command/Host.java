package dev.sternway.executor.command;

import dev.sternway.base.ProblemException;
import dev.sternway.executor.StepContext;
import dev.sternway.plan.Target;
import dev.sternway.plan.Target.SecretReference;
import dev.sternway.plan.allow.Allowed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where a command runs, as whom, and what it gets to see: nothing of Sternway's own environment but where programs and home
 * are.
 *
 * @param user whom it runs as; whom Sternway runs as when empty
 */
record Host(Path directory, Map<String, String> environment, Allowed allowed, Optional<RunAs> user) {
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
        Allowed allowed = context.allowed();
        Optional<String> user = allowed.user(target.flatMap(Target::runAs));
        if (!allowed.mayRunAs(user)) {
            throw RunAs.unable(user.orElse("Sternway's own user"), "this environment does not allow it");
        }
        Optional<RunAs> other = user.map(RunAs::named);
        other.ifPresent(it -> environment.putAll(Map.of("HOME", it.home(), "USER", it.user(), "LOGNAME", it.user())));
        target.ifPresent(host ->
                host.variables().forEach((key, value) -> environment.put(key, resolved(value, context))));
        return new Host(directory, environment, allowed, other);
    }

    /** The same place with more variables; those that are there already win. */
    Host with(Map<String, String> more) {
        Map<String, String> all = new TreeMap<>(more);
        all.putAll(environment);
        return new Host(directory, all, allowed, user);
    }

    /**
     * @return where it lies: that is what is to be run
     * @throws ProblemException SW-0505 when there is no such program, SW-0841 when this environment does not allow it
     */
    Path requireProgram(String program) {
        requireAllowed(program);
        return find(program)
                .orElseThrow(() -> ProblemException.of(
                        "SW-0505",
                        "There is no program " + program,
                        directory.toString(),
                        "Install it, make it executable, or correct argv"));
    }

    /** @throws ProblemException SW-0841 when it is there and this environment does not allow it */
    void requireAllowed(String program) {
        find(program).filter(file -> !allowed.mayRun(file)).ifPresent(file -> {
            throw ProblemException.of(
                    "SW-0841",
                    "The command " + file + " is not on the allow-list of this environment",
                    program,
                    "Have whoever runs Sternway add it under commands in the file of STERNWAY_ALLOW; see docs/allow-list.md");
        });
    }

    private Optional<Path> find(String program) {
        Stream<Path> places = program.contains("/")
                ? Stream.of(directory.resolve(program))
                : Pattern.compile(":")
                        .splitAsStream(environment.getOrDefault("PATH", USUAL_PATH))
                        .map(folder -> directory.resolve(folder).resolve(program));
        return places.map(Path::normalize)
                .filter(Files::isExecutable)
                .filter(Files::isRegularFile)
                .findFirst();
    }

    private static String resolved(String value, StepContext context) {
        return value.startsWith(SECRET)
                ? context.secret(new SecretReference(value.substring(SECRET.length())))
                        .reveal()
                : value;
    }
}
