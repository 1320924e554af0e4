package dev.sternway.executor.traffic;

import dev.sternway.executor.traffic.HaproxyServers.Setting;
import dev.sternway.executor.traffic.HaproxyServers.State;
import dev.sternway.executor.traffic.TrafficHaproxy.Inputs;
import dev.sternway.plan.shell.Needs;
import dev.sternway.plan.shell.Shell;
import dev.sternway.plan.shell.ShellSetting;
import dev.sternway.plan.shell.ShellStep;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The same for a runbook; how it was at arming is known to Sternway only. */
final class HaproxyInShell {
    private HaproxyInShell() {}

    static Optional<ShellStep> said(Inputs inputs, ShellSetting setting) {
        if (inputs.armed()) {
            return Optional.empty();
        }
        String socket = socket(setting.target(inputs.target()).url().orElse(""));
        StringBuilder run =
                new StringBuilder("haproxy=").append(Shell.quoted(socket)).append('\n');
        Map<String, Setting> servers = new TreeMap<>(inputs.servers());
        for (boolean ready : new boolean[] {true, false}) {
            servers.forEach((name, it) -> {
                if ((it.state() == State.READY) == ready) {
                    run.append(commands(inputs, name, it));
                }
            });
        }
        return Optional.of(ShellStep.of(
                        "sets the servers of " + inputs.backend() + " at " + socket + ": " + servers,
                        run.toString().stripTrailing(),
                        Needs.command("socat", "Debian: apt-get install socat")
                                .and(Needs.functions(HaproxyInShell.class, "haproxy.sh")))
                .probing("return 1"));
    }

    private static String commands(Inputs inputs, String name, Setting setting) {
        String server = inputs.backend() + "/" + name;
        String weight = setting.weight()
                .map(it -> "haproxy_tell \"$haproxy\" " + Shell.quoted("set server " + server + " weight " + it) + "\n")
                .orElse("");
        String state = "haproxy_tell \"$haproxy\" "
                + Shell.quoted(
                        "set server " + server + " state " + setting.state().word()) + "\n";
        String wait = setting.state() == State.READY
                ? "haproxy_up \"$haproxy\" " + Shell.word(inputs.backend()) + " " + Shell.word(name) + " "
                        + inputs.upWithin().toSeconds() + "\n"
                : "haproxy_drained \"$haproxy\" " + Shell.word(inputs.backend()) + " " + Shell.word(name) + " "
                        + inputs.drainedWithin().toSeconds() + "\n";
        return weight + state + wait;
    }

    private static String socket(String url) {
        URI uri = URI.create(url);
        return "unix".equals(uri.getScheme())
                ? "UNIX-CONNECT:" + uri.getPath()
                : "TCP:" + uri.getHost() + ":" + uri.getPort();
    }
}
