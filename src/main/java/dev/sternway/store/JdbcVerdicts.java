package dev.sternway.store;

import dev.sternway.plan.Trigger;
import dev.sternway.run.secret.Secrets;
import dev.sternway.run.watching.Verdicts;
import dev.sternway.store.verdict.CondensedVerdicts;
import dev.sternway.watch.Verdict;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;

@Repository
class JdbcVerdicts implements Verdicts {
    private static final int LONGEST = 2000;
    private static final int LONGEST_RULE = 200;

    private final JdbcClient jdbc;
    private final CondensedVerdicts condensing;
    private final Secrets secrets;

    JdbcVerdicts(JdbcClient jdbc, PlatformTransactionManager transactions, Secrets secrets) {
        this.jdbc = jdbc;
        this.secrets = secrets;
        this.condensing = new CondensedVerdicts(jdbc, transactions);
    }

    @Override
    public void add(String guardId, Verdict verdict) {
        jdbc.sql("insert into sternway.verdict (guard_id, trigger_id, at, outcome, watched, observed, rule, why)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?)")
                .params(
                        guardId,
                        verdict.triggerId(),
                        Times.column(verdict.at()),
                        verdict.outcome().name(),
                        cut(secrets.mask(verdict.query()), LONGEST),
                        verdict.value().isPresent() ? verdict.value().getAsDouble() : null,
                        cut(secrets.mask(verdict.rule()), LONGEST_RULE),
                        cut(secrets.mask(verdict.why()), LONGEST))
                .update();
    }

    @Override
    public List<Verdict> latest(String guardId) {
        return jdbc.sql("select v.* from sternway.verdict v where guard_id = :guard and at = (select max(at) from"
                        + " sternway.verdict w where w.guard_id = :guard and w.trigger_id = v.trigger_id)"
                        + " order by trigger_id")
                .param("guard", guardId)
                .query(JdbcVerdicts::verdict)
                .list();
    }

    @Override
    public List<Verdict> recent(String guardId, String triggerId, int limit) {
        List<Verdict> newestFirst = jdbc.sql("select * from sternway.verdict where guard_id = ? and trigger_id = ?"
                        + " order by at desc limit ?")
                .params(guardId, triggerId, limit)
                .query(JdbcVerdicts::verdict)
                .list();
        List<Verdict> oldestFirst = new ArrayList<>(newestFirst);
        Collections.reverse(oldestFirst);
        return oldestFirst;
    }

    @Override
    public long condense(Instant now) {
        return condensing.condense(now);
    }

    @Override
    public boolean acted(String guardId, Trigger trigger) {
        String acted = trigger.mode() == Trigger.Mode.OBSERVE
                ? "select count(*) from sternway.verdict where guard_id = ? and trigger_id = ? and outcome = 'FIRED'"
                : "select count(*) from sternway.rollback where guard_id = ? and trigger_id = ?";
        return jdbc.sql(acted).params(guardId, trigger.id()).query(Long.class).single() > 0;
    }

    private static Verdict verdict(ResultSet row, int number) throws SQLException {
        double observed = row.getDouble("observed");
        OptionalDouble value = row.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(observed);
        return new Verdict(
                row.getString("trigger_id"),
                Times.required(row, "at"),
                row.getString("watched"),
                value,
                row.getString("rule"),
                Verdict.Outcome.valueOf(row.getString("outcome")),
                row.getString("why"));
    }

    private static String cut(String text, int longest) {
        return text.length() > longest ? text.substring(0, longest) : text;
    }
}
