package dev.sternway.store;

import dev.sternway.run.close.Documents;
import java.time.Clock;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

@Repository
class JdbcDocuments implements Documents {
    private final JdbcClient jdbc;
    private final Clock clock;

    JdbcDocuments(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    @Transactional
    public void write(String runId, String name, String content) {
        jdbc.sql("delete from sternway.document where run_id = ? and name = ?")
                .params(runId, name)
                .update();
        jdbc.sql("insert into sternway.document (run_id, name, content, written_at) values (?, ?, ?, ?)")
                .params(runId, name, content, Times.column(clock.instant()))
                .update();
    }

    @Override
    public Optional<String> find(String runId, String name) {
        return jdbc.sql("select content from sternway.document where run_id = ? and name = ?")
                .params(runId, name)
                .query((row, number) -> row.getString(1))
                .optional();
    }
}
