package dev.sternway.watch.source;

import dev.sternway.plan.Trigger;
import dev.sternway.watch.Sample;
import dev.sternway.watch.Source;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Other triggers: 1 while all of the first and any of the second breach, 0 otherwise. */
public record TriggersSource(Trigger.Triggers triggers, Function<String, Optional<Boolean>> breaches)
        implements Source {
    @Override
    public String query() {
        return "all of " + triggers.all() + ", any of " + triggers.any();
    }

    @Override
    public Sample ask() {
        List<Optional<Boolean>> every = Stream.concat(triggers.all().stream(), triggers.any().stream())
                .map(breaches)
                .toList();
        if (every.stream().anyMatch(Optional::isEmpty)) {
            return new Sample.None();
        }
        boolean all = triggers.all().stream().allMatch(this::breaches);
        boolean any = triggers.any().isEmpty() || triggers.any().stream().anyMatch(this::breaches);
        return new Sample.Value(all && any ? 1 : 0);
    }

    private boolean breaches(String id) {
        return breaches.apply(id).orElse(false);
    }
}
