package dev.sternway.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * What happens to a node: while it runs a step, or so long after the start.
 *
 * @param step how the step's name begins; empty for a moment
 * @param victim which node, when it is no step's
 */
record Blow(Kind kind, Optional<String> step, long afterMillis, int victim) {
    private static final Duration LONGEST_RUN = Duration.ofSeconds(120);
    private static final Duration TAKEN_OVER = Duration.ofSeconds(15);
    private static final long LONGER_THAN_A_LEASE = 14_000;

    enum Kind {
        KILLED,
        PAUSED,
        REFUSED,
        SILENCED,
        TOLD_TO_END,
        CLOCK_FORWARD,
        CLOCK_BACK,
        /** For all nodes. */
        DATABASE_AWAY,
        /** As when the power is cut. */
        ALL_KILLED;

        boolean leavesNobody() {
            return this == DATABASE_AWAY || this == ALL_KILLED;
        }
    }

    static Blow at(String step, Kind kind) {
        return new Blow(kind, Optional.of(step), 0, 0);
    }

    static Blow after(long millis, int victim, Kind kind) {
        return new Blow(kind, Optional.empty(), millis, victim);
    }

    /** Strikes the first rollback, and returns when all have ended and both nodes are whole again. */
    void strike(Pair pair, List<String> runs) throws Exception {
        Node hit = moment(pair, runs);
        Node left = pair.other(hit);
        long struck = System.nanoTime();
        CompletableFuture<Void> healed = strike(pair, hit);
        try {
            if (kind.leavesNobody()) {
                healed.get(LONGEST_RUN.toSeconds(), TimeUnit.SECONDS);
            } else if (step.isPresent() && kind != Kind.CLOCK_FORWARD && kind != Kind.CLOCK_BACK) {
                Awaitility.await()
                        .atMost(LONGEST_RUN)
                        .pollInterval(50, TimeUnit.MILLISECONDS)
                        .until(() -> pair.goesOn(runs.get(0), step.get(), left));
                assertThat(Duration.ofNanos(System.nanoTime() - struck))
                        .as("taken over after")
                        .isLessThan(TAKEN_OVER);
            }
            Awaitility.await().atMost(LONGEST_RUN).until(() -> {
                pair.attend(left);
                return pair.over(runs);
            });
        } finally {
            healed.get(LONGEST_RUN.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private Node moment(Pair pair, List<String> runs) {
        if (step.isEmpty()) {
            long from = System.nanoTime();
            Awaitility.await().atMost(LONGEST_RUN).until(() -> {
                pair.desk(pair.one).attend();
                return System.nanoTime() - from > TimeUnit.MILLISECONDS.toNanos(afterMillis);
            });
            return pair.nodes().get(victim);
        }
        long[] asked = {0};
        return Awaitility.await()
                .atMost(LONGEST_RUN)
                .pollInterval(5, TimeUnit.MILLISECONDS)
                .until(
                        () -> {
                            if (asked[0]++ % 20 == 0) {
                                pair.desk(pair.one).attend();
                            }
                            return pair.running(runs.get(0), step.get());
                        },
                        Optional::isPresent)
                .orElseThrow();
    }

    private CompletableFuture<Void> strike(Pair pair, Node hit) throws Exception {
        switch (kind) {
            case KILLED -> hit.kill();
            case PAUSED -> hit.pause();
            case REFUSED -> hit.line().cut(CutLine.State.REFUSES);
            case TOLD_TO_END -> {}
            case CLOCK_FORWARD -> hit.setClock("+3h");
            case CLOCK_BACK -> hit.setClock("-3h");
            case DATABASE_AWAY -> pair.nodes().forEach(node -> node.line().cut(CutLine.State.REFUSES));
            case ALL_KILLED -> pair.killAll();
            case SILENCED -> hit.line().cut(CutLine.State.SILENT);
            default -> throw new IllegalStateException(kind.name());
        }
        boolean ends = kind == Kind.KILLED || kind == Kind.TOLD_TO_END || kind == Kind.ALL_KILLED;
        long wait = ends ? 0 : LONGER_THAN_A_LEASE;
        return CompletableFuture.runAsync(
                () -> heal(pair, hit), CompletableFuture.delayedExecutor(wait, TimeUnit.MILLISECONDS));
    }

    private void heal(Pair pair, Node hit) {
        try {
            switch (kind) {
                case KILLED -> hit.startAgain();
                case ALL_KILLED -> pair.startAllAgain();
                case TOLD_TO_END -> {
                    hit.tellToEnd();
                    hit.startAgain();
                }
                case PAUSED -> hit.goOn();
                case CLOCK_FORWARD, CLOCK_BACK -> hit.setClock("+0");
                case DATABASE_AWAY -> pair.nodes().forEach(node -> node.line().mend());
                default -> hit.line().mend();
            }
        } catch (Exception broken) {
            throw new IllegalStateException(broken);
        }
    }

    @Override
    public String toString() {
        return kind
                + step.map(it -> " while it runs " + it).orElse(" node " + victim + " after " + afterMillis + " ms");
    }
}
