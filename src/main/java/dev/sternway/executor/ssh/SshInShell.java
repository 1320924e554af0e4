package dev.sternway.executor.ssh;

import dev.sternway.plan.Target;
import dev.sternway.plan.Target.Ssh;
import dev.sternway.plan.shell.Needs;
import dev.sternway.plan.shell.Shell;
import dev.sternway.plan.shell.ShellStep;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** One machine after the other, with the keys of the person at the keyboard. */
record SshInShell(Target target, List<String> only) {
    Optional<ShellStep> run(String line, Optional<String> probe, Optional<String> verify) {
        ShellStep said = ShellStep.of(
                        "runs " + line + " on " + String.join(", ", hosts()),
                        onEach(line, " || failed=\"$failed $machine\"")
                                + "\n[ -z \"$failed\" ] || { say \"failed on$failed\"; return 1; }",
                        Needs.command("ssh", "Debian: apt-get install openssh-client"))
                .destroying("perhaps something: a command may do anything");
        String otherwise = " || return 1";
        if (probe.isPresent()) {
            said = said.probing(onEach(probe.get(), otherwise));
        }
        return Optional.of(verify.isPresent() ? said.verifying(onEach(verify.get(), otherwise)) : said);
    }

    private List<String> hosts() {
        return only.isEmpty() ? target.ssh().map(Ssh::hosts).orElse(List.of()) : only;
    }

    private String onEach(String line, String otherwise) {
        String user = target.user().map(it -> it + "@").orElse("");
        String addresses =
                hosts().stream().map(host -> Shell.word("ssh://" + user + host)).collect(Collectors.joining(" "));
        return "failed=''\nset -- " + (addresses.isEmpty() ? "ssh://nowhere" : addresses)
                + "\nfor machine in \"$@\"; do\n    ssh -n -o BatchMode=yes -o StrictHostKeyChecking=yes -o ConnectTimeout=10 \"$machine\" "
                + Shell.quoted(line) + otherwise + "\ndone\n: \"$failed\"";
    }
}
