package dev.sternway.store.door;

import dev.sternway.security.login.Attempts;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Counts in the database, so that all nodes count together. */
@Repository
class JdbcAttempts implements Attempts {
    private final JdbcClient jdbc;

    JdbcAttempts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Map<String, Count> of(Collection<String> subjects) {
        Map<String, Count> counts = new HashMap<>();
        jdbc.sql("select * from sternway.failed_log_in where subject in (:subjects)")
                .param("subjects", subjects)
                .query(row -> {
                    Instant last =
                            row.getObject("last_at", OffsetDateTime.class).toInstant();
                    counts.put(row.getString("subject"), new Count(row.getInt("failures"), last));
                });
        return counts;
    }

    @Override
    public void failed(String subject, Instant now, Instant stale) {
        if (oneMore(subject, now, stale)) {
            return;
        }
        try {
            jdbc.sql("insert into sternway.failed_log_in (subject, failures, last_at) values (?, 1, ?)")
                    .params(subject, column(now))
                    .update();
        } catch (DuplicateKeyException another) {
            oneMore(subject, now, stale);
        }
    }

    private boolean oneMore(String subject, Instant now, Instant stale) {
        return jdbc.sql("update sternway.failed_log_in set last_at = ?,"
                                + " failures = case when last_at < ? then 1 else failures + 1 end where subject = ?")
                        .params(column(now), column(stale), subject)
                        .update()
                == 1;
    }

    @Override
    public void forget(Collection<String> subjects) {
        jdbc.sql("delete from sternway.failed_log_in where subject in (:subjects)")
                .param("subjects", subjects)
                .update();
    }

    @Override
    public void purge(Instant stale) {
        jdbc.sql("delete from sternway.failed_log_in where last_at < ?")
                .param(column(stale))
                .update();
    }

    private static OffsetDateTime column(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
