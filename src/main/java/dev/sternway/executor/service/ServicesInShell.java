package dev.sternway.executor.service;

import dev.sternway.plan.shell.Needs;
import dev.sternway.plan.shell.ShellStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The supervisor's own commands, in the same order. */
final class ServicesInShell {
    private ServicesInShell() {}

    static ShellStep said(
            Supervisor supervisor,
            List<String> names,
            Action action,
            boolean readAgain,
            Duration timeout,
            Needs needs) {
        List<String> ordered = new ArrayList<>(names);
        if (action != Action.STOP) {
            Collections.reverse(ordered);
        }
        String run = (readAgain ? supervisor.readsAgain() + "\n" : "")
                + ordered.stream()
                        .map(name -> supervisor.does(action, name, timeout))
                        .collect(Collectors.joining("\n"));
        return ShellStep.of(
                action.name().toLowerCase(Locale.ROOT) + "s " + String.join(", ", ordered) + ", one after the other",
                run,
                needs);
    }
}
