package dev.sternway.watch.condition;

import dev.sternway.base.ProblemException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** Breaches joined by {@code and} and {@code or}; {@code and} binds tighter. */
public record Condition(List<List<Breach>> anyOfAll) {
    /** Whether it holds, how near it came, and why. */
    public record Judgement(boolean holds, boolean near, String why) {}

    public Condition {
        anyOfAll = anyOfAll.stream().map(List::copyOf).toList();
    }

    /** @throws ProblemException SW-0601 when a part is no condition */
    public static Condition parse(String text) {
        List<List<Breach>> any = new ArrayList<>();
        for (String all : text.split("\\bor\\b")) {
            any.add(Arrays.stream(all.split("\\band\\b")).map(Breach::parse).toList());
        }
        return new Condition(any);
    }

    /** Whether some part measures against the baseline. */
    public boolean relative() {
        return anyOfAll.stream().flatMap(List::stream).anyMatch(Breach::relative);
    }

    /** The condition as people say it: {@code above 10%}. */
    public String words() {
        return anyOfAll.stream()
                .map(all -> all.stream().map(Breach::words).collect(Collectors.joining(" and ")))
                .collect(Collectors.joining(" or "));
    }

    /** @param baseline without one, what measures against it does not hold */
    public Judgement judge(double value, OptionalDouble baseline) {
        return judge(value, baseline, Unit.NUMBER);
    }

    /** @param baseline without one, what measures against it does not hold; {@code unit} says what the value is */
    public Judgement judge(double value, OptionalDouble baseline, Unit unit) {
        boolean holds = anyOfAll.stream().anyMatch(all -> all.stream().allMatch(part -> part.holds(value, baseline)));
        boolean near = !holds
                && !unit.yesOrNo()
                && anyOfAll.stream()
                        .anyMatch(all -> all.size() > 1 && all.stream().anyMatch(part -> part.holds(value, baseline))
                                || all.stream().allMatch(part -> part.near(value, baseline)));
        String why = anyOfAll.stream()
                .map(all -> all.stream()
                        .map(part -> part.said(value, baseline, unit))
                        .collect(Collectors.joining(" and ")))
                .distinct()
                .collect(Collectors.joining(", or "));
        return new Judgement(holds, near, why);
    }
}
