package dev.sternway.run.measure;

import dev.sternway.ledger.Receipt;
import dev.sternway.plan.Level;
import dev.sternway.run.Rollback;
import dev.sternway.run.Rollbacks;
import dev.sternway.run.step.Receipts;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.event.TransactionalEventListener;

/** Measures a rollback once it has ended, on the node that ended it: from its receipts, so that no step waits for it. */
@Component
class MeasureRollbacks {
    private static final Logger LOG = LoggerFactory.getLogger(MeasureRollbacks.class);
    private static final Duration[] BUCKETS = {
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(15),
        Duration.ofMinutes(1),
        Duration.ofMinutes(5),
        Duration.ofMinutes(15),
        Duration.ofMinutes(30),
        Duration.ofHours(1),
        Duration.ofHours(2),
        Duration.ofHours(4)
    };

    private final Rollbacks rollbacks;
    private final Receipts receipts;
    private final MeterRegistry registry;

    MeasureRollbacks(Rollbacks rollbacks, Receipts receipts, MeterRegistry registry) {
        this.rollbacks = rollbacks;
        this.receipts = receipts;
        this.registry = registry;
    }

    @TransactionalEventListener(fallbackExecution = true)
    @Transactional(propagation = Propagation.REQUIRES_NEW, readOnly = true)
    public void ended(RollbackEnded ended) {
        try {
            rollbacks.find(ended.id()).ifPresent(it -> measure(it, receipts.of(it.id())));
        } catch (RuntimeException away) {
            LOG.warn("The rollback {} is not measured: {}", ended.id(), away.getMessage());
        }
    }

    private void measure(Rollback rollback, List<Receipt> tries) {
        String outcome = word(rollback.state());
        registry.counter(
                        Meters.ROLLBACKS.id(),
                        Tags.of("outcome", outcome)
                                .and("level", rollback.level().map(Level::name).orElse("none")))
                .increment();
        rollback.endedAt()
                .ifPresent(end -> record(
                        Meters.ROLLBACK,
                        Tags.of("outcome", outcome),
                        Spent.between(rollback.requestedAt(), end, tries)));
        rollback.firstActionAt()
                .ifPresent(at ->
                        timer(Meters.DECISION, Tags.empty()).record(Duration.between(rollback.requestedAt(), at)));
        tries.stream()
                .collect(Collectors.groupingBy(Receipt::phase))
                .forEach((phase, its) -> Spent.on(its)
                        .ifPresent(spent ->
                                record(Meters.PHASE, Tags.of("phase", phase.toLowerCase(Locale.ROOT)), spent)));
        tries.stream()
                .collect(Collectors.groupingBy(it -> List.of(it.activity(), it.index())))
                .values()
                .forEach(its -> Spent.on(its)
                        .ifPresent(spent ->
                                record(Meters.STEP, Tags.of("uses", its.get(0).uses()), spent)));
        tries.forEach(it -> registry.counter(
                        Meters.TRIES.id(), Tags.of("uses", it.uses()).and("state", word(it.state())))
                .increment());
    }

    private void record(Meters meter, Tags tags, Spent spent) {
        timer(meter, tags.and("part", "total")).record(spent.total());
        timer(meter, tags.and("part", "working")).record(spent.working());
        timer(meter, tags.and("part", "waiting")).record(spent.waiting());
    }

    private Timer timer(Meters meter, Tags tags) {
        return Timer.builder(meter.id())
                .description(meter.about())
                .tags(tags)
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    private static String word(Enum<?> state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
