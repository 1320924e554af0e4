package dev.sternway.executor.service;

import dev.sternway.plan.shell.Shell;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of supervisorctl. It exits with 0 also when a program did not start, so that its state is asked after. */
record Supervisorctl(Optional<String> config) implements Supervisor {
    private static final Pattern STATE =
            Pattern.compile("\\b(RUNNING|STARTING|STOPPED|STOPPING|BACKOFF|EXITED|FATAL|UNKNOWN)\\b");

    @Override
    public String asks(String service) {
        return ctl() + "status " + Shell.word(service);
    }

    @Override
    public State state(String answer) {
        Matcher state = STATE.matcher(answer);
        return !state.find()
                ? State.UNKNOWN
                : switch (state.group(1)) {
                    case "RUNNING" -> State.RUNS;
                    case "STOPPED", "EXITED", "FATAL" -> State.STOPPED;
                    default -> State.BETWEEN;
                };
    }

    @Override
    public boolean lacks(String answer) {
        return answer.contains("no such process");
    }

    @Override
    public String does(Action action, String service, Duration timeout) {
        return ctl() + action.name().toLowerCase(Locale.ROOT) + " " + Shell.word(service);
    }

    @Override
    public String readsAgain() {
        return ctl() + "update";
    }

    @Override
    public String explains(String service) {
        return ctl() + "tail " + Shell.word(service) + " stderr || true";
    }

    private String ctl() {
        return "supervisorctl "
                + config.map(file -> "-c " + Shell.word(file) + " ").orElse("");
    }
}
