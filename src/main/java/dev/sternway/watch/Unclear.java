package dev.sternway.watch;

import dev.sternway.plan.Trigger;
import dev.sternway.plan.Trigger.NoData;
import dev.sternway.watch.Verdict.Outcome;
import java.util.Optional;

/** What a trigger's plan says about answers without a usable number. What it leaves out, {@code no-data} says; else a person is asked. */
final class Unclear {
    private Unclear() {}

    static NoData means(Trigger trigger, Sample sample) {
        Optional<NoData> said = Optional.empty();
        if (sample instanceof Sample.Value) {
            said = trigger.unclear().nan();
        } else if (sample instanceof Sample.NoTraffic) {
            said = trigger.unclear().noTraffic();
        } else if (sample instanceof Sample.Down) {
            said = trigger.unclear().sourceDown();
        }
        return said.or(trigger::noData).orElse(NoData.ASK);
    }

    /** Flapping has numbers, so {@code no-data} says nothing about it. */
    static NoData flapping(Trigger trigger) {
        return trigger.unclear().flapping().orElse(NoData.ASK);
    }

    /** When it is to be ignored. */
    static Outcome outcome(Sample sample) {
        if (sample instanceof Sample.Value) {
            return Outcome.NO_NUMBER;
        }
        if (sample instanceof Sample.NoTraffic) {
            return Outcome.NO_TRAFFIC;
        }
        return sample instanceof Sample.Down ? Outcome.SOURCE_DOWN : Outcome.NO_DATA;
    }
}
