package dev.sternway.run.trace;

import dev.sternway.base.Digest;
import dev.sternway.ledger.Receipt;
import org.springframework.context.annotation.Conditional;
import org.springframework.stereotype.Component;

/** Ids made of what they stand for: every node makes the same ones, at any time. */
@Component
@Conditional(TracingOn.class)
public final class TraceIds {
    private static final int TRACE = 32;
    private static final int SPAN = 16;

    /** The trace of a rollback or an arming: 32 hex digits. */
    public String trace(String runId) {
        return Digest.of("trace\n" + runId).substring(0, TRACE);
    }

    /** The span of a whole rollback or arming: 16 hex digits. */
    String root(String runId) {
        return span(runId, "whole");
    }

    String stage(String runId, String activityId) {
        return span(runId, "stage\n" + activityId);
    }

    String attempt(Receipt attempt) {
        return span(
                attempt.runId(),
                "attempt\n" + attempt.phase() + "\n" + attempt.activity() + "\n" + attempt.index() + "\n"
                        + attempt.attempt());
    }

    String waiting(String runId, String taskId) {
        return span(runId, "waiting\n" + taskId);
    }

    /** What a request says so that whoever answers it can hang the own spans below the attempt. */
    public String parent(Receipt attempt) {
        return "00-" + trace(attempt.runId()) + "-" + attempt(attempt) + "-01";
    }

    private static String span(String runId, String what) {
        return Digest.of("span\n" + runId + "\n" + what).substring(0, SPAN);
    }
}
