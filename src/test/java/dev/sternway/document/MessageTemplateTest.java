package dev.sternway.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sternway.base.ProblemException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MessageTemplateTest {
    private static final Map<String, String> WORDS =
            Map.of("feature", "E-mail", "reason", "it says ${feature} and ${env:PATH}", "every", "15m");

    @Test
    void fillsInWords() {
        assertThat(MessageTemplate.fill("We roll ${feature} back; news every ${every}.", WORDS))
                .isEqualTo("We roll E-mail back; news every 15m.");
    }

    @Test
    void fillsValuesInAsTheyAre() {
        assertThat(MessageTemplate.fill("Because ${reason}", WORDS))
                .isEqualTo("Because it says ${feature} and ${env:PATH}");
    }

    @Test
    void twoDollarsStandForOne() {
        assertThat(MessageTemplate.fill("$${feature} costs 5 $", WORDS)).isEqualTo("${feature} costs 5 $");
    }

    @Test
    void refusesAWordThatIsNotKnown() {
        assertThatThrownBy(() -> MessageTemplate.fill("Hello ${nobody}", WORDS))
                .isInstanceOfSatisfying(ProblemException.class, refusal -> {
                    assertThat(refusal.problem().code()).isEqualTo("SW-1001");
                    assertThat(refusal.problem().what()).contains("nobody");
                    assertThat(refusal.problem().next()).isEqualTo("Known are every, feature, reason");
                });
    }

    @Test
    void readsNothingFromTheMachine() {
        assertThatThrownBy(() -> MessageTemplate.fill("${env:PATH} ${sys:user.home} ${script:js:1}", WORDS))
                .isInstanceOf(ProblemException.class);
    }

    @Test
    void hasNoDefaultsThatHideAMistake() {
        assertThatThrownBy(() -> MessageTemplate.fill("${nobody:-someone}", WORDS))
                .isInstanceOf(ProblemException.class);
    }
}
