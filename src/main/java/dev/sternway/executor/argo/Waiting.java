package dev.sternway.executor.argo;

import dev.sternway.executor.StepContext;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Asks again and again what is left to be done, and prints it when it changes. */
record Waiting(StepContext context, Duration timeout) {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** Answers what is left; empty when nothing is. */
    interface Question {
        String ask() throws Exception;
    }

    /** @return whether it came to its end in time */
    boolean until(Question question) throws Exception {
        long start = System.nanoTime();
        String before = "";
        while (true) {
            context.stillMine();
            String left = question.ask();
            if (left.isEmpty()) {
                return true;
            }
            if (!left.equals(before)) {
                context.print(left);
                before = left;
            }
            if (System.nanoTime() - start > timeout.toNanos()) {
                return false;
            }
            TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
        }
    }
}
