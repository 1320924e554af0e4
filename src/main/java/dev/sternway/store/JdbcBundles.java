package dev.sternway.store;

import dev.sternway.plan.bundle.PlanBundle;
import dev.sternway.run.Bundles;
import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

@Repository
class JdbcBundles implements Bundles {
    private static final long MOST_BYTES = 64L << 20;

    private final JdbcClient jdbc;
    private final Clock clock;
    /** Sealed content never changes, so it is unpacked once; what was not used for longest goes when it is too much. */
    private final Map<String, PlanBundle> unpacked = new LinkedHashMap<>(16, 0.75f, true);

    private long unpackedBytes;

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
        synchronized (unpacked) {
            PlanBundle known = unpacked.get(digest);
            if (known != null) {
                return Optional.of(known);
            }
        }
        Optional<PlanBundle> found = jdbc.sql("select content from sternway.bundle where digest = ?")
                .param(digest)
                .query((row, number) -> PlanBundle.ofZip(new ByteArrayInputStream(row.getBytes(1))))
                .optional();
        found.ifPresent(bundle -> keep(digest, bundle));
        return found;
    }

    private void keep(String digest, PlanBundle bundle) {
        synchronized (unpacked) {
            if (unpacked.put(digest, bundle) == null) {
                unpackedBytes += bundle.size();
            }
            Iterator<PlanBundle> oldest = unpacked.values().iterator();
            while (unpackedBytes > MOST_BYTES && unpacked.size() > 1) {
                unpackedBytes -= oldest.next().size();
                oldest.remove();
            }
        }
    }
}
