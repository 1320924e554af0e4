package dev.sternway.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.sternway.plan.yaml.PlanMapper;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What rollbacks took, from the receipts of their steps. */
final class HandOvers {
    private final Map<String, List<Step>> steps = new HashMap<>();
    private final Map<String, Instant> requested = new HashMap<>();
    private final Map<String, Instant> sent;

    /** @param start of the command itself: the receipt is opened before */
    private record Step(Instant start, Instant end) {}

    /** @param sent when the alert was sent that began a plan's rollback */
    HandOvers(JdbcClient jdbc, Map<String, Instant> sent) {
        this.sent = sent;
        jdbc.sql("select r.plan_id, s.evidence, s.ended_at, r.requested_at from sternway.receipt s join sternway.rollback r"
                        + " on r.id = s.run_id where s.uses = 'command/run' and s.ended_at is not null order by s.started_at")
                .query((row, number) -> {
                    if (sent.containsKey(row.getString(1))) {
                        Instant end = row.getObject(3, OffsetDateTime.class).toInstant();
                        steps.computeIfAbsent(row.getString(1), plan -> new ArrayList<>())
                                .add(new Step(end.minusMillis(worked(row.getString(2))), end));
                        requested.put(row.getString(1), row.getObject(4, OffsetDateTime.class).toInstant());
                    }
                    return number;
                })
                .list();
    }

    private static long worked(String evidence) {
        try {
            return PlanMapper.json().readTree(evidence).path("millis").asLong();
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException(evidence, broken);
        }
    }

    Batch of(List<String> plans) {
        return new Batch(plans);
    }

    /** Rollbacks that began together. */
    final class Batch {
        private final List<String> plans;
        private final List<Double> handOvers = new ArrayList<>();

        private Batch(List<String> plans) {
            this.plans = plans;
            for (String plan : plans) {
                List<Step> all = all(plan);
                for (int i = 1; i < all.size(); i++) {
                    handOvers.add(Duration.between(all.get(i - 1).end(), all.get(i).start()).toNanos() / 1e6);
                }
            }
            handOvers.sort(Double::compare);
        }

        private List<Step> all(String plan) {
            List<Step> all = steps.getOrDefault(plan, List.of());
            if (all.size() != EngineBench.STEPS) {
                throw new IllegalStateException(plan + " did " + all.size() + " steps");
            }
            return all;
        }

        /** From the first step's start to the last one's end. */
        double rate() {
            Instant first = plans.stream().map(plan -> all(plan).get(0).start()).min(Instant::compareTo).orElseThrow();
            Instant last = plans.stream().map(this::end).max(Instant::compareTo).orElseThrow();
            return plans.size() * EngineBench.STEPS / (Duration.between(first, last).toNanos() / 1e9);
        }

        private Instant end(String plan) {
            return all(plan).get(EngineBench.STEPS - 1).end();
        }

        /** In milliseconds. */
        double handOver(double share) {
            return handOvers.get((int) Math.ceil(handOvers.size() * share) - 1);
        }

        /** In seconds, of the rollback that took longest. */
        double longest() {
            return plans.stream()
                    .mapToDouble(plan -> Duration.between(sent.get(plan), end(plan)).toNanos() / 1e9)
                    .max()
                    .orElseThrow();
        }

        /** The most that had been asked for and had steps to do, at any one moment. */
        long open() {
            TreeMap<Instant, Integer> changes = new TreeMap<>();
            for (String plan : plans) {
                changes.merge(requested.getOrDefault(plan, Instant.MAX), 1, Integer::sum);
                changes.merge(end(plan), -1, Integer::sum);
            }
            long now = 0;
            long most = 0;
            for (int change : changes.values()) {
                now += change;
                most = Math.max(most, now);
            }
            return most;
        }
    }
}
