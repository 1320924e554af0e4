package dev.sternway.run.underway;

import dev.sternway.run.recipe.StepRef;
import org.slf4j.MDC;

/** While it is open, every line that the thread logs says of which rollback or guard, and of which step. */
public final class NamedInLog implements AutoCloseable {
    private static final String STEP = "step";
    private final String run;

    private NamedInLog(String run) {
        this.run = run;
    }

    public static NamedInLog of(StepRef ref) {
        String run = ref.runId().startsWith("guard-") ? "guard" : "rollback";
        MDC.put(run, ref.runId());
        MDC.put(STEP, ref.key());
        return new NamedInLog(run);
    }

    @Override
    public void close() {
        MDC.remove(run);
        MDC.remove(STEP);
    }
}
