package dev.sternway.store.verdict;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Of verdicts that are alike within an hour the newest stays, with how many they were and from what to what. What is needed to
 * go on after a restart, what led to a firing, and for a week all that was near or bad, stays as it is.
 */
public final class CondensedVerdicts {
    private static final Duration FRESH = Duration.ofHours(1);
    private static final Duration TELLING_FOR = Duration.ofDays(7);
    private static final Duration KEPT = Duration.ofDays(180);
    private static final Set<String> TELLING = Set.of("NEAR_MISS", "BREACHING");
    private static final String FIRED = "FIRED";
    private static final int NEWEST = 60;
    private static final int LONGEST_WHY = 2000;

    private final JdbcClient jdbc;
    private final TransactionTemplate own;

    public CondensedVerdicts(JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.own = new TransactionTemplate(transactions);
    }

    private record Of(String guardId, String triggerId) {}

    private record Hour(Instant start, String outcome) {}

    private record Row(Instant at, String outcome, double observed) {}

    /** @return how many rows are gone */
    public long condense(Instant now) {
        long gone = jdbc.sql("delete from sternway.verdict where at < ?")
                .param(column(now.minus(KEPT)))
                .update();
        List<Of> triggers = jdbc.sql("select distinct guard_id, trigger_id from sternway.verdict"
                        + " where evaluations = 1 and at < ?")
                .param(column(now.minus(FRESH)))
                .query((row, number) -> new Of(row.getString(1), row.getString(2)))
                .list();
        for (Of trigger : triggers) {
            gone += condense(trigger, now);
        }
        return gone;
    }

    private long condense(Of trigger, Instant now) {
        List<Instant> newest = jdbc.sql("select at from sternway.verdict where guard_id = ? and trigger_id = ?"
                        + " order by at desc limit ?")
                .params(trigger.guardId(), trigger.triggerId(), NEWEST)
                .query((row, number) -> instant(row, "at"))
                .list();
        Instant needed = newest.get(newest.size() - 1);
        Instant fresh = now.minus(FRESH);
        Instant end = (needed.isBefore(fresh) ? needed : fresh).truncatedTo(ChronoUnit.HOURS);
        List<Row> rows = jdbc.sql("select at, outcome, observed from sternway.verdict where guard_id = ?"
                        + " and trigger_id = ? and at < ? and (evaluations = 1 or outcome = 'FIRED') order by at")
                .params(trigger.guardId(), trigger.triggerId(), column(end))
                .query(CondensedVerdicts::row)
                .list();
        List<Instant> firings = rows.stream()
                .filter(row -> row.outcome().equals(FIRED))
                .map(Row::at)
                .toList();
        Map<Hour, List<Row>> alike = new LinkedHashMap<>();
        for (Row row : rows) {
            boolean telling = TELLING.contains(row.outcome()) && row.at().isAfter(now.minus(TELLING_FOR));
            if (!telling && !row.outcome().equals(FIRED) && !ledToOne(row.at(), firings)) {
                alike.computeIfAbsent(
                                new Hour(row.at().truncatedTo(ChronoUnit.HOURS), row.outcome()),
                                hour -> new ArrayList<>())
                        .add(row);
            }
        }
        return alike.values().stream()
                .filter(some -> some.size() > 1)
                .mapToLong(some -> leaveNewest(trigger, some))
                .sum();
    }

    private static boolean ledToOne(Instant at, List<Instant> firings) {
        return firings.stream().anyMatch(it -> !it.isBefore(at) && it.isBefore(at.plus(FRESH)));
    }

    /** Of two nodes that do this at once the second finds fewer rows, and leaves it. */
    private long leaveNewest(Of trigger, List<Row> alike) {
        Row last = alike.get(alike.size() - 1);
        double lowest = alike.stream().mapToDouble(Row::observed).min().orElse(Double.NaN);
        double highest = alike.stream().mapToDouble(Row::observed).max().orElse(Double.NaN);
        String range = Double.isNaN(lowest) || Double.isNaN(highest) ? "" : ", from " + lowest + " to " + highest;
        String more = "; one of " + alike.size() + " since " + alike.get(0).at() + range;
        Long gone = own.execute(status -> {
            long deleted = 0;
            for (Row row : alike.subList(0, alike.size() - 1)) {
                deleted += jdbc.sql("delete from sternway.verdict where guard_id = ? and trigger_id = ? and at = ?"
                                + " and outcome = ? and evaluations = 1")
                        .params(trigger.guardId(), trigger.triggerId(), column(row.at()), row.outcome())
                        .update();
            }
            int told = jdbc.sql("update sternway.verdict set evaluations = ?, why = substring(why, 1, ?) || cast(? as"
                            + " varchar(200)) where guard_id = ? and trigger_id = ? and at = ? and outcome = ? and"
                            + " evaluations = 1")
                    .params(
                            alike.size(),
                            LONGEST_WHY - more.length(),
                            more,
                            trigger.guardId(),
                            trigger.triggerId(),
                            column(last.at()),
                            last.outcome())
                    .update();
            if (deleted != alike.size() - 1 || told != 1) {
                status.setRollbackOnly();
                return 0L;
            }
            return deleted;
        });
        return gone == null ? 0 : gone;
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        double observed = row.getDouble("observed");
        return new Row(instant(row, "at"), row.getString("outcome"), row.wasNull() ? Double.NaN : observed);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static OffsetDateTime column(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
