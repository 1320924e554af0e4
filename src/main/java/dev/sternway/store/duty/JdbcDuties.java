package dev.sternway.store.duty;

import dev.sternway.run.duty.Duties;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** One row. A database in a file has one node, which need not wait for the lease of the one that died. */
@Repository
class JdbcDuties implements Duties {
    private final JdbcClient jdbc;
    private final boolean alone;

    JdbcDuties(JdbcClient jdbc, @Value("${spring.datasource.url}") String url) {
        this.jdbc = jdbc;
        this.alone = !url.startsWith("jdbc:postgresql:");
    }

    @Override
    public boolean take(String node, Duration lease) {
        return jdbc.sql(
                                "update sternway.duty set node = ?, lasts_until = current_timestamp + cast(? as integer) * interval '1' second"
                                        + " where node = ? or lasts_until < current_timestamp or ?")
                        .params(node, (int) lease.toSeconds(), node, alone)
                        .update()
                == 1;
    }

    @Override
    public Optional<Instant> now() {
        return alone
                ? Optional.empty()
                : Optional.of(jdbc.sql("select clock_timestamp()")
                        .query((row, number) ->
                                row.getObject(1, OffsetDateTime.class).toInstant())
                        .single());
    }

    @Override
    public void leave(String node) {
        jdbc.sql("update sternway.duty set lasts_until = current_timestamp where node = ?")
                .param(node)
                .update();
    }
}
