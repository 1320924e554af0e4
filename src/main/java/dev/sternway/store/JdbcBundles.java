package dev.sternway.store;

import dev.sternway.plan.bundle.PlanBundle;
import dev.sternway.run.Bundles;
import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

@Repository
class JdbcBundles implements Bundles {
    private final JdbcClient jdbc;
    private final Clock clock;
    /** Sealed content never changes, so it is unpacked once. */
    private final Map<String, PlanBundle> unpacked = new ConcurrentHashMap<>();

    JdbcBundles(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    @Transactional
    public int register(String planId, PlanBundle bundle, String by) {
        Optional<Integer> known = jdbc.sql("select revision from sternway.bundle where digest = ?")
                .param(bundle.digest())
                .query(Integer.class)
                .optional();
        if (known.isPresent()) {
            return known.get();
        }
        int revision = 1
                + jdbc.sql("select coalesce(max(revision), 0) from sternway.bundle where plan_id = ?")
                        .param(planId)
                        .query(Integer.class)
                        .single();
        jdbc.sql("insert into sternway.bundle (digest, plan_id, revision, content, registered_by, registered_at)"
                        + " values (?, ?, ?, ?, ?, ?)")
                .params(bundle.digest(), planId, revision, bundle.toZip(), by, Times.column(clock.instant()))
                .update();
        return revision;
    }

    @Override
    public Optional<PlanBundle> find(String digest) {
        PlanBundle known = unpacked.get(digest);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<PlanBundle> found = jdbc.sql("select content from sternway.bundle where digest = ?")
                .param(digest)
                .query((row, number) -> PlanBundle.ofZip(new ByteArrayInputStream(row.getBytes(1))))
                .optional();
        found.ifPresent(bundle -> unpacked.put(digest, bundle));
        return found;
    }
}
