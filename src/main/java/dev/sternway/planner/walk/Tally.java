package dev.sternway.planner.walk;

import dev.sternway.planner.Outcome;
import dev.sternway.planner.Proof;
import dev.sternway.planner.Theirs;
import java.util.EnumMap;
import java.util.Map;

/** How many of which. */
public final class Tally {
    private final Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
    private final Map<Theirs.Result, Integer> theirs = new EnumMap<>(Theirs.Result.class);
    private int migrations;
    private long millis;

    void add(Proof proof) {
        migrations++;
        millis += proof.millis();
        outcomes.merge(proof.outcome(), 1, Integer::sum);
        theirs.merge(proof.theirs().result(), 1, Integer::sum);
    }

    public int migrations() {
        return migrations;
    }

    public long millis() {
        return millis;
    }

    public int count(Outcome outcome) {
        return outcomes.getOrDefault(outcome, 0);
    }

    public int count(Theirs.Result result) {
        return theirs.getOrDefault(result, 0);
    }

    /** Whether every migration has the way back that was asked for. */
    public boolean allGood(Down down) {
        return down == Down.THEIRS
                ? count(Theirs.Result.EQUAL) == migrations && count(Outcome.FAILED_FORWARD) == 0
                : count(Outcome.PROVEN) + count(Outcome.PROVEN_WITH_SALVAGE) == migrations;
    }
}
