package dev.sternway.store;

import dev.sternway.run.alert.Alerts;
import dev.sternway.run.alert.ReceivedAlert;
import dev.sternway.watch.alert.Alert;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcAlerts implements Alerts {
    private static final int LONGEST = 2000;
    private static final int LONGEST_NAME = 300;

    private final JdbcClient jdbc;

    JdbcAlerts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Optional<ReceivedAlert> seen(Alert alert, Instant now) {
        int known = jdbc.sql("update sternway.alert set repeats = repeats + 1, last_at = ?"
                        + " where fingerprint = ? and starts_at = ?")
                .params(Times.column(now), alert.fingerprint(), Times.column(alert.startsAt()))
                .update();
        return known == 0 ? Optional.empty() : find(alert);
    }

    @Override
    public boolean add(ReceivedAlert received) {
        Alert alert = received.alert();
        try {
            jdbc.sql("insert into sternway.alert (fingerprint, starts_at, source, name, labels, summary, guard_id,"
                            + " trigger_id, state, why, repeats, received_at, last_at, due_at)"
                            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?)")
                    .params(
                            alert.fingerprint(),
                            Times.column(alert.startsAt()),
                            alert.source(),
                            cut(alert.name(), LONGEST_NAME),
                            Json.text(alert.labels()),
                            cut(alert.summary(), LONGEST),
                            received.guardId().orElse(null),
                            received.triggerId().orElse(null),
                            received.state().name(),
                            cut(received.why(), LONGEST),
                            Times.column(received.receivedAt()),
                            Times.column(received.lastAt()),
                            Times.column(received.dueAt()))
                    .update();
            return true;
        } catch (DuplicateKeyException twin) {
            return false;
        }
    }

    @Override
    public void replace(ReceivedAlert received) {
        jdbc.sql("update sternway.alert set state = ?, why = ?, guard_id = ?, trigger_id = ?, due_at = ?,"
                        + " rollback_id = ? where fingerprint = ? and starts_at = ?")
                .params(
                        received.state().name(),
                        cut(received.why(), LONGEST),
                        received.guardId().orElse(null),
                        received.triggerId().orElse(null),
                        Times.column(received.dueAt()),
                        received.rollbackId().orElse(null),
                        received.alert().fingerprint(),
                        Times.column(received.alert().startsAt()))
                .update();
    }

    @Override
    public boolean claim(ReceivedAlert received, Instant until) {
        return jdbc.sql("update sternway.alert set due_at = ? where fingerprint = ? and starts_at = ?"
                                + " and state = 'WAITING' and due_at = ?")
                        .params(
                                Times.column(until),
                                received.alert().fingerprint(),
                                Times.column(received.alert().startsAt()),
                                Times.column(received.dueAt()))
                        .update()
                == 1;
    }

    @Override
    public List<ReceivedAlert> due(Instant now, int limit) {
        return jdbc.sql("select * from sternway.alert where state = 'WAITING' and due_at <= ? order by due_at limit ?")
                .params(Times.column(now), limit)
                .query(JdbcAlerts::received)
                .list();
    }

    @Override
    public List<ReceivedAlert> resolve(Alert alert) {
        List<ReceivedAlert> open = jdbc.sql("select * from sternway.alert where fingerprint = ? and starts_at <= ?"
                        + " and ends_at is null")
                .params(alert.fingerprint(), Times.column(alert.startsAt()))
                .query(JdbcAlerts::received)
                .list();
        List<ReceivedAlert> ended = new ArrayList<>();
        for (ReceivedAlert one : open) {
            int changed = jdbc.sql("update sternway.alert set ends_at = ?,"
                            + " why = case when state = 'WAITING' then 'it was resolved in time' else why end,"
                            + " state = case when state = 'WAITING' then 'CALMED' else state end"
                            + " where fingerprint = ? and starts_at = ? and ends_at is null")
                    .params(
                            Times.column(alert.endsAt().orElseThrow()),
                            one.alert().fingerprint(),
                            Times.column(one.alert().startsAt()))
                    .update();
            if (changed == 1) {
                find(one.alert()).ifPresent(ended::add);
            }
        }
        return ended;
    }

    @Override
    public List<ReceivedAlert> firing(String name, Instant since) {
        return jdbc.sql("select * from sternway.alert where name = ? and ends_at is null and last_at >= ?")
                .params(name, Times.column(since))
                .query(JdbcAlerts::received)
                .list();
    }

    @Override
    public List<ReceivedAlert> latest(int limit) {
        return jdbc.sql("select * from sternway.alert order by received_at desc limit ?")
                .param(limit)
                .query(JdbcAlerts::received)
                .list();
    }

    private Optional<ReceivedAlert> find(Alert alert) {
        return jdbc.sql("select * from sternway.alert where fingerprint = ? and starts_at = ?")
                .params(alert.fingerprint(), Times.column(alert.startsAt()))
                .query(JdbcAlerts::received)
                .optional();
    }

    private static ReceivedAlert received(ResultSet row, int number) throws SQLException {
        Alert alert = new Alert(
                row.getString("source"),
                row.getString("fingerprint"),
                Times.required(row, "starts_at"),
                Times.optional(row, "ends_at"),
                row.getString("name"),
                Json.facts(row.getString("labels")),
                row.getString("summary"));
        return new ReceivedAlert(
                alert,
                Optional.ofNullable(row.getString("guard_id")),
                Optional.ofNullable(row.getString("trigger_id")),
                ReceivedAlert.State.valueOf(row.getString("state")),
                row.getString("why"),
                row.getLong("repeats"),
                Times.required(row, "received_at"),
                Times.required(row, "last_at"),
                Times.required(row, "due_at"),
                Optional.ofNullable(row.getString("rollback_id")));
    }

    private static String cut(String text, int longest) {
        return text.length() > longest ? text.substring(0, longest) : text;
    }
}
