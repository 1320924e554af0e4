package dev.sternway.store;

import dev.sternway.ledger.Anchors;
import dev.sternway.ledger.Chain;
import dev.sternway.ledger.Entry;
import dev.sternway.ledger.Origin;
import dev.sternway.run.Trail;
import dev.sternway.run.secret.Secrets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

@Repository
class JdbcTrail implements Trail {
    private static final int LONGEST_TEXT = 4000;
    private static final String DIGEST = "[0-9a-f]{64}";

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Secrets secrets;

    JdbcTrail(JdbcClient jdbc, Clock clock, Secrets secrets) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.secrets = secrets;
    }

    @Override
    @Transactional
    public void append(String runId, String actor, Entry.Kind kind, String text, Map<String, String> detail) {
        oneWriterAtATime(runId);
        Map<String, String> all = new TreeMap<>(Origin.current());
        detail.forEach((name, value) -> all.put(name, value.matches(DIGEST) ? value : secrets.mask(value)));
        Entry entry = chained(runId, actor, kind, secrets.mask(text), all);
        if (Anchors.isDue(entry)) {
            lockAnchors();
            chained(
                    Anchors.CHAIN,
                    "sternway",
                    Entry.Kind.ANCHORED,
                    runId + " entry " + entry.sequence(),
                    Anchors.note(entry));
        }
    }

    private Entry chained(String runId, String actor, Entry.Kind kind, String text, Map<String, String> detail) {
        Optional<Entry> last = jdbc.sql("select * from sternway.ledger where run_id = ? order by sequence desc limit 1")
                .param(runId)
                .query(JdbcTrail::entry)
                .optional();
        String kept = text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text;
        Entry entry = Chain.append(last, runId, clock.instant(), actor, kind, kept, detail);
        jdbc.sql("insert into sternway.ledger (run_id, sequence, at, actor, kind, text, detail, previous_hash, hash)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .params(
                        entry.runId(),
                        entry.sequence(),
                        Times.column(entry.at()),
                        entry.actor(),
                        entry.kind().name(),
                        entry.text(),
                        Json.text(entry.detail()),
                        entry.previousHash(),
                        entry.hash())
                .update();
        return entry;
    }

    @Override
    public List<String> runs() {
        return jdbc.sql("select distinct run_id from sternway.ledger where run_id <> ? order by run_id")
                .param(Anchors.CHAIN)
                .query(String.class)
                .list();
    }

    @Override
    public long length(String runId) {
        return jdbc.sql("select count(*) from sternway.ledger where run_id = ?")
                .param(runId)
                .query(Long.class)
                .single();
    }

    @Override
    public List<Entry> of(String runId) {
        return jdbc.sql("select * from sternway.ledger where run_id = ? order by sequence")
                .param(runId)
                .query(JdbcTrail::entry)
                .list();
    }

    private void lockAnchors() {
        jdbc.sql("select id from sternway.anchor for update")
                .query(Integer.class)
                .single();
    }

    private void oneWriterAtATime(String runId) {
        if (runId.equals(Anchors.ACCESS)) {
            lockAnchors();
        } else if (!locked("rollback", runId)) {
            locked("guard", runId);
        }
    }

    private boolean locked(String table, String id) {
        return jdbc.sql("select id from sternway." + table + " where id = ? for update")
                .param(id)
                .query(String.class)
                .optional()
                .isPresent();
    }

    private static Entry entry(ResultSet row, int number) throws SQLException {
        return new Entry(
                row.getString("run_id"),
                row.getLong("sequence"),
                Times.required(row, "at"),
                row.getString("actor"),
                Entry.Kind.valueOf(row.getString("kind")),
                row.getString("text"),
                Json.facts(row.getString("detail")),
                row.getString("previous_hash"),
                row.getString("hash"));
    }
}
