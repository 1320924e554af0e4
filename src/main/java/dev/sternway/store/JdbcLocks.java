package dev.sternway.store;

import dev.sternway.run.lock.Locks;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Of two that take the same target at once the database refuses one, whose transaction is then over. */
@Repository
class JdbcLocks implements Locks {
    private final JdbcClient jdbc;

    JdbcLocks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Optional<String> take(String rollbackId, String environment, Set<String> targets, Instant now) {
        Set<String> sorted = new TreeSet<>(targets);
        for (String target : sorted) {
            Optional<String> holder =
                    find(environment, target).map(Held::rollbackId).filter(id -> !id.equals(rollbackId));
            if (holder.isPresent()) {
                return holder;
            }
        }
        for (String target : sorted) {
            jdbc.sql("insert into sternway.target_lock (environment, target, rollback_id, since) values (?, ?, ?, ?)")
                    .params(environment, target, rollbackId, Times.column(now))
                    .update();
        }
        return Optional.empty();
    }

    @Override
    public List<Held> held() {
        return jdbc.sql("select * from sternway.target_lock order by environment, target")
                .query(JdbcLocks::row)
                .list();
    }

    @Override
    public void release(String rollbackId) {
        jdbc.sql("delete from sternway.target_lock where rollback_id = ?")
                .param(rollbackId)
                .update();
    }

    @Override
    public Optional<Held> release(String environment, String target) {
        Optional<Held> held = find(environment, target);
        held.ifPresent(it -> jdbc.sql("delete from sternway.target_lock where environment = ? and target = ?")
                .params(environment, target)
                .update());
        return held;
    }

    private Optional<Held> find(String environment, String target) {
        return jdbc.sql("select * from sternway.target_lock where environment = ? and target = ?")
                .params(environment, target)
                .query(JdbcLocks::row)
                .optional();
    }

    private static Held row(ResultSet row, int number) throws SQLException {
        return new Held(
                row.getString("environment"),
                row.getString("target"),
                row.getString("rollback_id"),
                Times.required(row, "since"));
    }
}
