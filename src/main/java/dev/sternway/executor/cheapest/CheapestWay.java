package dev.sternway.executor.cheapest;

import dev.sternway.base.Problem;
import dev.sternway.base.ProblemException;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.plan.Plan.Kept;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Goes the cheapest way that fits the damage, and says why it took that one and passed over others. */
public final class CheapestWay {
    /** Beyond this share of the bytes, swapping in the clone takes less time and loses little more. */
    private static final double MOST = 0.5;

    private final StepContext context;
    private final String database;
    private final List<Kept> from;
    private final Ways ways;

    /** @param from what the guard keeps and may be used */
    public CheapestWay(StepContext context, String database, List<Kept> from, Ways ways) {
        this.context = context;
        this.database = database;
        this.from = from;
        this.ways = ways;
    }

    public Probe probe() throws Exception {
        Optional<Choice> begun = Choice.ofThisStep(context, database);
        if (begun.isEmpty()) {
            return Probe.needed();
        }
        Probe probe = ways.probe(begun.get().rung());
        return probe instanceof Probe.Already already
                ? new Probe.Already(
                        with(already.evidence(), begun.get().rung(), begun.get().reasons()))
                : probe;
    }

    public Outcome run() throws Exception {
        Optional<Choice> begun = Choice.ofThisStep(context, database);
        AtHand atHand = AtHand.of(context, database, from, ways);
        if (begun.isEmpty()) {
            atHand.requireFresh();
        }
        begun.ifPresent(it ->
                context.print("goes on with what it began with: " + it.rung().word()));
        List<String> reasons = new ArrayList<>(begun.map(Choice::reasons).orElse(List.of()));
        for (Rung rung : Rung.values()) {
            if (begun.isPresent() && rung.compareTo(begun.get().rung()) < 0) {
                continue;
            }
            Optional<String> whyNot = atHand.whyNot(rung);
            if (whyNot.isPresent()) {
                say(reasons, rung, "passed over, " + whyNot.get());
                continue;
            }
            String measured = atHand.measured(rung);
            context.stillMine();
            new Choice(context.key(), rung, reasons).keep(context, database);
            Outcome outcome = tried(rung);
            if (outcome instanceof Outcome.Done done) {
                say(reasons, rung, "taken, " + measured);
                return Outcome.done(with(done.evidence(), rung, reasons));
            }
            if (outcome instanceof Outcome.Failed) {
                return outcome;
            }
            Problem refusal = ((Outcome.Refused) outcome).problem();
            say(reasons, rung, "refused, " + refusal.code() + " " + refusal.what());
        }
        Choice.forget(context, database);
        return Outcome.refused(
                "SW-0581",
                "No way of putting the data back fits: " + String.join("; ", reasons),
                database,
                "Nothing was changed; mend what stands against the last way, then choose again");
    }

    /** What refuses has changed nothing, so the next rung may be tried. */
    private Outcome tried(Rung rung) throws Exception {
        try {
            return ways.run(rung, MOST);
        } catch (ProblemException refusal) {
            context.stillMine();
            return new Outcome.Refused(refusal.problem());
        }
    }

    private void say(List<String> reasons, Rung rung, String what) {
        String reason = rung.word() + ": " + what;
        reasons.add(reason);
        context.print(reason);
    }

    private static Map<String, String> with(Map<String, String> evidence, Rung rung, List<String> reasons) {
        Map<String, String> all = new LinkedHashMap<>(evidence);
        all.put("rung", rung.word());
        all.put(
                "why",
                String.join("; ", reasons)
                        + all.getOrDefault("why", "").transform(it -> it.isEmpty() ? "" : "; " + it));
        return all;
    }
}
