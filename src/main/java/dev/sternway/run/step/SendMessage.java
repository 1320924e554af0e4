package dev.sternway.run.step;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sternway.base.Problem;
import dev.sternway.base.ProblemException;
import dev.sternway.base.Work;
import dev.sternway.executor.Executor;
import dev.sternway.executor.ExecutorCatalogue;
import dev.sternway.executor.Outcome;
import dev.sternway.ledger.Entry;
import dev.sternway.plan.Activity;
import dev.sternway.plan.Phase;
import dev.sternway.plan.Plan.Channel;
import dev.sternway.plan.Plan.Message;
import dev.sternway.plan.Step;
import dev.sternway.plan.steps.MessageSteps;
import dev.sternway.run.Runs;
import dev.sternway.run.Trail;
import dev.sternway.run.recipe.Placeholders;
import dev.sternway.run.recipe.StepRef;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Sends messages beside the rollback, which never waits long for one: each is tried up to four times, one a second through a
 * channel; what is not sent in the end is a warning in the ledger.
 */
@Component
public class SendMessage {
    private static final int THREADS = 4;
    private static final int TRIES = 4;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final long PACE_MILLIS = 1_000;
    private static final long PATIENCE_SECONDS = 3;

    private final ExecutorCatalogue executors;
    private final RunContexts contexts;
    private final Placeholders placeholders;
    private final ObjectMapper json;
    private final Trail trail;
    private final Clock clock;
    private final Map<String, Long> nextFree = new ConcurrentHashMap<>();
    private final ScheduledThreadPoolExecutor senders = new ScheduledThreadPoolExecutor(THREADS, task -> {
        Thread thread = new Thread(task, "messages");
        thread.setDaemon(true);
        return thread;
    });

    SendMessage(
            ExecutorCatalogue executors,
            RunContexts contexts,
            Placeholders placeholders,
            ObjectMapper json,
            Trail trail,
            Clock clock) {
        this.executors = executors;
        this.contexts = contexts;
        this.placeholders = placeholders;
        this.json = json;
        this.trail = trail;
        this.clock = clock;
    }

    /** One text through every channel. */
    public void later(Runs.Run run, String text) {
        List<Message> messages = run.plan().communication().channels().stream()
                .map(Channel::id)
                .map(channel -> new Message(channel, Optional.of("the next in line"), text))
                .toList();
        later(run, messages);
    }

    public void later(Runs.Run run, List<Message> messages) {
        later(run, messages, () -> true);
    }

    /** @param stillTrue asked again before each try; a message that is no longer true is dropped */
    public void later(Runs.Run run, List<Message> messages, BooleanSupplier stillTrue) {
        Runnable sending = () -> new MessageSteps(run.plan(), json)
                .of(Activity.ANNOUNCE, messages)
                .forEach(step -> tryLater(new Sending(run, step, stillTrue, true, new CompletableFuture<>()), 1, 0));
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            sending.run();
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                sending.run();
            }
        });
    }

    /** Sends now, and waits a little. What takes longer or fails goes on being tried, and is done as far as the rollback is concerned. */
    Outcome soon(Runs.Run run, Step step) throws InterruptedException {
        Sending sending = new Sending(run, step, () -> true, false, new CompletableFuture<>());
        tryLater(sending, 1, 0);
        try {
            Outcome first = sending.first().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return first instanceof Outcome.Done ? first : warned(said(first));
        } catch (TimeoutException slow) {
            return warned("not sent within " + PATIENCE_SECONDS + " s");
        } catch (ExecutionException failed) {
            return warned(String.valueOf(failed.getCause()));
        }
    }

    private static Outcome warned(String why) {
        return Outcome.done(Map.of("warning", "not sent yet, and tried again beside the rollback: " + why));
    }

    /** @param first how the first try ended */
    private record Sending(
            Runs.Run run, Step step, BooleanSupplier stillTrue, boolean noted, CompletableFuture<Outcome> first) {
        String channel() {
            return step.uses()
                    + step.with().path("target").asText()
                    + step.with().path("path").asText();
        }
    }

    private void tryLater(Sending sending, int attempt, long afterMillis) {
        long now = System.currentTimeMillis();
        long slot = nextFree.merge(
                sending.channel(), now + afterMillis, (free, wanted) -> Math.max(free + PACE_MILLIS, wanted));
        senders.schedule(() -> send(sending, attempt), Math.max(0, slot - now), TimeUnit.MILLISECONDS);
    }

    private void send(Sending sending, int attempt) {
        if (!sending.stillTrue().getAsBoolean()) {
            return;
        }
        Outcome outcome = outcome(sending);
        sending.first().complete(outcome);
        boolean sent = outcome instanceof Outcome.Done;
        boolean again = outcome instanceof Outcome.Failed failed && failed.retryable() && attempt < TRIES;
        if (again) {
            tryLater(sending, attempt + 1, FIRST_PAUSE.toMillis() << (2 * (attempt - 1)));
        } else if (!sent || sending.noted() || attempt > 1) {
            trail.append(
                    sending.run().id(),
                    "sternway",
                    sent ? Entry.Kind.MESSAGE_SENT : Entry.Kind.MESSAGE_FAILED,
                    sending.step().name()
                            + (sent ? "" : ": warning, not sent after " + attempt + " tries: " + said(outcome)),
                    Map.of("uses", sending.step().uses()));
        }
    }

    private Outcome outcome(Sending sending) {
        try {
            Step step = sending.step();
            return outcome(sending.run(), step, executors.get(step.uses()), placeholders.fill(sending.run(), step));
        } catch (ProblemException refused) {
            return new Outcome.Refused(refused.problem());
        } catch (Exception trouble) {
            String what = String.valueOf(trouble.getMessage());
            return new Outcome.Failed(
                    new Problem("SW-0306", what, sending.step().name(), ""), true);
        }
    }

    private <I extends Record> Outcome outcome(Runs.Run run, Step step, Executor<I> executor, JsonNode with)
            throws Exception {
        StepRef ref = new StepRef(
                run.id(), Phase.PRESERVATION, Activity.ANNOUNCE, clock.instant().hashCode());
        RunContext context = contexts.open(run, ref, step, () -> true, new Output(), Work.unnamed());
        return executor.run(executors.bind(executor, with), context);
    }

    private static String said(Outcome outcome) {
        if (outcome instanceof Outcome.Refused refused) {
            return refused.problem().toString();
        }
        return outcome instanceof Outcome.Failed failed ? failed.problem().toString() : "";
    }

    @PreDestroy
    void close() {
        senders.shutdown();
    }
}
