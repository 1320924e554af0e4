package dev.sternway.executor.check;

import static dev.sternway.testing.Steps.done;
import static dev.sternway.testing.Steps.failed;
import static dev.sternway.testing.Steps.inputs;
import static dev.sternway.testing.Steps.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sternway.executor.Outcome;
import dev.sternway.executor.TestContext;
import dev.sternway.testing.PostgresServer;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckSqlTest {
    private final CheckSql check = new CheckSql();
    private final String database = PostgresServer.create();

    @TempDir
    Path folder;

    private TestContext context;

    @BeforeEach
    void open() {
        PostgresServer.execute(
                database,
                "create table users (name text, role text)",
                "insert into users values ('maria', 'admin'), ('ivan', null)");
        context = new TestContext(folder).target("db", PostgresServer.target(database));
    }

    @Test
    void comparesTheFirstValueAsText() throws Exception {
        done(run("{query: select count(*) from users, expect: '2'}"));
        done(run("{query: select true, expect: 't'}"));
        done(run("{query: select role from users order by name, expect: 'NULL'}"));

        assertThat(failed(run("{query: select count(*) from users where role is null, expect: '0'}"), true)
                        .what())
                .contains("answers 1, expected 0");
        assertThat(failed(run("{query: select 1 where false, expect: '1'}"), true)
                        .what())
                .contains("answers no row, expected 1");
    }

    @Test
    void countsRows() throws Exception {
        done(run("{query: select name from users, expect-rows: 2}"));
        done(run("{query: select name from users where false, expect-rows: 0}"));

        assertThat(failed(run("{query: select name from users, expect-rows: 0}"), true)
                        .what())
                .contains("answers 2 rows, expected 0 rows");
    }

    @Test
    void changesNothing() throws Exception {
        assertThat(refused(run("{query: delete from users returning name, expect-rows: 2}"))
                        .code())
                .isEqualTo("SW-0522");
        assertThat(PostgresServer.value(database, "select count(*) from users")).isEqualTo("2");
    }

    @Test
    void saysThatTheQueryIsWrong() throws Exception {
        assertThat(failed(run("{query: select count(*) from people, expect: '0'}"), false)
                        .what())
                .contains("people");
    }

    private Outcome run(String with) throws Exception {
        String inner = with.substring(1);
        return check.run(inputs(check, "{database: db, " + inner), context);
    }
}
