package dev.sternway.planner.scratch;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sternway.planner.Migration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerWideTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "create role reporting",
                "DROP USER anna",
                "alter   database shop set timezone to 'UTC'",
                "do $$ begin execute 'create role x'; end $$",
                "alter system set wal_level = logical",
                "grant admins to anna",
                "revoke admins, owners from anna",
                "copy t to program 'curl http://x'",
                "select dblink_exec('host=live', 'delete from t')",
                "select pg_reload_conf()",
                "select cron.schedule('x', '* * * * *', 'select 1')",
                "create subscription s connection 'x' publication p"
            })
    void refusesWhatTheTargetWouldFeel(String sql) {
        assertThatThrownBy(() -> ServerWide.refuse(List.of(migration("select 1;\n" + sql, Optional.empty()))))
                .hasMessageContainingAll("SW-0469", "V1__a.sql", "line 2");
    }

    @Test
    void looksAtTheWayBackToo() {
        assertThatThrownBy(() -> ServerWide.refuse(List.of(migration("select 1", Optional.of("drop role x")))))
                .hasMessageContaining("SW-0469");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create table users (role text, database text)",
                "alter table users add column user_group int",
                "grant select, insert on users to app",
                "revoke all on all tables in schema public from public",
                "alter default privileges for role app grant select on tables to app",
                "create user mapping for app server billing",
                "update users set role = 'admin' where name = 'x'",
                "alter table users owner to app"
            })
    void letsThroughWhatStaysInside(String sql) {
        assertThatCode(() -> ServerWide.refuse(List.of(migration(sql, Optional.empty()))))
                .doesNotThrowAnyException();
    }

    private static Migration migration(String up, Optional<String> down) {
        return new Migration("V1__a.sql", "db/V1__a.sql", up, down);
    }
}
