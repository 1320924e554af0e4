package dev.sternway.planner.folder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sternway.planner.Migration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LiquibaseLayoutTest extends FolderFixture {
    @Test
    void makesAMigrationOfEveryChangeset() {
        write("01.sql", """
                --liquibase formatted sql

                --changeset anna:1
                --comment: people
                create table people (id int);
                --rollback drop table people;

                -- changeset "ben k":"2 b" splitStatements:false endDelimiter:/
                create function f() returns int as 'select 1' language sql
                /
                /* liquibase rollback
                drop function f();
                */
                --changeset anna:3
                select ${n};
                --rollback not required
                """);

        assertThat(read().layout()).isEqualTo(Layout.LIQUIBASE);
        assertThat(names()).containsExactly("01.sql::1::anna", "01.sql::2 b::ben k", "01.sql::3::anna");
        Migration people = read().migrations().get(0);
        assertThat(people.up().lines().toList().get(4)).isEqualTo("create table people (id int);");
        assertThat(people.up()).doesNotContain("drop");
        assertThat(people.down()).contains("drop table people;\n");
        Migration function = read().migrations().get(1);
        assertThat(function.up().strip()).isEqualTo("create function f() returns int as 'select 1' language sql\n;");
        assertThat(function.down()).contains("drop function f();\n");
        assertThat(read().migrations().get(2).down()).isEmpty();
    }

    @Test
    void takesFilesInOrderAndLeavesOtherDatabasesOut() {
        write("b/02.sql", "--liquibase formatted sql\n--changeset a:1 dbms:mysql\nselect 1;\n");
        write("b/10.sql", "--liquibase formatted sql\n--changeset a:1 dbms:h2,postgresql\nselect 1;\n");
        write("a.sql", "-- liquibase formatted sql\n--changeset a:1\nselect 1;\n");

        assertThat(names()).containsExactly("a.sql::1::a", "b/10.sql::1::a");
        assertThat(read().notices()).anySatisfy(it -> assertThat(it).contains("mysql", "b/02.sql"));
    }

    @Test
    void fillsInParametersThatHaveAValueAndLeavesTheOthers() {
        write("a.sql", "--liquibase formatted sql\n--changeset a:1\nselect ${n}, '${m}';\n");

        assertThat(MigrationFolder.read(dir, Optional.empty(), Map.of("n", "7"))
                        .migrations()
                        .get(0)
                        .up())
                .contains("select 7, '${m}';");
    }

    @Test
    void saysWhatItDoesNotHeed() {
        write("a.sql", "--liquibase formatted sql\n--changeset a:1\n--preconditions onFail:MARK_RAN\nselect 1;\n");

        assertThat(read().notices()).anySatisfy(it -> assertThat(it).contains("--preconditions onFail:MARK_RAN"));
    }

    @Test
    void refusesARepeatedChangeset() {
        write("a.sql", "--liquibase formatted sql\n--changeset a:1\nselect 1;\n--changeset a:1\nselect 2;\n");

        refusal().hasMessageContainingAll("SW-0463", "Line 4", "a:1", "a.sql");
    }
}
