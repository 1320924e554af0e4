package dev.sternway.plan.steps;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sternway.plan.Step;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StepOrderTest {
    private static final List<Step> STEPS =
            List.of(step("shop"), step("desk"), step("guards", "shop", "desk"), step("belt", "shop"));

    @Test
    void eachStepStartsAsSoonAsAllThatItWaitsForAreOver() {
        StepOrder order = StepOrder.of(STEPS, 4, 4);

        assertThat(next(order, Set.of(0, 1, 2, 3), Set.of())).containsExactly(0, 1);
        assertThat(next(order, Set.of(2, 3), Set.of(1)))
                .as("the shop is closed")
                .containsExactly(3);
        assertThat(next(order, Set.of(2), Set.of(3))).containsExactly(2);
        assertThat(IntStream.range(0, 4).map(order::wave)).containsExactly(1, 1, 2, 2);
    }

    @Test
    void noMoreRunAtOnceThanThereIsRoomForAndWhatNeedsTheSameThingWaits() {
        assertThat(next(StepOrder.of(STEPS, 4, 1), Set.of(0, 1, 2, 3), Set.of()))
                .containsExactly(0);
        assertThat(next(StepOrder.of(STEPS, 4, 2), Set.of(2, 3), Set.of(0, 1))).isEmpty();
        assertThat(StepOrder.of(STEPS, 4, 4).next(Set.of(0, 1), Set.of(), step -> Set.of("todo")))
                .containsExactly(0);
        assertThat(StepOrder.of(STEPS, 4, 4).next(Set.of(1), Set.of(0), step -> Set.of("todo")))
                .isEmpty();
    }

    @Test
    void whatSternwayBringsRunsOneAfterAnotherBeforeThePlansOwnSteps() {
        StepOrder order = StepOrder.of(STEPS, 2, 4);

        assertThat(next(order, Set.of(0, 1, 2, 3), Set.of())).containsExactly(0);
        assertThat(next(order, Set.of(1, 2, 3), Set.of())).containsExactly(1);
        assertThat(next(order, Set.of(2, 3), Set.of())).containsExactly(2, 3);
    }

    @Test
    void stepsStandBehindWhatTheyComeAfterAndOtherwiseAsTheyWere() {
        assertThat(StepOrder.sorted(List.of(
                        step("c", "b"), step("a"), step("b", "a"), step("round", "about"), step("about", "round"))))
                .extracting(Step::name)
                .containsExactly("a", "b", "c", "round", "about");
    }

    private static List<Integer> next(StepOrder order, Set<Integer> waiting, Set<Integer> running) {
        return order.next(waiting, running, step -> Set.of());
    }

    private static Step step(String name, String... after) {
        return new Step(
                name,
                "command/run",
                JsonNodeFactory.instance.objectNode(),
                Optional.empty(),
                Optional.empty(),
                Step.Retry.USUAL,
                Optional.empty(),
                List.of(after),
                Optional.empty());
    }
}
