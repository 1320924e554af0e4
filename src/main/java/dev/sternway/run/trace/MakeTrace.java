package dev.sternway.run.trace;

import dev.sternway.ledger.Entry;
import dev.sternway.run.Rollback;
import dev.sternway.run.Runs;
import dev.sternway.run.Trail;
import dev.sternway.run.step.Receipts;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.context.annotation.Conditional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Makes the spans of a run that is over, from what is committed. */
@Component
@Conditional(TracingOn.class)
class MakeTrace {
    private final Runs runs;
    private final Receipts receipts;
    private final Trail trail;
    private final EngineHistory history;
    private final TraceIds ids;
    private final Clock clock;

    MakeTrace(Runs runs, Receipts receipts, Trail trail, EngineHistory history, TraceIds ids, Clock clock) {
        this.runs = runs;
        this.receipts = receipts;
        this.trail = trail;
        this.history = history;
        this.ids = ids;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public List<Span> of(String runId) {
        Runs.Run run = runs.get(runId);
        Instant until = run.rollback()
                .flatMap(Rollback::endedAt)
                .or(() -> run.guard().armedAt())
                .or(() -> trail.of(runId).stream()
                        .filter(entry -> entry.kind() == Entry.Kind.GUARD_ENDED)
                        .map(Entry::at)
                        .findFirst())
                .orElseGet(clock::instant);
        return new Spans(run, receipts.of(runId), history.of(runId), until, ids).all();
    }
}
