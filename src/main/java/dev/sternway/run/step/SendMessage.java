package dev.sternway.run.step;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Sends one text through every channel of the plan, after the commit and beside the rollback, which never waits for it. */
@Component
public class SendMessage {
    private static final int QUEUE = 1000;

    private final ExecutorCatalogue executors;
    private final RunContexts contexts;
    private final Placeholders placeholders;
    private final ObjectMapper json;
    private final Trail trail;
    private final Clock clock;
    private final ExecutorService sender = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(QUEUE),
            task -> {
                Thread thread = new Thread(task, "messages");
                thread.setDaemon(true);
                return thread;
            },
            new ThreadPoolExecutor.DiscardPolicy());

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
        Runnable sending = () -> new MessageSteps(run.plan(), json)
                .of(Activity.ANNOUNCE, messages)
                .forEach(step -> send(run, step));
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            sender.execute(sending);
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                sender.execute(sending);
            }
        });
    }

    private void send(Runs.Run run, Step step) {
        String failure = attempt(run, step);
        boolean sent = failure.isEmpty();
        trail.append(
                run.id(),
                "sternway",
                sent ? Entry.Kind.MESSAGE_SENT : Entry.Kind.MESSAGE_FAILED,
                step.name() + (sent ? "" : ": " + failure),
                Map.of("uses", step.uses()));
    }

    private String attempt(Runs.Run run, Step step) {
        try {
            return outcome(run, step, executors.get(step.uses()), placeholders.fill(run, step));
        } catch (Exception trouble) {
            return String.valueOf(trouble.getMessage());
        }
    }

    private <I extends Record> String outcome(Runs.Run run, Step step, Executor<I> executor, JsonNode with)
            throws Exception {
        StepRef ref = new StepRef(
                run.id(), Phase.PRESERVATION, Activity.ANNOUNCE, clock.instant().hashCode());
        RunContext context = contexts.open(run, ref, step, () -> true, new Output());
        Outcome outcome = executor.run(executors.bind(executor, with), context);
        if (outcome instanceof Outcome.Refused refused) {
            return refused.problem().toString();
        }
        return outcome instanceof Outcome.Failed failed ? failed.problem().toString() : "";
    }

    @PreDestroy
    void close() {
        sender.shutdown();
    }
}
