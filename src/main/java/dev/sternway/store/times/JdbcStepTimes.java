package dev.sternway.store.times;

import dev.sternway.plan.Activity;
import dev.sternway.plan.Phase;
import dev.sternway.run.recipe.StepRef;
import dev.sternway.run.times.StepTimes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Rollbacks, and armings with their rehearsals. */
@Repository
class JdbcStepTimes implements StepTimes {
    private static final int MOST = 5000;
    private static final String DONE = " where s.state = 'DONE' and s.ended_at is not null and r.plan_id = :plan";

    private final JdbcClient jdbc;

    JdbcStepTimes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Took> of(String planId) {
        return jdbc.sql("select r.environment, s.step, s.started_at, s.ended_at from sternway.rollback r"
                        + " join sternway.receipt s on s.run_id = r.id" + DONE
                        + " union all select r.environment, s.step, s.started_at, s.ended_at from sternway.guard r"
                        + " join sternway.receipt s on s.run_id = r.id" + DONE + " order by 4 desc limit " + MOST)
                .param("plan", planId)
                .query((row, number) -> new Took(
                        row.getString(1), row.getString(2), Duration.between(instant(row, 3), instant(row, 4))))
                .list();
    }

    @Override
    public List<Running> running() {
        return jdbc.sql(
                        "select s.*, r.plan_id from sternway.rollback r join sternway.receipt s on s.run_id = r.id"
                                + " where r.state in ('ROLLING_BACK', 'ABORTING') and s.state = 'STARTED' and s.late_at is null")
                .query((row, number) -> new Running(
                        new StepRef(
                                row.getString("run_id"),
                                Phase.valueOf(row.getString("phase")),
                                Activity.valueOf(row.getString("activity")),
                                row.getInt("position")),
                        row.getInt("attempt"),
                        row.getString("plan_id"),
                        row.getString("step"),
                        row.getObject("started_at", OffsetDateTime.class).toInstant()))
                .list();
    }

    @Override
    public boolean noteLate(Running step, Instant at) {
        return jdbc.sql("update sternway.receipt set late_at = ? where run_id = ? and phase = ? and activity = ?"
                                + " and position = ? and attempt = ? and state = 'STARTED' and late_at is null")
                        .params(
                                at.atOffset(ZoneOffset.UTC),
                                step.step().runId(),
                                step.step().phase().name(),
                                step.step().activity().name(),
                                step.step().index(),
                                step.attempt())
                        .update()
                == 1;
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
