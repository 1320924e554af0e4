package dev.sternway.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sternway.ledger.Receipt.State;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReceiptTest {
    private static final Receipt STARTED = Receipt.started(
            "run",
            "DATA",
            "UNDO_DATA",
            0,
            1,
            "Drop the column",
            "sql/script",
            "digest",
            "worker-1",
            Instant.EPOCH,
            Optional.empty());

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "STARTED")
    void anAttemptEndsOnce(State end) {
        Receipt ended = STARTED.ended(end, Instant.EPOCH.plusSeconds(3), Map.of("rows", "4"), "", Optional.empty());

        assertThat(ended.state()).isEqualTo(end);
        assertThat(ended.endedAt()).contains(Instant.EPOCH.plusSeconds(3));
        assertThatThrownBy(() -> ended.ended(State.DONE, Instant.EPOCH, Map.of(), "", Optional.empty()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(end.name());
    }

    @Test
    void anAttemptDoesNotStartTwice() {
        assertThatThrownBy(() -> STARTED.ended(State.STARTED, Instant.EPOCH, Map.of(), "", Optional.empty()))
                .isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @EnumSource
    void aStepIsDealtWithWhenItIsDoneOrSomebodySaidSo(State state) {
        assertThat(state.succeeded())
                .isEqualTo(state == State.DONE
                        || state == State.ALREADY
                        || state == State.SKIPPED
                        || state == State.BY_HAND);
    }

    @Test
    void aDeadWorkersAttemptIsUnknownNotFailed() {
        assertThat(STARTED.unknown(Instant.EPOCH).state()).isEqualTo(State.UNKNOWN);
    }
}
