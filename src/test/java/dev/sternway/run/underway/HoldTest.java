package dev.sternway.run.underway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HoldTest {
    private static final Duration LEASE = Duration.ofSeconds(10);

    private final AtomicLong now = new AtomicLong(1_000);
    private final Hold hold = new Hold(LEASE, now.get(), now::get);

    @Test
    void isSureForFourFifthsOfTheLeaseSinceItWasAskedFor() {
        pass(Duration.ofMillis(7_999));
        assertThat(hold.sure()).isTrue();

        pass(Duration.ofMillis(1));
        assertThat(hold.sure()).isFalse();
    }

    @Test
    void countsFromTheMomentInWhichARenewalWasAskedForWheneverTheAnswerCame() {
        pass(Duration.ofSeconds(4));
        long asked = now.get();
        pass(Duration.ofSeconds(3));
        hold.renewed(asked);
        hold.renewed(asked - 1);

        pass(Duration.ofMillis(4_999));
        assertThat(hold.sure()).isTrue();
        pass(Duration.ofMillis(1));
        assertThat(hold.sure()).isFalse();
    }

    @Test
    void staysLostWhateverIsRenewedLater() {
        assertThat(hold.lose()).isTrue();
        assertThat(hold.lose()).isFalse();
        hold.renewed(now.get());

        assertThat(hold.sure()).isFalse();
        assertThat(hold.stands(() -> true)).isFalse();
    }

    @Test
    void fallsWhenTheStoreSaysSo() {
        assertThat(hold.stands(() -> true)).isTrue();
        pass(Duration.ofMillis(250));
        assertThat(hold.stands(() -> false)).isFalse();
        assertThat(hold.stands(() -> false)).isFalse();
    }

    @Test
    void isNotAskedOfTheStoreAgainWithinAQuarterOfASecond() {
        hold.held(now.get());
        pass(Duration.ofMillis(249));
        assertThat(hold.stands(() -> false)).isTrue();

        pass(Duration.ofMillis(1));
        assertThat(hold.stands(() -> false)).isFalse();
    }

    @Test
    void whatTheStoreSaidCountsForNothingWhenTheLeaseIsOver() {
        pass(Duration.ofMillis(7_999));
        hold.held(now.get());
        pass(Duration.ofMillis(1));

        assertThat(hold.stands(() -> true)).isFalse();
    }

    @Test
    void countsAloneWhileTheStoreDoesNotAnswer() {
        assertThat(hold.stands(() -> {
                    throw new IllegalStateException("the database is away");
                }))
                .isTrue();
        CountDownLatch never = new CountDownLatch(1);
        assertThat(hold.stands(() -> silent(never))).isTrue();
    }

    @Test
    void fallsWhenTheLeaseEndedWhileTheStoreWasAsked() {
        assertThat(hold.stands(() -> {
                    pass(LEASE);
                    return true;
                }))
                .isFalse();
    }

    private static boolean silent(CountDownLatch never) {
        try {
            never.await();
            return false;
        } catch (InterruptedException given) {
            return false;
        }
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
