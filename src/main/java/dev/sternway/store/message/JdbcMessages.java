package dev.sternway.store.message;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sternway.run.tell.Messages;
import dev.sternway.run.tell.Outgoing;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** A message that is being sent is due again when its sender should be done; so a dead one loses none. */
@Repository
class JdbcMessages implements Messages {
    private static final int LONGEST_NAME = 300;
    private static final JsonMapper JSON = new JsonMapper();
    private static final String OPEN = " state in ('WAITING', 'SENDING') and due_at <= ?";

    private final JdbcClient jdbc;

    JdbcMessages(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public boolean add(Outgoing message, Instant now) {
        if (state(message.id()).isPresent()) {
            return false;
        }
        String name = message.name();
        return jdbc.sql(
                                "insert into sternway.message (id, run_id, name, uses, inputs, while_rolling_back, noted, state,"
                                        + " attempt, unsure, due_at, written_at)"
                                        + " values (?, ?, ?, ?, ?, ?, ?, 'WAITING', 0, false, ?, ?)")
                        .params(
                                message.id(),
                                message.runId(),
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
    public List<Outgoing> due(Instant now, int limit) {
        return jdbc.sql("select * from sternway.message where" + OPEN + " order by due_at limit ?")
                .params(column(now), limit)
                .query(JdbcMessages::row)
                .list();
    }

    @Override
    public Optional<Outgoing> claim(String id, Instant now, Instant until) {
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

    private static OffsetDateTime column(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static Outgoing row(ResultSet row, int number) throws SQLException {
        try {
            return new Outgoing(
                    row.getString("id"),
                    row.getString("run_id"),
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
