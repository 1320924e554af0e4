package dev.sternway.run.underway;

import dev.sternway.base.Work;
import dev.sternway.ledger.Receipt;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

/** The attempts that run on this node. */
@Component
public class RunningSteps {
    private final Underway underway;
    private final Map<Work, Running> running = new ConcurrentHashMap<>();
    private final ExecutorService ends = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "step-cancel");
        thread.setDaemon(true);
        return thread;
    });

    RunningSteps(Underway underway) {
        this.underway = underway;
    }

    private record Running(Receipt receipt, Output output) {}

    /** @param output asked now and then from another thread */
    public void begin(Receipt started, Work work, Output output) {
        running.put(work, new Running(started, output));
    }

    /** @return who cancelled it, if somebody did */
    public Optional<String> end(Work work) {
        Running ended = running.remove(work);
        if (ended == null || !work.cancelled()) {
            return Optional.empty();
        }
        work.cancel();
        return note(ended);
    }

    /** To be called about once a second: tells how far all are, and ends those that are not wanted any longer. */
    public void tend() {
        running.forEach((work, step) -> {
            Optional<String> unwanted = note(step);
            if (unwanted.isPresent() && !work.abandoned()) {
                ends.execute(work::cancel);
            }
        });
    }

    private Optional<String> note(Running step) {
        return underway.note(
                step.receipt(), step.output().progress(), step.output().end());
    }

    /** Ends what goes on for attempts that another worker takes over. */
    public void abandon(Predicate<Receipt> lost) {
        running.forEach((work, step) -> {
            if (lost.test(step.receipt())) {
                work.abandon();
            }
        });
    }

    /** At once, when it runs here; another node sees it when it tends its own. */
    void cancelHere(Receipt open) {
        running.forEach((work, step) -> {
            if (step.receipt().sameAttempt(open)) {
                ends.execute(work::cancel);
            }
        });
    }
}
