package dev.sternway.plan.steps;

import dev.sternway.plan.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * In which order the steps of one activity start. Each starts as soon as all that it waits for are over and there is room.
 *
 * @param atOnce how many may run at once; 0 when they run one after another, as they stand
 * @param waitsFor for each step the positions of those that must be over before
 */
public record StepOrder(int atOnce, List<Set<Integer>> waitsFor) {
    public StepOrder {
        waitsFor = waitsFor.stream().map(Set::copyOf).toList();
    }

    static StepOrder oneAfterAnother(int steps) {
        return new StepOrder(0, Collections.nCopies(steps, Set.of()));
    }

    /**
     * What Sternway brings by itself runs one after another, and before the plan's own steps.
     *
     * @param own how many of the steps, counted from the end, are the plan's
     */
    static StepOrder of(List<Step> steps, int own, int atOnce) {
        int brought = steps.size() - own;
        List<Set<Integer>> waitsFor = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            Set<Integer> before = new TreeSet<>();
            if (i < brought && i > 0) {
                before.add(i - 1);
            }
            if (i >= brought) {
                if (brought > 0) {
                    before.add(brought - 1);
                }
                for (int j = brought; j < steps.size(); j++) {
                    if (j != i && steps.get(i).after().contains(steps.get(j).name())) {
                        before.add(j);
                    }
                }
            }
            waitsFor.add(before);
        }
        return new StepOrder(atOnce, waitsFor);
    }

    /** The same steps, each behind all that it comes after, else as they stand. A circle stays as it stands. */
    static List<Step> sorted(List<Step> steps) {
        List<Step> left = new ArrayList<>(steps);
        List<Step> sorted = new ArrayList<>();
        while (!left.isEmpty()) {
            Step next = left.stream()
                    .filter(step -> left.stream()
                            .noneMatch(other -> other != step && step.after().contains(other.name())))
                    .findFirst()
                    .orElse(left.get(0));
            left.remove(next);
            sorted.add(next);
        }
        return sorted;
    }

    public boolean parallel() {
        return atOnce > 0;
    }

    /** Counted from 1: the steps of a wave could all run at once if there were room for them. */
    public int wave(int step) {
        return parallel() ? wave(step, new HashSet<>()) : step + 1;
    }

    private int wave(int step, Set<Integer> seen) {
        int wave = 1;
        for (int before : waitsFor.get(step)) {
            if (seen.add(before)) {
                wave = Math.max(wave, 1 + wave(before, seen));
                seen.remove(before);
            }
        }
        return wave;
    }

    /**
     * Which steps start now.
     *
     * @param holds what a step must have for itself while it runs, for example a database
     */
    public List<Integer> next(Set<Integer> waiting, Set<Integer> running, Function<Integer, Set<String>> holds) {
        Set<String> held = new HashSet<>();
        running.forEach(step -> held.addAll(holds.apply(step)));
        List<Integer> next = new ArrayList<>();
        for (int step : new TreeSet<>(waiting)) {
            boolean mayStart = waitsFor.get(step).stream()
                    .noneMatch(before -> waiting.contains(before) || running.contains(before));
            boolean room = running.size() + next.size() < Math.max(1, atOnce);
            if (mayStart && room && Collections.disjoint(held, holds.apply(step))) {
                held.addAll(holds.apply(step));
                next.add(step);
            }
        }
        return next;
    }
}
