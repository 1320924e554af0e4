package dev.sternway.store.door;

import dev.sternway.security.access.Action;
import dev.sternway.security.token.ApiToken;
import dev.sternway.security.token.Tokens;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcTokens implements Tokens {
    private final JdbcClient jdbc;

    JdbcTokens(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void add(ApiToken token, String digest) {
        jdbc.sql("insert into sternway.api_token (id, name, prefix, digest, owner, scopes, created_by, created_at,"
                        + " expires_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .params(
                        token.id(),
                        token.name(),
                        token.prefix(),
                        digest,
                        token.owner(),
                        token.scopes().stream().map(Action::scope).sorted().collect(Collectors.joining(",")),
                        token.createdBy(),
                        column(token.createdAt()),
                        column(token.expiresAt()))
                .update();
    }

    @Override
    public Optional<ApiToken> ofDigest(String digest) {
        return jdbc.sql("select * from sternway.api_token where digest = ?")
                .param(digest)
                .query(JdbcTokens::row)
                .optional();
    }

    @Override
    public Optional<ApiToken> find(String id) {
        return jdbc.sql("select * from sternway.api_token where id = ?")
                .param(id)
                .query(JdbcTokens::row)
                .optional();
    }

    @Override
    public List<ApiToken> list() {
        return jdbc.sql("select * from sternway.api_token order by created_at desc, id")
                .query(JdbcTokens::row)
                .list();
    }

    @Override
    public void used(String id, Instant at) {
        jdbc.sql("update sternway.api_token set last_used_at = ? where id = ?")
                .params(column(at), id)
                .update();
    }

    @Override
    public void revoke(String id, Instant at) {
        jdbc.sql("update sternway.api_token set revoked_at = ? where id = ? and revoked_at is null")
                .params(column(at), id)
                .update();
    }

    private static ApiToken row(ResultSet row, int number) throws SQLException {
        return new ApiToken(
                row.getString("id"),
                row.getString("name"),
                row.getString("prefix"),
                row.getString("owner"),
                Arrays.stream(row.getString("scopes").split(","))
                        .map(Action::ofScope)
                        .collect(Collectors.toUnmodifiableSet()),
                row.getString("created_by"),
                instant(row, "created_at").orElseThrow(),
                instant(row, "expires_at").orElseThrow(),
                instant(row, "last_used_at"),
                instant(row, "revoked_at"));
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }

    private static OffsetDateTime column(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
