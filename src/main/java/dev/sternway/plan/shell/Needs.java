package dev.sternway.plan.shell;

import dev.sternway.plan.Target.SecretReference;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What must be there before a step of a runbook can run.
 *
 * @param commands programs, each with what it is for
 * @param secrets names of environment variables, each with what it holds
 * @param checks further shell commands that must succeed before anything is done, each with what is wrong otherwise
 * @param functions shell functions by a name of their own; what several steps need is written once
 */
public record Needs(
        Map<String, String> commands,
        Map<String, String> secrets,
        Map<String, String> checks,
        Map<String, String> functions) {
    public static final Needs NOTHING = new Needs(Map.of(), Map.of(), Map.of(), Map.of());

    public Needs {
        commands = new LinkedHashMap<>(commands);
        secrets = new LinkedHashMap<>(secrets);
        checks = new LinkedHashMap<>(checks);
        functions = new LinkedHashMap<>(functions);
    }

    public static Needs command(String name, String what) {
        return new Needs(Map.of(name, what), Map.of(), Map.of(), Map.of());
    }

    public static Needs secret(SecretReference reference, String what) {
        return new Needs(Map.of(), Map.of(Shell.variable(reference.secret()), what), Map.of(), Map.of());
    }

    public static Needs check(String command, String otherwise) {
        return new Needs(Map.of(), Map.of(), Map.of(command, otherwise), Map.of());
    }

    public static Needs function(String name, String text) {
        return new Needs(Map.of(), Map.of(), Map.of(), Map.of(name, text));
    }

    /** Functions from a file beside a class. */
    public static Needs functions(Class<?> beside, String file) {
        try (InputStream content = beside.getResourceAsStream(file)) {
            if (content == null) {
                throw new IllegalStateException("no " + file + " beside " + beside.getName());
            }
            return function(
                    beside.getPackageName() + "/" + file, new String(content.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Both. */
    public Needs and(Needs other) {
        Needs both = new Needs(commands, secrets, checks, functions);
        other.commands.forEach(both.commands::putIfAbsent);
        other.secrets.forEach(both.secrets::putIfAbsent);
        other.checks.forEach(both.checks::putIfAbsent);
        other.functions.forEach(both.functions::putIfAbsent);
        return both;
    }
}
