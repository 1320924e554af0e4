package dev.sternway.store;

import dev.sternway.executor.Keepsakes;
import dev.sternway.run.Guard;
import dev.sternway.run.Guards;
import dev.sternway.run.secret.Secrets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;

@Repository
class JdbcGuards implements Guards {
    private final JdbcClient jdbc;
    private final PlatformTransactionManager transactions;
    private final Secrets secrets;

    JdbcGuards(JdbcClient jdbc, PlatformTransactionManager transactions, Secrets secrets) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.secrets = secrets;
    }

    @Override
    public void add(Guard guard) {
        jdbc.sql("insert into sternway.guard (id, plan_id, revision, digest, environment, state, requested_by,"
                        + " requested_at) values (?, ?, ?, ?, ?, ?, ?, ?)")
                .params(
                        guard.id(),
                        guard.planId(),
                        guard.revision(),
                        guard.digest(),
                        guard.environment(),
                        guard.state().name(),
                        guard.requestedBy(),
                        Times.column(guard.requestedAt()))
                .update();
    }

    @Override
    public void replace(Guard guard) {
        jdbc.sql("update sternway.guard set state = :state, armed_at = :armed, expires_at = :expires,"
                        + " approved_by = :approved, pre_approved_by = :preApproved where id = :id")
                .param("state", guard.state().name())
                .param("armed", guard.armedAt().map(Times::column).orElse(null), java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
                .param(
                        "expires",
                        guard.expiresAt().map(Times::column).orElse(null),
                        java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
                .param("approved", guard.approvedBy().orElse(null))
                .param("preApproved", guard.preApprovedBy().orElse(null))
                .param("id", guard.id())
                .update();
    }

    @Override
    public Optional<Guard> find(String id) {
        return jdbc.sql("select * from sternway.guard where id = ?")
                .param(id)
                .query(JdbcGuards::guard)
                .optional();
    }

    @Override
    public Optional<Guard> standing(String planId, String environment) {
        return jdbc
                .sql("select * from sternway.guard where plan_id = ? and environment = ? order by requested_at desc")
                .params(planId, environment)
                .query(JdbcGuards::guard)
                .list()
                .stream()
                .filter(guard -> guard.state().alive())
                .findFirst();
    }

    @Override
    public List<Guard> in(Guard.State state) {
        return jdbc.sql("select * from sternway.guard where state = ? order by requested_at desc")
                .param(state.name())
                .query(JdbcGuards::guard)
                .list();
    }

    @Override
    public List<Guard> latest(int limit) {
        return jdbc.sql("select * from sternway.guard order by requested_at desc limit ?")
                .param(limit)
                .query(JdbcGuards::guard)
                .list();
    }

    @Override
    public List<Guard> ofPlan(String planId, int limit) {
        return jdbc.sql("select * from sternway.guard where plan_id = ? order by requested_at desc limit ?")
                .params(planId, limit)
                .query(JdbcGuards::guard)
                .list();
    }

    @Override
    public List<Guard> keeping(String keepsake) {
        return jdbc.sql("select g.* from sternway.guard g join sternway.keepsake k on k.guard_id = g.id"
                        + " where k.name = ? and char_length(k.content) > 0")
                .param(keepsake)
                .query(JdbcGuards::guard)
                .list();
    }

    @Override
    public List<String> environmentsOf(String planId) {
        return jdbc.sql("select distinct environment from sternway.guard where plan_id = ? order by environment")
                .param(planId)
                .query(String.class)
                .list();
    }

    @Override
    public Keepsakes keepsakes(String guardId) {
        return new JdbcKeepsakes(jdbc, transactions, secrets, guardId);
    }

    @Override
    public Map<String, String> kept(String guardId) {
        Map<String, String> kept = new TreeMap<>();
        jdbc.sql("select name, content from sternway.keepsake where guard_id = ?")
                .param(guardId)
                .query((row, number) -> kept.put(row.getString(1), row.getString(2)))
                .list();
        return kept;
    }

    private static Guard guard(ResultSet row, int number) throws SQLException {
        return new Guard(
                row.getString("id"),
                row.getString("plan_id"),
                row.getInt("revision"),
                row.getString("digest"),
                row.getString("environment"),
                Guard.State.valueOf(row.getString("state")),
                row.getString("requested_by"),
                Times.required(row, "requested_at"),
                Times.optional(row, "armed_at"),
                Times.optional(row, "expires_at"),
                Optional.ofNullable(row.getString("approved_by")),
                Optional.ofNullable(row.getString("pre_approved_by")));
    }
}
