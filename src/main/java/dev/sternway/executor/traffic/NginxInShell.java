package dev.sternway.executor.traffic;

import dev.sternway.executor.http.HttpInShell;
import dev.sternway.executor.traffic.TrafficNginx.Inputs;
import dev.sternway.plan.shell.Needs;
import dev.sternway.plan.shell.Shell;
import dev.sternway.plan.shell.ShellSetting;
import dev.sternway.plan.shell.ShellStep;

/** The same for a runbook, to be run where nginx runs. */
final class NginxInShell {
    private NginxInShell() {}

    static ShellStep said(Inputs inputs, String content, ShellSetting setting) {
        HttpInShell ask = HttpInShell.of(inputs.serves().asking().call(), setting);
        String file = Shell.word(inputs.file());
        String load = Shell.words(inputs.test()) + " && " + Shell.words(inputs.reload());
        String run = """
                cp %s "$work/before"
                %s
                seen() {
                %s
                }
                if %s && seen; then return 0; fi
                say "It did not work; the old file comes back."
                cat "$work/before" >%s
                %s
                return 1""".formatted(
                        file,
                        Shell.fed("cat >" + file, content),
                        Shell.indented(inputs.serves().asking().inShell(ask)),
                        load,
                        file,
                        load);
        return ShellStep.of(
                "replaces " + inputs.file() + ", lets nginx load it and asks " + ask.words(),
                run,
                ask.needs()
                        .and(Needs.command(
                                inputs.test().get(0), "to test the configuration; run this where nginx runs"))
                        .and(Needs.check("test -w " + file, inputs.file() + " is missing or cannot be written")));
    }
}
