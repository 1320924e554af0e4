package dev.sternway.document.runbook;

import dev.sternway.base.Digest;
import dev.sternway.plan.Plan.Metadata;
import dev.sternway.plan.shell.Needs;
import dev.sternway.plan.shell.Shell;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Puts the script together: what the plan says, the runner, the functions that steps need, the steps. */
final class ScriptText {
    private static final int ID = 16;

    private final Runbook runbook;
    private final List<RunbookStep> steps;
    private final Needs needs;

    ScriptText(Runbook runbook, List<RunbookStep> steps) {
        this.runbook = runbook;
        this.steps = steps;
        Needs all = Needs.NOTHING;
        for (RunbookStep step : steps) {
            all = all.and(step.shell().needs());
        }
        this.needs = all;
    }

    String text() {
        String body = runner() + "\n" + secrets() + "\n" + contacts() + "\n" + new StepFunctions(steps).text() + "\n"
                + checks() + "\n" + functions();
        String settings = settings();
        return head() + settings + "script_id=" + Digest.of(settings + body).substring(0, ID) + "\n\n" + body
                + "\nmain \"$@\"\n";
    }

    private String head() {
        Metadata metadata = runbook.plan().metadata();
        return """
                #!/bin/sh
                # Rollback of %s: %s, release %s%s
                # %s
                #
                # Made by Sternway from the plan's folder with the digest %s,
                # %s
                # Run it with --help first, then with --dry-run.
                set -eu
                umask 077

                """.formatted(
                comment(metadata.id()),
                comment(metadata.title()),
                comment(metadata.release()),
                runbook.environment().map(name -> ", in " + comment(name)).orElse(""),
                runbook.levelWords(),
                runbook.digest(),
                runbook.begun()
                        .map(begun -> "to go on with " + comment(begun.id())
                                + " where Sternway left it; what was finished is left out.")
                        .orElse(
                                "for the day Sternway itself is down. It takes the same steps. Keep it where it can be reached"
                                        + " then, and\n# make it anew whenever the plan changes."));
    }

    private String settings() {
        Metadata metadata = runbook.plan().metadata();
        String environment = runbook.environment().orElse("");
        List<Duration> estimates = steps.stream()
                .map(RunbookStep::estimate)
                .flatMap(Optional::stream)
                .toList();
        String folder = (metadata.id() + "-" + (environment.isEmpty() ? "" : environment + "-")
                        + runbook.begun()
                                .map(Runbook.Begun::id)
                                .orElse(runbook.level().name()) + ".rollback")
                .replaceAll("[^A-Za-z0-9._-]", "_");
        Map<String, String> values = new LinkedHashMap<>();
        values.put("plan", Shell.quoted(metadata.id()));
        values.put("title", Shell.quoted(metadata.title()));
        values.put("release", Shell.quoted(metadata.release()));
        values.put("environment", Shell.quoted(environment));
        values.put("level_words", Shell.quoted(runbook.levelWords()));
        values.put("loses", Shell.quoted(runbook.loses()));
        values.put("last", String.valueOf(steps.size()));
        values.put("estimated", String.valueOf(estimates.size()));
        values.put(
                "estimate_in_all",
                String.valueOf(estimates.stream().mapToLong(Duration::toSeconds).sum()));
        runbook.begun().ifPresent(begun -> {
            values.put("run_id", Shell.quoted(begun.id()));
            values.put("known_reason", Shell.quoted(begun.reason().replaceAll("\\s+", " ")));
            values.put("known_incident", Shell.quoted(begun.incident().orElse("")));
        });
        values.put("usual_folder", Shell.quoted("./" + folder));
        return values.entrySet().stream()
                .map(value -> value.getKey() + "=" + value.getValue() + "\n")
                .collect(Collectors.joining());
    }

    private String secrets() {
        List<String> read = new ArrayList<>();
        needs.secrets().forEach((name, what) -> read.add("""
                if [ -z "${%1$s-}" ] && [ -n "${%1$s_FILE-}" ]; then
                    %1$s=$(cat "$%1$s_FILE")
                fi
                unexported=${%1$s-}
                unset %1$s
                %1$s=$unexported""".formatted(name)));
        String masks = needs.secrets().keySet().stream()
                .map(name -> "mask \"$" + name + '"')
                .collect(Collectors.joining("\n"));
        String listed = needs.secrets().entrySet().stream()
                .map(secret -> "say " + Shell.quoted("  " + secret.getKey() + "  " + secret.getValue()))
                .collect(Collectors.joining("\n"));
        return "# read_secrets: from here on no program sees them but those that are given them\n"
                + function("read_secrets", String.join("\n", read))
                + function("mask_secrets", masks)
                + function("secrets", listed.isEmpty() ? "say '  none'" : listed);
    }

    private String contacts() {
        List<String> lines = new People(runbook.plan(), runbook.level()).contacts();
        return function(
                "contacts",
                "say 'Whom to call:'\n"
                        + lines.stream()
                                .map(line -> "say " + Shell.quoted("  " + line))
                                .collect(Collectors.joining("\n")));
    }

    /** Which of the steps that are left need what. */
    private String checks() {
        List<String> lines = new ArrayList<>();
        needs.commands()
                .forEach((name, what) -> lines.add(needing(
                        users(step -> step.commands().containsKey(name)),
                        "need_command " + Shell.word(name) + " " + Shell.quoted(what))));
        needs.secrets()
                .forEach((name, what) -> lines.add(needing(
                        users(step -> step.secrets().containsKey(name)),
                        "need_secret " + name + " \"$" + name + "\" " + Shell.quoted(what))));
        needs.checks()
                .forEach((command, otherwise) -> lines.add(needing(
                        users(step -> step.checks().containsKey(command)),
                        command + " || missing " + Shell.quoted(otherwise))));
        return "# check_needs STEPS: those that are left\n" + function("check_needs", String.join("\n", lines));
    }

    private List<Integer> users(java.util.function.Predicate<Needs> need) {
        return IntStream.rangeClosed(1, steps.size())
                .filter(number -> need.test(steps.get(number - 1).shell().needs()))
                .boxed()
                .toList();
    }

    private static String needing(List<Integer> users, String command) {
        String any = users.stream().map(number -> "*' " + number + " '*").collect(Collectors.joining(" | "));
        return "case $1 in " + any + ") " + command + " ;; esac";
    }

    private String functions() {
        return String.join("\n", needs.functions().values());
    }

    static String function(String name, String body) {
        return name + "() {\n" + Shell.indented(body.isEmpty() ? ":" : body) + "\n}\n";
    }

    private static String comment(String text) {
        return text.replaceAll("\\s+", " ");
    }

    private static String runner() {
        try (InputStream content = ScriptText.class.getResourceAsStream("runner.sh")) {
            if (content == null) {
                throw new IllegalStateException("no runner.sh");
            }
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
