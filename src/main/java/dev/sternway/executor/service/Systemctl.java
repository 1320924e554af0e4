package dev.sternway.executor.service;

import dev.sternway.plan.shell.Shell;
import java.time.Duration;
import java.util.Locale;

/** The words of systemctl. */
record Systemctl(boolean user, boolean sudo) implements Supervisor {
    @Override
    public String asks(String service) {
        return "LC_ALL=C systemctl" + (user ? " --user" : "") + " show --property=LoadState,ActiveState "
                + Shell.word(service) + " | tr '\\n' ' '";
    }

    @Override
    public State state(String answer) {
        if (!answer.contains("LoadState=loaded")) {
            return State.UNKNOWN;
        }
        if (answer.contains("ActiveState=active")) {
            return State.RUNS;
        }
        return answer.contains("ActiveState=inactive") || answer.contains("ActiveState=failed")
                ? State.STOPPED
                : State.BETWEEN;
    }

    @Override
    public boolean lacks(String answer) {
        return answer.contains("LoadState=");
    }

    @Override
    public String does(Action action, String service, Duration timeout) {
        return systemctl() + action.name().toLowerCase(Locale.ROOT) + " " + Shell.word(service);
    }

    @Override
    public String readsAgain() {
        return systemctl() + "daemon-reload";
    }

    @Override
    public String explains(String service) {
        return systemctl() + "status --no-pager --lines=10 " + Shell.word(service) + " || true";
    }

    private String systemctl() {
        return "LC_ALL=C " + (sudo ? "sudo -n " : "") + "systemctl " + (user ? "--user " : "");
    }
}
