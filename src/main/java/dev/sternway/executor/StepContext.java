package dev.sternway.executor;

import dev.sternway.base.Secret;
import dev.sternway.base.Work;
import dev.sternway.plan.Target;
import dev.sternway.plan.Target.SecretReference;
import dev.sternway.plan.allow.Allowed;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/** What a running step may ask Sternway for. */
public interface StepContext {
    /** The step's name, for messages. */
    String step();

    /** Stable over retries and crashes, different for every step of every rollback: use it as idempotency key. */
    String key();

    /** @throws dev.sternway.base.ProblemException SW-0302 when the plan and environment have no such target */
    Target target(String name);

    /** What the environment allows steps to reach and to run. */
    Allowed allowed();

    /** @throws dev.sternway.base.ProblemException SW-0303 when the reference resolves to nothing */
    Secret secret(SecretReference reference);

    /**
     * A file that was sealed with the plan, by its path in the plan's folder.
     *
     * @throws dev.sternway.base.ProblemException SW-0304 when there is none
     */
    byte[] file(String path);

    /** Folder of this guard for large evidence (dumps, salvage files); owner-only; outlives restarts. */
    Path workspace();

    /** Folder of this guard for backups; owner-only, on a disk of its own where the server is set up so; outlives restarts. */
    Path backups();

    /** Small notes of this guard that steps leave for later steps: written at once, in their own transaction. */
    Keepsakes keepsakes();

    /** Streams a line of output into the receipt; secrets are masked, length and number are capped. */
    void print(String line);

    /** Reports progress of long work, 0 to {@code total}; {@code unit} is rows or bytes. */
    void progress(long done, long total, String unit);

    /**
     * To be called before every effect of a long step.
     *
     * @throws LeaseLost when another worker has taken the step over: stop at once, change nothing more;
     *     {@link Cancelled} when a person wants it to end
     */
    void stillMine() throws LeaseLost;

    Clock clock();

    /** What a request may say ({@code traceparent} of W3C) so that the asked one's trace belongs to this attempt. */
    default Optional<String> traceParent() {
        return Optional.empty();
    }

    /** What must end at once when somebody cancels the step; sessions of {@link TargetDatabase} belong to it already. */
    default Work work() {
        return Work.unnamed();
    }

    /** The same surroundings for what has to be put back even though the step was cancelled: nobody is asked any more. */
    default StepContext regardless() {
        return Regardless.of(this);
    }

    /** Somebody cancelled the step: stop at once, and remove what is half done. */
    final class Cancelled extends LeaseLost {
        private static final long serialVersionUID = 1L;

        public Cancelled(String step) {
            super(step);
        }
    }

    /** Another worker owns the step now. */
    class LeaseLost extends Exception {
        private static final long serialVersionUID = 1L;

        public LeaseLost(String step) {
            super("the lease of step '" + step + "' was lost to another worker");
        }
    }
}
