package dev.sternway.run;

import dev.sternway.executor.Keepsakes;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where guards and their keepsakes are kept. */
public interface Guards {
    void add(Guard guard);

    void replace(Guard guard);

    Optional<Guard> find(String id);

    /** The guard that stands for the plan in the environment, if any: at most one. */
    Optional<Guard> standing(String planId, String environment);

    /** Newest first. */
    List<Guard> in(Guard.State state);

    /** Newest first, at most {@code limit}. */
    List<Guard> latest(int limit);

    /** The plan's in every environment, newest first, at most {@code limit}. */
    List<Guard> ofPlan(String planId, int limit);

    /** Those that keep something under the name, which is not empty. */
    List<Guard> keeping(String keepsake);

    /** Environments for which the plan was ever submitted, in alphabetical order. */
    List<String> environmentsOf(String planId);

    Keepsakes keepsakes(String guardId);

    /** All keepsakes of a guard, by name. */
    Map<String, String> kept(String guardId);
}
