package dev.sternway.executor.service;

import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.service.Supervisor.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Services in the order in which they stop; they start the other way round.
 *
 * @param readAgain the supervisor reads its files before it starts or reloads anything
 */
record Services(
        Supervisor supervisor,
        StepContext context,
        String target,
        List<String> hosts,
        List<String> names,
        Action action,
        boolean readAgain,
        Duration timeout) {
    private static final List<String> REFUSING = List.of(
            "access denied",
            "authentication required",
            "permission denied",
            "password is required",
            "unauthorized",
            "not in the sudoers",
            "incorrect authentication credentials");
    private static final List<String> AWAY = List.of(
            "failed to connect to bus",
            "has not been booted",
            "refused connection",
            "no such file",
            "not found",
            "shutdown_state");

    static Executor.Nature natureOf(Action action) {
        return action == Action.RESTART || action == Action.RELOAD
                ? Executor.Nature.IDEMPOTENT
                : Executor.Nature.PROBEABLE;
    }

    /** Every service is known, and this log-in may ask; which of them run is noted. */
    Outcome ready() throws Exception {
        return each(place -> {
            List<String> running = new ArrayList<>();
            for (String name : names) {
                if (state(place, name) == State.RUNS) {
                    running.add(name);
                }
            }
            context.keepsakes().keep(note("armed", place), String.join("\n", running));
            return Outcome.done(Map.of("runs", running.isEmpty() ? "none runs" : String.join(" ", running) + " runs"));
        });
    }

    Probe probe() throws Exception {
        if (action == Action.RESTART || action == Action.RELOAD) {
            return Probe.needed();
        }
        return each(this::asWanted) instanceof Outcome.Done done ? new Probe.Already(done.evidence()) : Probe.needed();
    }

    Outcome verify() throws Exception {
        return each(this::asWanted);
    }

    private Outcome asWanted(Place place) throws Exception {
        for (String name : names) {
            boolean wanted = runs(name, place);
            State state = state(place, name);
            if (state != (wanted ? State.RUNS : State.STOPPED)) {
                return Outcome.failed(
                        "SW-1120",
                        name + (wanted ? " does not run" : " has not stopped") + ", it is "
                                + state.name().toLowerCase(Locale.ROOT),
                        place.name(),
                        "Look at its log, then choose again");
            }
        }
        return Outcome.done(Map.of("state", String.join(" ", names) + " as wanted"));
    }

    Outcome run() throws Exception {
        return each(place -> {
            List<String> changed = changed(place);
            if (readAgain) {
                act(place, supervisor.readsAgain(), "the supervisor");
            }
            for (String name : names) {
                if (!runs(name, place)) {
                    change(place, name, Action.STOP, changed);
                }
            }
            List<String> starting = new ArrayList<>(names);
            Collections.reverse(starting);
            for (String name : starting) {
                if (runs(name, place)) {
                    change(place, name, action == Action.AS_ARMED ? Action.START : action, changed);
                }
            }
            return Outcome.done(Map.of(
                    "changed", changed.isEmpty() ? "as wanted already" : action + " " + String.join(" ", changed)));
        });
    }

    private void change(Place place, String name, Action how, List<String> changed) throws Exception {
        State state = state(place, name);
        if (how == Action.STOP && state == State.STOPPED || how == Action.START && state == State.RUNS) {
            return;
        }
        context.stillMine();
        if (!changed.contains(name)) {
            changed.add(name);
            context.keepsakes().keep(note("changed", place), String.join("\n", changed));
        }
        act(place, supervisor.does(how, name, timeout), name);
    }

    private void act(Place place, String line, String name) throws Exception {
        Place.Said said = place.run(line);
        if (said.exit() != 0) {
            if (!name.contains(" ")) {
                place.run(supervisor.explains(name));
            }
            throw trouble(said, name, place);
        }
    }

    /** Starts what this step stopped, and stops what it started. */
    Outcome undo() throws Exception {
        return each(place -> {
            List<String> changed = changed(place);
            List<String> ordered =
                    new ArrayList<>(names.stream().filter(changed::contains).toList());
            boolean starts = action == Action.STOP;
            if (starts) {
                Collections.reverse(ordered);
            }
            for (String name : ordered) {
                boolean running = state(place, name) == State.RUNS;
                if (running != starts) {
                    context.stillMine();
                    act(place, supervisor.does(starts ? Action.START : Action.STOP, name, timeout), name);
                }
            }
            context.keepsakes().forget(note("changed", place));
            return Outcome.done(Map.of("undone", ordered.isEmpty() ? "nothing" : String.join(" ", ordered)));
        });
    }

    private boolean runs(String name, Place place) {
        return action == Action.AS_ARMED
                ? context.keepsakes()
                        .find(note("armed", place))
                        .map(noted -> noted.lines().toList().contains(name))
                        .orElse(true)
                : action != Action.STOP;
    }

    private State state(Place place, String name) throws Exception {
        Place.Said said = place.ask(supervisor.asks(name));
        State state = supervisor.state(said.last());
        if (state == State.UNKNOWN) {
            throw trouble(said, name, place);
        }
        return state;
    }

    private Outcome.Thrown trouble(Place.Said said, String name, Place place) {
        String words = String.join(" / ", said.lines());
        String small = words.toLowerCase(Locale.ROOT);
        if (REFUSING.stream().anyMatch(small::contains)) {
            return Outcome.Thrown.refused(
                    "SW-1122",
                    "this user may not do that with " + name + ": " + words,
                    place.name(),
                    "Give it the right, or sudo: true");
        }
        if (AWAY.stream().anyMatch(small::contains)) {
            return Outcome.Thrown.failed(
                    "SW-1123",
                    "no supervisor answers for " + name + ": " + words,
                    place.name(),
                    "Check that it runs there");
        }
        return supervisor.lacks(words)
                ? Outcome.Thrown.refused(
                        "SW-1121", "there is no service " + name + ": " + words, place.name(), "Correct its name")
                : Outcome.Thrown.failed(
                        "SW-1120", name + ": " + words, place.name(), "Look at its log, then choose again");
    }

    private List<String> changed(Place place) {
        Optional<String> noted = context.keepsakes().find(note("changed", place));
        return new ArrayList<>(
                noted.filter(it -> !it.isEmpty()).map(it -> it.lines().toList()).orElse(List.of()));
    }

    private String note(String what, Place place) {
        String which = what.equals("armed") ? "" : action + "/" + String.join(" ", names) + "/";
        return "service/" + what + "/" + which + target + "/" + place.name();
    }

    private Outcome each(Place.Task task) throws Exception {
        return Place.each(context, target, hosts, timeout, task);
    }
}
