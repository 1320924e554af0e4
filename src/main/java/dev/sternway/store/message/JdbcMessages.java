package dev.sternway.store.message;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sternway.run.tell.Messages;
import dev.sternway.run.tell.Outgoing;
import dev.sternway.run.tell.Turn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A message that is being sent is due again when its sender should be done; so a dead one loses none. */
@Repository
class JdbcMessages implements Messages {
    private static final int LONGEST_NAME = 300;
    private static final JsonMapper JSON = new JsonMapper();
    private static final String OPEN = " state in ('WAITING', 'SENDING') and due_at <= ?";

    private static final String FROM_NOW = "current_timestamp + cast(? as bigint) * interval '0.001' second";
    /** As long as a try takes at most, where nothing is very slow. */
    private static final Duration TURN = Duration.ofSeconds(15);

    private static final Duration SOMEBODY_WAS_FASTER = Duration.ofMillis(50);

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    JdbcMessages(JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Override
    public boolean add(Outgoing message, Instant now) {
        if (state(message.id()).isPresent()) {
            return false;
        }
        String name = message.name();
        return jdbc.sql(
                                "insert into sternway.message (id, run_id, channel, name, uses, inputs, while_rolling_back, noted, state,"
                                        + " attempt, unsure, due_at, written_at)"
                                        + " values (?, ?, ?, ?, ?, ?, ?, ?, 'WAITING', 0, false, ?, ?)")
                        .params(
                                message.id(),
                                message.runId(),
                                message.channel(),
                                name.substring(0, Math.min(LONGEST_NAME, name.length())),
                                message.uses(),
                                message.inputs().toString(),
                                message.whileRollingBack(),
                                message.noted(),
                                column(now),
                                column(now))
                        .update()
                == 1;
    }

    @Override
    public Optional<Outgoing.State> state(String id) {
        return jdbc.sql("select state from sternway.message where id = ?")
                .param(id)
                .query(String.class)
                .optional()
                .map(Outgoing.State::valueOf);
    }

    @Override
    public List<Told> of(String runId, int limit) {
        return jdbc.sql("select name, uses, state, written_at from sternway.message where run_id = ?"
                        + " order by written_at desc, id limit ?")
                .params(runId, limit)
                .query((row, number) -> new Told(
                        row.getString("name"),
                        row.getString("uses"),
                        Outgoing.State.valueOf(row.getString("state")),
                        instant(row, "written_at")))
                .list();
    }

    @Override
    public List<String> channels(Instant now) {
        return jdbc.sql("select distinct channel from sternway.message where" + OPEN)
                .param(column(now))
                .query(String.class)
                .list();
    }

    @Override
    public Turn next(String channel, Instant now, Instant until) {
        Optional<String> oldest = oldest(channel, now);
        if (oldest.isEmpty()) {
            return new Turn.Nothing();
        }
        Optional<Duration> wait = wait(channel);
        if (wait.isPresent()) {
            return new Turn.Later(wait.get());
        }
        Optional<Outgoing> mine = Optional.ofNullable(transaction.execute(status -> {
            boolean free = jdbc.sql("update sternway.channel set free_at = " + FROM_NOW
                                    + " where name = ? and free_at <= current_timestamp")
                            .params(TURN.toMillis(), channel)
                            .update()
                    == 1;
            Optional<Outgoing> claimed = free ? claim(oldest.get(), now, until) : Optional.empty();
            if (claimed.isEmpty()) {
                status.setRollbackOnly();
            }
            return claimed.orElse(null);
        }));
        return mine.<Turn>map(Turn.Yours::new).orElseGet(() -> new Turn.Later(SOMEBODY_WAS_FASTER));
    }

    private Optional<String> oldest(String channel, Instant now) {
        return jdbc.sql("select id from sternway.message where channel = ? and" + OPEN
                        + " order by written_at, id limit 1")
                .params(channel, column(now))
                .query(String.class)
                .optional();
    }

    /** By the database's clock, which all nodes share. */
    private Optional<Duration> wait(String channel) {
        Optional<Duration> left = left(channel);
        if (left.isEmpty()) {
            try {
                jdbc.sql("insert into sternway.channel (name, free_at) values (?, current_timestamp)")
                        .param(channel)
                        .update();
            } catch (DuplicateKeyException twin) {
                return left(channel).filter(JdbcMessages::positive);
            }
        }
        return left.filter(JdbcMessages::positive);
    }

    private Optional<Duration> left(String channel) {
        return jdbc.sql("select free_at, current_timestamp as now from sternway.channel where name = ?")
                .param(channel)
                .query((row, number) -> Duration.between(instant(row, "now"), instant(row, "free_at")))
                .optional();
    }

    private static boolean positive(Duration left) {
        return !left.isNegative() && !left.isZero();
    }

    /** Whoever was too slow with its turn does not shorten what the next one was asked for. */
    @Override
    public void free(String channel, Duration after) {
        jdbc.sql("update sternway.channel set free_at = " + FROM_NOW + " where name = ? and free_at <= " + FROM_NOW)
                .params(after.toMillis(), channel, Math.max(after.toMillis(), TURN.toMillis()))
                .update();
    }

    private Optional<Outgoing> claim(String id, Instant now, Instant until) {
        int mine = jdbc.sql("update sternway.message set unsure = (unsure or state = 'SENDING'), state = 'SENDING',"
                        + " attempt = attempt + 1, due_at = ? where id = ? and" + OPEN)
                .params(column(until), id, column(now))
                .update();
        return mine == 0
                ? Optional.empty()
                : jdbc.sql("select * from sternway.message where id = ?")
                        .param(id)
                        .query(JdbcMessages::row)
                        .optional();
    }

    @Override
    public void again(Outgoing tried, Instant due) {
        jdbc.sql("update sternway.message set state = 'WAITING', unsure = false, due_at = ?"
                        + " where id = ? and attempt = ? and state = 'SENDING'")
                .params(column(due), tried.id(), tried.attempt())
                .update();
    }

    @Override
    public boolean end(Outgoing tried, Outgoing.State state) {
        return jdbc.sql("update sternway.message set state = ? where id = ? and attempt = ? and state = 'SENDING'")
                        .params(state.name(), tried.id(), tried.attempt())
                        .update()
                == 1;
    }

    @Override
    public void forget(Instant before) {
        jdbc.sql("delete from sternway.message where state not in ('WAITING', 'SENDING') and due_at < ?")
                .param(column(before))
                .update();
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static OffsetDateTime column(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static Outgoing row(ResultSet row, int number) throws SQLException {
        try {
            return new Outgoing(
                    row.getString("id"),
                    row.getString("run_id"),
                    row.getString("channel"),
                    row.getString("name"),
                    row.getString("uses"),
                    JSON.readTree(row.getString("inputs")),
                    row.getBoolean("while_rolling_back"),
                    row.getBoolean("noted"),
                    row.getInt("attempt"),
                    row.getBoolean("unsure"));
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
