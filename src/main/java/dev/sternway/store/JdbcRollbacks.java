package dev.sternway.store;

import dev.sternway.plan.Level;
import dev.sternway.run.Rollback;
import dev.sternway.run.Rollbacks;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcRollbacks implements Rollbacks {
    private final JdbcClient jdbc;

    JdbcRollbacks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void add(Rollback rollback) {
        jdbc.sql("insert into sternway.rollback (id, guard_id, plan_id, environment, reason, trigger_id, data_damaged,"
                        + " requested_by, idempotency_key, state, requested_at)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .params(
                        rollback.id(),
                        rollback.guardId(),
                        rollback.planId(),
                        rollback.environment(),
                        rollback.reason(),
                        rollback.trigger().orElse(null),
                        rollback.dataDamaged(),
                        rollback.requestedBy(),
                        rollback.key().orElse(null),
                        rollback.state().name(),
                        Times.column(rollback.requestedAt()))
                .update();
    }

    @Override
    public Optional<Rollback> find(String id) {
        return jdbc.sql("select * from sternway.rollback where id = ?")
                .param(id)
                .query(JdbcRollbacks::rollback)
                .optional();
    }

    @Override
    public Optional<Rollback> byKey(String key) {
        return jdbc.sql("select * from sternway.rollback where idempotency_key = ?")
                .param(key)
                .query(JdbcRollbacks::rollback)
                .optional();
    }

    @Override
    public List<Rollback> latest(int limit) {
        return jdbc.sql("select * from sternway.rollback order by requested_at desc limit ?")
                .param(limit)
                .query(JdbcRollbacks::rollback)
                .list();
    }

    @Override
    public List<Rollback> in(Rollback.State state) {
        return jdbc.sql("select * from sternway.rollback where state = ? order by requested_at")
                .param(state.name())
                .query(JdbcRollbacks::rollback)
                .list();
    }

    @Override
    public boolean tell(String id, Instant before, Instant now) {
        return jdbc.sql("update sternway.rollback set told_at = ? where id = ?"
                                + " and coalesce(told_at, first_action_at, requested_at) <= ?")
                        .params(Times.column(now), id, Times.column(before))
                        .update()
                == 1;
    }

    @Override
    public void state(String id, Rollback.State state) {
        jdbc.sql("update sternway.rollback set state = ? where id = ?")
                .params(state.name(), id)
                .update();
    }

    @Override
    public void decided(String id, Level level, String by) {
        jdbc.sql("update sternway.rollback set level = ?, decided_by = ? where id = ?")
                .params(level.name(), by, id)
                .update();
    }

    @Override
    public void incident(String id, String incident) {
        jdbc.sql("update sternway.rollback set incident = ? where id = ?")
                .params(incident, id)
                .update();
    }

    @Override
    public void firstAction(String id, Instant at) {
        jdbc.sql("update sternway.rollback set first_action_at = ? where id = ? and first_action_at is null")
                .params(Times.column(at), id)
                .update();
    }

    @Override
    public void ended(String id, Rollback.State state, Instant at) {
        jdbc.sql("update sternway.rollback set state = ?, ended_at = ? where id = ?")
                .params(state.name(), Times.column(at), id)
                .update();
    }

    private static Rollback rollback(ResultSet row, int number) throws SQLException {
        return new Rollback(
                row.getString("id"),
                row.getString("guard_id"),
                row.getString("plan_id"),
                row.getString("environment"),
                row.getString("reason"),
                Optional.ofNullable(row.getString("trigger_id")),
                row.getBoolean("data_damaged"),
                row.getString("requested_by"),
                Optional.ofNullable(row.getString("idempotency_key")),
                Rollback.State.valueOf(row.getString("state")),
                Optional.ofNullable(row.getString("level")).map(Level::valueOf),
                Optional.ofNullable(row.getString("decided_by")),
                Optional.ofNullable(row.getString("incident")),
                Times.required(row, "requested_at"),
                Times.optional(row, "first_action_at"),
                Times.optional(row, "ended_at"));
    }
}
