package dev.sternway.run.underway;

import dev.sternway.run.recipe.StepRef;
import java.util.Optional;
import org.slf4j.MDC;

/** While it is open, every line that the thread logs says of which rollback or guard, and of which step. */
public final class NamedInLog implements AutoCloseable {
    private static final String STEP = "step";
    private static final String TRACE = "trace_id";
    private final String run;

    private NamedInLog(String run) {
        this.run = run;
    }

    /** @param trace where the rollback can be found in a tracing system */
    public static NamedInLog of(StepRef ref, Optional<String> trace) {
        String run = ref.runId().startsWith("guard-") ? "guard" : "rollback";
        MDC.put(run, ref.runId());
        MDC.put(STEP, ref.key());
        trace.ifPresent(id -> MDC.put(TRACE, id));
        return new NamedInLog(run);
    }

    @Override
    public void close() {
        MDC.remove(run);
        MDC.remove(STEP);
        MDC.remove(TRACE);
    }
}
