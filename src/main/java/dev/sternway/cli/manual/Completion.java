package dev.sternway.cli.manual;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what a shell needs to complete verbs and options. */
@Command(
        name = "completion",
        description = {
            "Prints a script that has the shell complete verbs and options.",
            "bash: sternway completion bash > ~/.local/share/bash-completion/completions/sternway",
            "zsh: eval \"$(sternway completion zsh)\" in ~/.zshrc"
        },
        mixinStandardHelpOptions = true)
public final class Completion implements Callable<Integer> {
    private static final String IN_ZSH = "autoload -U +X compinit && compinit\n";

    /** Shells that are served. */
    enum Shell {
        bash,
        zsh
    }

    @Parameters(paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}")
    private Shell shell = Shell.bash;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        String script = AutoComplete.bash("sternway", spec.root().commandLine());
        spec.commandLine().getOut().print(shell == Shell.zsh ? IN_ZSH + script : script);
        spec.commandLine().getOut().flush();
        return 0;
    }
}
