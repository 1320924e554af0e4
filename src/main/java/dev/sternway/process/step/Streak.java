package dev.sternway.process.step;

import dev.sternway.process.step.Leases.Held;
import dev.sternway.process.step.NudgeWorker.Due;
import dev.sternway.run.Runs;
import dev.sternway.run.recipe.StepRef;
import dev.sternway.run.step.OpenStep;
import dev.sternway.run.step.RunStep;
import dev.sternway.run.step.StepResult;
import dev.sternway.run.underway.Hold;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Steps that follow each other, run by one worker under the lease of one task. Each step's receipt ends in the transaction
 * that opens the next one's; the engine is told of several at once, half a second late or a little more. Should the worker
 * die, the next one finds from the receipts what is done.
 */
final class Streak {
    private static final long LATE_NANOS = Duration.ofMillis(500).toNanos();
    private static final int MOST = 50;
    private static final Logger LOG = LoggerFactory.getLogger(Streak.class);

    private final StepReport report;
    private final String owner;
    private final Held held;
    private final Hold hold;
    private Told told;
    private long since = Hold.now();
    private boolean another;

    Streak(Due first, String owner, StepReport report, Held held) {
        this.report = report;
        this.owner = owner;
        this.held = held;
        this.hold = held.hold();
        this.told = new Told(first, 0, first.opened().map(OpenStep.Opened::run));
    }

    /**
     * What the engine knows.
     *
     * @param due the step whose task it has
     * @param ahead how many steps are done since, that one included
     * @param run as it was read within the last half second
     */
    record Told(Due due, int ahead, Optional<Runs.Run> run) {
        private Told oneMore(Runs.Run read) {
            return new Told(due, ahead + 1, Optional.of(read));
        }

        private Told withoutRun() {
            return new Told(due, ahead, Optional.empty());
        }
    }

    /** What the engine has for the step that runs, or for one before it. */
    Due task() {
        held.telling().lock();
        try {
            return told.due();
        } finally {
            held.telling().unlock();
        }
    }

    /** @return the step that follows, opened; empty when the engine has to be told before anything goes on */
    Optional<OpenStep.Opened> goOn(RunStep.Attempt attempt) {
        held.telling().lock();
        try {
            if (late()) {
                told = told.withoutRun();
            }
            if (!(attempt.result() instanceof StepResult.Done)
                    || !hold.sure()
                    || told.ahead() > 0 && late()
                    || told.ahead() >= MOST) {
                return Optional.empty();
            }
            return told.due().following(told.ahead() + 1).flatMap(next -> opened(attempt, next));
        } catch (RuntimeException away) {
            LOG.debug("What follows {} is asked of the engine", told.due().ref().key(), away);
            return Optional.empty();
        } finally {
            held.telling().unlock();
        }
    }

    private Optional<OpenStep.Opened> opened(RunStep.Attempt attempt, StepRef next) {
        long askedAt = Hold.now();
        Optional<OpenStep.Opened> opened = report.ahead(told, owner, attempt.receipt(), next);
        opened.ifPresent(it -> {
            hold.held(askedAt);
            since = told.ahead() == 0 ? askedAt : since;
            told = told.oneMore(it.run());
        });
        return opened;
    }

    /** @see StepReport#report */
    Optional<Due> end(RunStep.Attempt attempt, boolean goingOn) {
        held.telling().lock();
        try {
            return report.report(told, owner, attempt, goingOn);
        } finally {
            held.telling().unlock();
        }
    }

    /** Tells the engine what is done, if it has waited long enough for that; to be called about once a second. */
    void tend() {
        if (!held.telling().tryLock()) {
            return;
        }
        try {
            if (told.ahead() > 0 && late() && !another && hold.sure()) {
                Due now = report.catchUp(told, owner);
                held.moved(now.id(), now.askedAt());
                told = new Told(now, 0, Optional.empty());
            }
        } catch (IllegalStateException anotherWay) {
            another = true;
            LOG.warn("The engine is told when the step has ended: {}", anotherWay.getMessage());
        } catch (RuntimeException away) {
            LOG.warn("The engine cannot be told yet: {}", away.getMessage());
        } finally {
            held.telling().unlock();
        }
    }

    private boolean late() {
        return Hold.now() - since > LATE_NANOS;
    }
}
