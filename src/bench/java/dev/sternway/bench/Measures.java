package dev.sternway.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Figures by name, several of each, and what they were meant to be. */
final class Measures {
    private final Map<String, List<Double>> figures = new LinkedHashMap<>();
    private final Map<String, String> units = new LinkedHashMap<>();
    private final List<Goal> goals = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    private final long start = System.nanoTime();
    private boolean told = true;

    /** @param most whether the figure must not be larger; otherwise it must not be smaller */
    private record Goal(String name, double found, boolean most, double limit, String why) {
        boolean met() {
            return most ? found <= limit : found >= limit;
        }

        String verdict() {
            if (met()) {
                return "met";
            }
            return why.isEmpty() ? "missed" : "missed, because " + why;
        }
    }

    /** Something that takes time. */
    interface Work {
        void run() throws Exception;
    }

    double time(String name, Work work) throws Exception {
        long start = System.nanoTime();
        work.run();
        double seconds = (System.nanoTime() - start) / 1e9;
        add(name, seconds, "s");
        return seconds;
    }

    void add(String name, double figure, String unit) {
        figures.computeIfAbsent(name, any -> new ArrayList<>()).add(figure);
        units.put(name, unit);
        if (told) {
            System.err.printf(
                    Locale.ROOT, "%5.0f s  %s: %s %s%n", (System.nanoTime() - start) / 1e9, name, text(figure), unit);
        }
    }

    double median(String name) {
        List<Double> sorted = figures.getOrDefault(name, List.of(Double.NaN)).stream()
                .sorted()
                .toList();
        return sorted.get(sorted.size() / 2);
    }

    void goal(String name, double found, boolean most, double limit, String why) {
        goals.add(new Goal(name, found, most, limit, why));
    }

    /** For what is not worth telling while it goes on. */
    void telling(boolean wanted) {
        told = wanted;
    }

    /** Something that readers of the figures must know. */
    void note(String sentence) {
        notes.add(sentence);
    }

    /** Forgets what was measured, but not what was noted. */
    void forget() {
        figures.clear();
        goals.clear();
    }

    void print(PrintStream out, String title, Optional<String> base) {
        out.println(title);
        out.println();
        out.println("| what | median | all runs | against " + base.orElse("the naive script") + " |");
        out.println("|---|---:|---|---:|");
        figures.forEach((name, all) -> {
            boolean compared = base.isPresent() && units.get(name).equals("s");
            String times = compared ? text(median(base.get()) / median(name)) + " × faster" : "";
            out.println("| " + name + " | " + text(median(name)) + " " + units.get(name) + " | "
                    + String.join(", ", all.stream().map(Measures::text).toList()) + " | " + times + " |");
        });
        notes.forEach(note -> out.println("\n" + note));
        if (!goals.isEmpty()) {
            out.println();
            out.println("| target | found | limit | |");
            out.println("|---|---:|---:|---|");
            goals.forEach(goal -> out.println("| " + goal.name() + " | " + text(goal.found()) + " | "
                    + (goal.most() ? "≤ " : "≥ ") + text(goal.limit()) + " | "
                    + goal.verdict() + " |"));
        }
    }

    Map<String, Object> json(String title) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("title", title);
        List<Object> listed = new ArrayList<>();
        figures.forEach((name, runs) -> listed.add(
                Map.of("name", name, "median", median(name), "unit", units.getOrDefault(name, ""), "runs", runs)));
        all.put("figures", listed);
        all.put("notes", notes);
        all.put(
                "targets",
                goals.stream()
                        .map(goal -> Map.of(
                                "name", goal.name(),
                                "found", goal.found(),
                                goal.most() ? "at-most" : "at-least", goal.limit(),
                                "met", goal.met(),
                                "because", goal.met() ? "" : goal.why()))
                        .toList());
        return all;
    }

    static String text(double figure) {
        if (figure >= 1000) {
            return String.format(Locale.ROOT, "%,.0f", figure);
        }
        return String.format(Locale.ROOT, figure >= 10 ? "%.0f" : figure >= 0.1 ? "%.2f" : "%.4f", figure);
    }
}
