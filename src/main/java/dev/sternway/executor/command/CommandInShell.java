package dev.sternway.executor.command;

import dev.sternway.base.DurationText;
import dev.sternway.executor.command.CommandRun.Inputs;
import dev.sternway.plan.Target;
import dev.sternway.plan.Target.SecretReference;
import dev.sternway.plan.shell.Needs;
import dev.sternway.plan.shell.Shell;
import dev.sternway.plan.shell.ShellSetting;
import dev.sternway.plan.shell.ShellStep;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** A command as it is, in the folder and with the variables of its host; to be run on that host. */
final class CommandInShell {
    private static final String SECRET = "secret:";
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private final Inputs inputs;
    private final Optional<Target> host;

    private CommandInShell(Inputs inputs, ShellSetting setting) {
        this.inputs = inputs;
        this.host = inputs.host().map(setting::target);
    }

    /** Empty when a shell cannot set the host's variables. */
    static Optional<ShellStep> said(Inputs inputs, ShellSetting setting) {
        CommandInShell command = new CommandInShell(inputs, setting);
        return command.variables().keySet().stream()
                        .allMatch(name -> NAME.matcher(name).matches())
                ? Optional.of(command.step())
                : Optional.empty();
    }

    private ShellStep step() {
        List<String> argv = inputs.shell() ? List.of("sh", "-c", inputs.argv().get(0)) : inputs.argv();
        String codes = String.join(
                " ", inputs.expectExit().stream().map(String::valueOf).toList());
        String place = directory().map(folder -> " in " + folder).orElse("");
        ShellStep said = ShellStep.of(
                        "runs " + String.join(" ", inputs.argv()) + place + ", for at most "
                                + DurationText.format(inputs.timeout()),
                        setUp() + "ends_with " + Shell.quoted(codes) + " "
                                + inputs.timeout().toSeconds() + " " + Shell.words(argv),
                        needs(argv.get(0)))
                .destroying("perhaps something: a command may do anything");
        if (!inputs.probe().isEmpty()) {
            said = said.probing(setUp() + question(inputs.probe()));
        }
        return inputs.verify().isEmpty() ? said : said.verifying(setUp() + question(inputs.verify()));
    }

    private String question(List<String> argv) {
        return "limited " + Math.min(60, inputs.timeout().toSeconds()) + " " + Shell.words(argv)
                + " </dev/null || return 1";
    }

    private String setUp() {
        StringBuilder text = new StringBuilder();
        directory()
                .ifPresent(
                        folder -> text.append("cd ").append(Shell.word(folder)).append(" || return 2\n"));
        variables()
                .forEach((name, value) -> text.append("export ")
                        .append(name)
                        .append('=')
                        .append(value)
                        .append('\n'));
        return text.toString();
    }

    private Optional<String> directory() {
        return host.flatMap(Target::directory);
    }

    private Map<String, String> variables() {
        Map<String, String> variables = new TreeMap<>();
        host.ifPresent(target -> target.variables()
                .forEach((name, value) -> variables.put(
                        name,
                        value.startsWith(SECRET)
                                ? Shell.secret(new SecretReference(value.substring(SECRET.length())))
                                : Shell.quoted(value))));
        return variables;
    }

    private Needs needs(String program) {
        Needs needs = Needs.functions(CommandInShell.class, "command.sh");
        String name = inputs.host().orElse("");
        for (String value : host.map(Target::variables).orElse(Map.of()).values()) {
            if (value.startsWith(SECRET)) {
                needs = needs.and(Needs.secret(new SecretReference(value.substring(SECRET.length())), "for " + name));
            }
        }
        String folder = directory().orElse("");
        if (!folder.isEmpty()) {
            needs = needs.and(
                    Needs.check("test -d " + Shell.word(folder), folder + " is not here; run this on " + name));
        }
        if (!program.contains("/")) {
            return needs.and(Needs.command(program, "for " + (name.isEmpty() ? "a command" : name)));
        }
        String path = program.startsWith("/") || folder.isEmpty() ? program : folder + "/" + program;
        return needs.and(Needs.check("test -x " + Shell.word(path), path + " is missing or not executable"));
    }
}
