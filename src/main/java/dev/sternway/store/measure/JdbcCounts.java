package dev.sternway.store.measure;

import dev.sternway.run.Guard;
import dev.sternway.run.Rollback;
import dev.sternway.run.measure.Counts;
import dev.sternway.run.measure.Meters;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads Sternway's tables, and the engine's as they are. */
@Repository
class JdbcCounts implements Counts {
    private static final Duration SOON = Duration.ofDays(1);

    private final JdbcClient jdbc;

    JdbcCounts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Now at(Instant now) {
        Map<Meters, Double> simple = new EnumMap<>(Meters.class);
        simple.put(
                Meters.EXPIRING,
                number(
                        "select count(*) from sternway.guard where state = 'ARMED' and expires_at < ?",
                        now.plus(SOON).atOffset(ZoneOffset.UTC)));
        simple.put(Meters.TASKS, number("select count(*) from act_ru_task"));
        simple.put(
                Meters.OLDEST_TASK,
                jdbc.sql("select min(create_time_) from act_ru_task")
                        .query((row, number) -> Optional.ofNullable(row.getTimestamp(1)))
                        .single()
                        .map(oldest -> Duration.between(oldest.toInstant(), now).toMillis() / 1000.0)
                        .orElse(0.0));
        List<String> open = names(Rollback.State.values(), state -> !state.ended());
        simple.put(
                Meters.RUNNING,
                number(
                        "select count(*) from sternway.receipt s where s.state = 'STARTED' and s.run_id in (select id from"
                                + " sternway.rollback where state in ('ROLLING_BACK', 'ABORTING') union all select id from"
                                + " sternway.guard where state = 'ARMING')"));
        simple.put(
                Meters.BACKLOG,
                number(
                        "select count(*) from act_ru_ext_task where topic_name_ = 'step' and (lock_exp_time_ is null or"
                                + " lock_exp_time_ < ?)",
                        Timestamp.from(now)));
        simple.put(Meters.STUCK, number("select count(*) from act_ru_job where retries_ = 0"));
        simple.put(Meters.ALERTS, number("select count(*) from sternway.alert where state = 'WAITING'"));
        simple.put(
                Meters.MESSAGES, number("select count(*) from sternway.message where state in ('WAITING', 'SENDING')"));
        return new Now(
                simple, states("rollback", open), states("guard", names(Guard.State.values(), Guard.State::alive)));
    }

    private double number(String query, Object... values) {
        return jdbc.sql(query).params(values).query(Long.class).single();
    }

    private Map<String, Long> states(String table, List<String> states) {
        Map<String, Long> counted = new TreeMap<>();
        jdbc.sql("select state, count(*) from sternway." + table + " where state in (:states) group by state")
                .param("states", states)
                .query(row -> {
                    counted.put(row.getString(1), row.getLong(2));
                });
        return counted;
    }

    private static <E extends Enum<E>> List<String> names(E[] all, Predicate<E> which) {
        return Arrays.stream(all).filter(which).map(Enum::name).toList();
    }
}
