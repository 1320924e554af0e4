package dev.sternway.store.proposal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sternway.run.propose.Proposal;
import dev.sternway.run.propose.Proposals;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Of two verdicts at once the database takes the first. */
@Repository
class JdbcProposals implements Proposals {
    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<Map<String, String>> FILES = new TypeReference<>() {};

    private final JdbcClient jdbc;

    JdbcProposals(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void add(Proposal proposal) {
        try {
            jdbc.sql("insert into sternway.proposal (id, name, proposed_by, proposed_at, digest, files, state, reason)"
                            + " values (?, ?, ?, ?, ?, ?, 'WAITING', '')")
                    .params(
                            proposal.id(),
                            proposal.name(),
                            proposal.proposedBy(),
                            column(proposal.proposedAt()),
                            proposal.digest(),
                            JSON.writeValueAsString(proposal.files()))
                    .update();
        } catch (JsonProcessingException impossible) {
            throw new IllegalArgumentException(impossible);
        }
    }

    @Override
    public Optional<Proposal> find(String id) {
        return jdbc.sql("select * from sternway.proposal where id = ?")
                .param(id)
                .query(JdbcProposals::row)
                .optional();
    }

    @Override
    public List<Proposal> all() {
        return jdbc.sql("select * from sternway.proposal order by proposed_at desc, id limit 200")
                .query(JdbcProposals::row)
                .list();
    }

    @Override
    public boolean settle(String id, Proposal.Verdict verdict) {
        return jdbc.sql("update sternway.proposal set state = ?, decided_by = ?, decided_at = ?, deployment = ?,"
                                + " reason = ? where id = ? and state = 'WAITING'")
                        .params(
                                verdict.deployed() ? "DEPLOYED" : "REJECTED",
                                verdict.by(),
                                column(verdict.at()),
                                verdict.deployment().orElse(""),
                                verdict.reason(),
                                id)
                        .update()
                == 1;
    }

    private static OffsetDateTime column(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static Proposal row(ResultSet row, int number) throws SQLException {
        try {
            return new Proposal(
                    row.getString("id"),
                    row.getString("name"),
                    row.getString("proposed_by"),
                    row.getObject("proposed_at", OffsetDateTime.class).toInstant(),
                    row.getString("digest"),
                    JSON.readValue(row.getString("files"), FILES),
                    verdict(row));
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static Optional<Proposal.Verdict> verdict(ResultSet row) throws SQLException {
        if (row.getString("state").equals("WAITING")) {
            return Optional.empty();
        }
        return Optional.of(new Proposal.Verdict(
                row.getString("state").equals("DEPLOYED"),
                row.getString("decided_by"),
                row.getObject("decided_at", OffsetDateTime.class).toInstant(),
                Optional.of(row.getString("deployment")).filter(id -> !id.isEmpty()),
                row.getString("reason")));
    }
}
