package dev.sternway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sternway.testing.PostgresServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DatabaseCompareTest {
    private final String left = PostgresServer.create();
    private final String right = PostgresServer.create();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void saysWhichTablesDifferAndInWhichKeys() {
        tables();
        PostgresServer.execute(
                right,
                "update users set name = 'other' where id between 3 and 7",
                "delete from users where id = 1",
                "alter table tasks add done boolean",
                "create table extra (id int)");

        assertThat(compare("--keys", "4")).isEqualTo(Cli.FINDINGS);

        assertThat(out.toString().lines())
                .containsExactly(
                        "public.extra: only on the right",
                        "public.tasks: equal, 1 row",
                        "  column + done boolean",
                        "public.users: 1 row only on the left, 0 only on the right, 5 changed; 9 and 8 rows",
                        "  only-left 1",
                        "  changed 3",
                        "  changed 4",
                        "  changed 5",
                        "3 tables, 3 differ");
    }

    @Test
    void isContentWhenAllIsEqual() {
        tables();

        assertThat(compare()).isZero();
        assertThat(out.toString()).contains("2 tables, all equal");
    }

    @Test
    void speaksToMachinesOfOneTable() {
        tables();
        PostgresServer.execute(right, "update users set name = null where id = 2", "drop table tasks");

        assertThat(compare("--table", "users", "--json")).isEqualTo(Cli.FINDINGS);

        assertThat(out.toString().lines())
                .containsExactly(
                        "{\"table\":\"public.users\",\"left-rows\":9,\"right-rows\":9,\"only-left\":0,\"only-right\":0,"
                                + "\"changed\":1,\"shape\":[],\"keys\":[{\"where\":\"changed\",\"key\":[\"2\"]}]}",
                        "{\"summary\":{\"tables\":1,\"differing\":1}}");
    }

    @Test
    void refusesWhatItCannotCompareAndSaysWhatToDo() {
        assertThat(compare("--table", "nothing")).isEqualTo(Cli.UNUSABLE);
        assertThat(err.toString()).contains("SW-0480", "public.nothing");
        assertThat(run("database", "compare", "--left", "jdbc:postgresql://localhost:1/x", "--right", url(right)))
                .isEqualTo(Cli.UNUSABLE);
        assertThat(err.toString()).contains("SW-0402");
        assertThat(run("database", "compare", "--left", "jdbc:mysql://localhost/x", "--right", url(right)))
                .isEqualTo(Cli.UNUSABLE);
        assertThat(err.toString()).contains("SW-0688", "two PostgreSQL databases, or two MariaDB schemas");
        assertThat(run("database", "compare", "--left", url(left) + "?password=x", "--right", url(right)))
                .isEqualTo(Cli.UNUSABLE);
        assertThat(err.toString()).contains("SW-0468").doesNotContain("Exception");
    }

    private void tables() {
        for (String database : List.of(left, right)) {
            PostgresServer.execute(
                    database,
                    "create table users (id int primary key, name text)",
                    "insert into users select i, 'u' || i from generate_series(1, 9) i",
                    "create table tasks (id int primary key)",
                    "insert into tasks values (1)");
        }
    }

    private int compare(String... options) {
        return run(Stream.concat(
                        Stream.of("database", "compare", "--left", url(left), "--right", url(right)),
                        Stream.of(options))
                .toArray(String[]::new));
    }

    private int run(String... words) {
        return Cli.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(words);
    }

    private static String url(String database) {
        return PostgresServer.url(database);
    }
}
