package dev.sternway.planner.mariadb.reverse;

import dev.sternway.planner.mariadb.rows.TableImage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects how one statement is taken back. */
public final class Undo {
    private final List<String> steps = new ArrayList<>();
    private final List<String> refusals = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final List<String> guards = new ArrayList<>();
    private final Map<String, String> losses = new LinkedHashMap<>();
    private final List<TableImage> imagesBefore = new ArrayList<>();
    private final List<TableImage> imagesAfter = new ArrayList<>();

    void add(String step) {
        steps.add(step);
    }

    void addAll(List<String> more) {
        steps.addAll(more);
    }

    void refuse(String reason) {
        refusals.add(reason);
    }

    void warn(String warning) {
        warnings.add(warning);
    }

    /** @param guard a statement that ends the migration before this statement could do what cannot be undone */
    void guard(String guard) {
        guards.add(guard);
    }

    /** @param count a query that counts it before it is taken back */
    void loses(String what, String count) {
        losses.put(what, count);
    }

    void needsBefore(TableImage image) {
        imagesBefore.add(image);
    }

    void needsAfter(TableImage image) {
        imagesAfter.add(image);
    }

    /** Statements of a body, without semicolons. */
    public List<String> steps() {
        return List.copyOf(steps);
    }

    /** Why there is none, each with what would make it possible. */
    public List<String> refusals() {
        return List.copyOf(refusals);
    }

    /** What people should know about the way back. */
    public List<String> warnings() {
        return List.copyOf(warnings);
    }

    /** Statements to run before it, which end the migration where it could not be undone. */
    public List<String> guards() {
        return List.copyOf(guards);
    }

    /** What goes, with the query that counts it. */
    public Map<String, String> losses() {
        return Map.copyOf(losses);
    }

    public List<TableImage> imagesBefore() {
        return List.copyOf(imagesBefore);
    }

    public List<TableImage> imagesAfter() {
        return List.copyOf(imagesAfter);
    }
}
