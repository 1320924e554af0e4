package dev.sternway.run.rollback;

import dev.sternway.plan.Plan.During;
import dev.sternway.plan.Plan.Message;
import dev.sternway.run.Rollback;
import dev.sternway.run.Rollbacks;
import dev.sternway.run.Runs;
import dev.sternway.run.close.RollbackView;
import dev.sternway.run.close.RollbackView.StepView;
import dev.sternway.run.step.SendMessage;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Repeats the messages of {@code during}, with how far the rollback is, as often as the plan says and until it ends. */
@Component
class TellProgress {
    private static final Logger LOG = LoggerFactory.getLogger(TellProgress.class);
    private static final String PROGRESS = "${progress}";

    private final Runs runs;
    private final Rollbacks rollbacks;
    private final RollbackView view;
    private final SendMessage send;
    private final Clock clock;
    /** Rollbacks whose plans repeat no messages. */
    private final Set<String> silent = new HashSet<>();

    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "status updates");
        thread.setDaemon(true);
        return thread;
    });

    TellProgress(Runs runs, Rollbacks rollbacks, RollbackView view, SendMessage send, Clock clock) {
        this.runs = runs;
        this.rollbacks = rollbacks;
        this.view = view;
        this.send = send;
        this.clock = clock;
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        timer.scheduleWithFixedDelay(this::tell, 1, 1, TimeUnit.SECONDS);
    }

    private void tell() {
        try {
            List<Rollback> all = rollbacks.in(Rollback.State.ROLLING_BACK);
            silent.retainAll(all.stream().map(Rollback::id).collect(Collectors.toSet()));
            all.stream().filter(it -> !silent.contains(it.id())).forEach(this::tell);
        } catch (RuntimeException trouble) {
            LOG.warn("Status updates wait: {}", trouble.getMessage());
        }
    }

    private void tell(Rollback rollback) {
        Runs.Run run = runs.get(rollback.id());
        During during = run.plan().communication().during();
        if (during.messages().isEmpty()) {
            silent.add(rollback.id());
            return;
        }
        Instant now = clock.instant();
        if (!rollbacks.tell(rollback.id(), now.minus(during.every()), now)) {
            return;
        }
        String progress = progress(rollback.id());
        List<Message> messages = during.messages().stream()
                .map(message -> new Message(message.channel(), message.audience(), with(progress, message.text())))
                .toList();
        send.whileRollingBack(run, messages);
    }

    private static String with(String progress, String text) {
        return text.contains(PROGRESS) ? text.replace(PROGRESS, progress) : text + " Now: " + progress + ".";
    }

    private String progress(String rollbackId) {
        List<StepView> steps = view.phases(rollbackId).stream()
                .flatMap(phase -> phase.steps().stream())
                .toList();
        long done = steps.stream().filter(step -> step.endedAt().isPresent()).count();
        String count = done + " of " + steps.size() + " steps done";
        return steps.stream()
                .filter(step -> step.startedAt().isPresent() && step.endedAt().isEmpty())
                .findFirst()
                .map(step ->
                        step.activity().phase().name().toLowerCase(Locale.ROOT) + ", " + step.name() + "; " + count)
                .orElse(count);
    }

    @PreDestroy
    void close() {
        timer.shutdownNow();
    }
}
