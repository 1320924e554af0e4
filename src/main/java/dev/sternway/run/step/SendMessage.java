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
import dev.sternway.plan.Plan;
import dev.sternway.plan.Plan.Channel;
import dev.sternway.plan.Plan.Message;
import dev.sternway.plan.Step;
import dev.sternway.plan.steps.MessageSteps;
import dev.sternway.run.Rollback;
import dev.sternway.run.Runs;
import dev.sternway.run.Trail;
import dev.sternway.run.recipe.Placeholders;
import dev.sternway.run.recipe.StepRef;
import dev.sternway.run.tell.Lanes;
import dev.sternway.run.tell.Messages;
import dev.sternway.run.tell.Outgoing;
import dev.sternway.run.underway.Output;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sends messages beside the rollback, which never waits long for one: each is kept first, tried up to four times, one a second
 * through a channel, and goes on being tried after a crash; what is not sent in the end is a warning in the ledger.
 */
@Component
public class SendMessage {
    private static final Logger LOG = LoggerFactory.getLogger(SendMessage.class);
    private static final Duration REMEMBERED = Duration.ofDays(7);
    private static final long PATIENCE_SECONDS = 3;

    private static final Outcome ENDLESS = Outcome.refused(
            "SW-0655",
            "Sternway went away each time while it was being sent",
            "",
            "Tell people by other means; look into the log why Sternway went away");

    private final ExecutorCatalogue executors;
    private final RunContexts contexts;
    private final Runs runs;
    private final Placeholders placeholders;
    private final Messages messages;
    private final ObjectMapper json;
    private final Trail trail;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Map<String, CompletableFuture<Outcome>> awaited = new ConcurrentHashMap<>();
    private final Lanes lanes;

    SendMessage(
            ExecutorCatalogue executors,
            RunContexts contexts,
            Runs runs,
            Placeholders placeholders,
            Messages messages,
            ObjectMapper json,
            Trail trail,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.executors = executors;
        this.contexts = contexts;
        this.runs = runs;
        this.placeholders = placeholders;
        this.messages = messages;
        this.json = json;
        this.trail = trail;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
        this.lanes = new Lanes(messages, clock, this::send);
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        lanes.start();
    }

    /** One text through every channel. */
    public void later(Runs.Run run, String text) {
        List<Message> all = run.plan().communication().channels().stream()
                .map(Channel::id)
                .map(channel -> new Message(channel, Optional.of("the next in line"), text))
                .toList();
        later(run, all);
    }

    public void later(Runs.Run run, List<Message> texts) {
        later(run, texts, false);
    }

    /** What still waits when the rollback ends is dropped. */
    public void whileRollingBack(Runs.Run run, List<Message> texts) {
        later(run, texts, true);
    }

    private void later(Runs.Run run, List<Message> texts, boolean whileRollingBack) {
        List<Outgoing> added = new ArrayList<>();
        for (Step step : new MessageSteps(run.plan(), json).of(Activity.ANNOUNCE, texts)) {
            Outgoing message =
                    Outgoing.of(UUID.randomUUID().toString(), run.id(), run.plan(), step, whileRollingBack, true);
            messages.add(message, clock.instant());
            added.add(message);
        }
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            added.forEach(message -> lanes.wake(message.channel()));
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                added.forEach(message -> lanes.wake(message.channel()));
            }
        });
    }

    /**
     * Sends now, and waits a little. What takes longer or fails goes on being tried, and is done as far as the rollback is
     * concerned. A step that runs again after a crash sends nothing again.
     */
    Outcome soon(StepRef ref, Step step) throws InterruptedException {
        Plan plan = runs.get(ref.runId()).plan();
        Outgoing message = Outgoing.of(ref.key(), ref.runId(), plan, step, false, false);
        CompletableFuture<Outcome> first = awaited.computeIfAbsent(message.id(), id -> new CompletableFuture<>());
        if (!messages.add(message, clock.instant())) {
            awaited.remove(message.id());
            return sent(message)
                    ? Outcome.done(Map.of("sent", "before the step was interrupted"))
                    : warned("it waits since before the step was interrupted");
        }
        lanes.wake(message.channel());
        try {
            Outcome outcome = first.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return outcome instanceof Outcome.Done ? outcome : warned(said(outcome));
        } catch (TimeoutException slow) {
            return sent(message)
                    ? Outcome.done(Map.of("sent", "by another node"))
                    : warned("not sent within " + PATIENCE_SECONDS + " s");
        } catch (ExecutionException failed) {
            return warned(String.valueOf(failed.getCause()));
        } finally {
            awaited.remove(message.id());
        }
    }

    private boolean sent(Outgoing message) {
        return messages.state(message.id()).filter(Outgoing.State.SENT::equals).isPresent();
    }

    private static Outcome warned(String why) {
        return Outcome.done(Map.of("warning", "not sent yet, and tried again beside the rollback: " + why));
    }

    private Duration send(Outgoing message) {
        Runs.Run run = runs.get(message.runId());
        boolean over = run.rollback()
                .filter(rollback -> rollback.state() != Rollback.State.ROLLING_BACK)
                .isPresent();
        if (message.whileRollingBack() && over) {
            messages.end(message, Outgoing.State.DROPPED);
            return Duration.ZERO;
        }
        Outcome outcome = message.triedTooOften() ? ENDLESS : outcome(run, message);
        Optional.ofNullable(awaited.get(message.id())).ifPresent(first -> first.complete(outcome));
        message.pauseAfter(outcome)
                .ifPresentOrElse(
                        pause -> messages.again(message, clock.instant().plus(pause)), () -> settle(message, outcome));
        return Outgoing.leftAlone(outcome);
    }

    private void settle(Outgoing message, Outcome outcome) {
        boolean sent = outcome instanceof Outcome.Done;
        transaction.executeWithoutResult(status -> {
            boolean mine = messages.end(message, sent ? Outgoing.State.SENT : Outgoing.State.FAILED);
            if (mine && (!sent || message.noted() || message.attempt() > 1)) {
                trail.append(
                        message.runId(),
                        "sternway",
                        sent ? Entry.Kind.MESSAGE_SENT : Entry.Kind.MESSAGE_FAILED,
                        message.name()
                                + (sent
                                        ? ""
                                        : ": warning, not sent after " + message.attempt() + " tries: "
                                                + said(outcome)),
                        Map.of("uses", message.uses()));
            }
        });
    }

    private Outcome outcome(Runs.Run run, Outgoing message) {
        Step step = Step.of(Activity.ANNOUNCE, message.name(), message.uses(), message.inputs(), Optional.empty());
        try {
            JsonNode filled = placeholders.fill(run, step);
            return outcome(run, message, step, executors.get(step.uses()), message.honest(filled));
        } catch (ProblemException refused) {
            return new Outcome.Refused(refused.problem());
        } catch (Exception trouble) {
            String what = String.valueOf(trouble.getMessage());
            return new Outcome.Failed(new Problem("SW-0306", what, step.name(), ""), true);
        }
    }

    private <I extends Record> Outcome outcome(
            Runs.Run run, Outgoing message, Step step, Executor<I> executor, JsonNode with) throws Exception {
        StepRef ref = new StepRef(
                run.id(), Phase.PRESERVATION, Activity.ANNOUNCE, message.id().hashCode());
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
        lanes.close();
    }
}
