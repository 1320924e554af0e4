package dev.sternway.watch.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BreachTest {
    @ParameterizedTest
    @CsvSource({
        "> 10%, 0.1, false",
        "> 10%, 0.1000001, true",
        ">10%, 0.2, true",
        ">= 500, 499.9, false",
        ">= 500, 500, true",
        "< 1, 1, false",
        "< 1, 0.999, true",
        "<= -2.5, -2.5, true",
        "<= -2.5, -2.4, false"
    })
    void holdsOnOneSideOfTheThresholdOnly(String text, double value, boolean holds) {
        assertThat(Breach.parse(text).holds(value, OptionalDouble.empty())).isEqualTo(holds);
    }

    @ParameterizedTest
    @CsvSource({
        "> baseline + 50%, 200, 300, false",
        "> baseline + 50%, 200, 300.1, true",
        "< baseline - 20%, 100, 80, false",
        "< baseline - 20%, 100, 79, true",
        ">= baseline+0%, 7, 7, true"
    })
    void measuresAgainstTheBaseline(String text, double baseline, double value, boolean holds) {
        assertThat(Breach.parse(text).holds(value, OptionalDouble.of(baseline))).isEqualTo(holds);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10%", "= 3", "> ten", "> 10 %%", "> 1e3", "> baseline", "> baseline * 2", ">> 3"})
    void refusesWhatIsNoConditionAndShowsHowOneLooks(String text) {
        assertThatThrownBy(() -> Breach.parse(text))
                .hasMessageContaining("SW-0601")
                .hasMessageContaining("> baseline + 50%");
    }

    @Test
    void isNeverBreachedByNoNumber() {
        assertThat(Breach.parse("> 0").holds(Double.NaN, OptionalDouble.empty()))
                .isFalse();
        assertThat(Breach.parse("< 1").holds(Double.NaN, OptionalDouble.empty()))
                .isFalse();
    }
}
