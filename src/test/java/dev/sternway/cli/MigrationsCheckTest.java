package dev.sternway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sternway.testing.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationsCheckTest {
    private static final String COPIES = "select count(*) from pg_database where datname like 'sternway_scratch_%'";

    @TempDir
    private Path dir;

    @Test
    void exitsZeroWhenEverythingIsProven() throws IOException {
        write("V1__people.sql", "create table people (id int primary key, name text);");
        write("V2__rename.sql", "alter table people rename column name to full_name;");
        write("U2__rename.sql", "alter table people rename column full_name to name;");

        CheckedFolder checked = CheckedFolder.of(dir);

        assertThat(checked.code()).isZero();
        assertThat(checked.out().lines())
                .anySatisfy(
                        line -> assertThat(line).matches("Layout flyway, 2 migrations, on embedded PostgreSQL 15.*"))
                .anySatisfy(line -> assertThat(line)
                        .matches("V1__people.sql {2}proven-with-salvage {2}theirs absent {5}+ *\\d+ ms"))
                .anySatisfy(line -> assertThat(line).matches("V2__rename.sql {2}proven {15}theirs equal {6} *\\d+ ms"))
                .anySatisfy(line -> assertThat(line)
                        .contains("2 migrations", "1 proven, 1 proven-with-salvage, 0 refused", "1 equal"));
    }

    @Test
    void answersMachinesWithTheseFieldsAndNoOthers() throws IOException {
        write("1.sql", "create table people (id int primary key);");

        CheckedFolder checked = CheckedFolder.of(dir, "--json");

        assertThat(names(checked.migrations().get(0)))
                .containsExactly("migration", "outcome", "reason", "theirs", "lossless", "millis");
        assertThat(names(checked.summary()))
                .containsExactly(
                        "migrations", "proven", "proven-with-salvage", "refused", "failed-forward", "theirs", "millis");
    }

    @Test
    void goesOnAfterAMigrationThatFails() throws IOException {
        write("1.sql", "create table people (id int primary key);");
        write("2.sql", "create table more (id int); alter table nobody add column x int;");
        write("3.sql", "create table more (id int primary key);");

        CheckedFolder json = CheckedFolder.of(dir, "--json");
        CheckedFolder text = CheckedFolder.of(dir);

        assertThat(json.code()).isEqualTo(1);
        assertThat(json.migrations())
                .extracting(it -> it.path("outcome").asText())
                .containsExactly("proven-with-salvage", "failed-forward", "proven-with-salvage");
        assertThat(json.migrations().get(1).path("reason").asText()).contains("nobody");
        assertThat(text.out()).contains("the next ones run on the state before it");
    }

    @Test
    void reportsAWrongWayBackWithTheDifference() throws IOException {
        write("1.sql", "create table people (id int); create index people_idx on people (id);");
        write("2.sql", "drop index people_idx;");
        write("2.down.sql", "select 1;");

        CheckedFolder both = CheckedFolder.of(dir, "--json");
        JsonNode wrong = both.migrations().get(1);

        assertThat(both.code()).isZero();
        assertThat(wrong.path("theirs").asText()).isEqualTo("different");
        assertThat(wrong.path("reason").asText()).contains("theirs: ", "people_idx");
        assertThat(CheckedFolder.of(dir, "--down", "theirs").code()).isEqualTo(1);
    }

    @Test
    void doesNotRunTheTeamsOwnWhenOnlyTheDerivedAreAskedFor() throws IOException {
        write("1.sql", "create table people (id int);");
        write("1.down.sql", "nonsense;");

        assertThat(CheckedFolder.of(dir, "--json", "--down", "derived")
                        .migrations()
                        .get(0)
                        .path("theirs")
                        .asText())
                .isEqualTo("absent");
    }

    @Test
    void startsFromACopyOfTheTargetAndLeavesTheTargetAlone() throws IOException {
        String target = PostgresServer.create();
        PostgresServer.execute(
                target,
                "create table people (id int primary key, name text)",
                "insert into people values (1, 'Ana')",
                "create table schema_migrations (version bigint primary key, dirty boolean not null)",
                "insert into schema_migrations values (1, false)");
        write("1_people.up.sql", "create table people (id int primary key, name text);");
        write("2_drop_name.up.sql", "alter table people drop column name;");

        CheckedFolder checked = CheckedFolder.of(dir, "--url", PostgresServer.url(target), "--user", "postgres");

        assertThat(checked.err()).contains("1 migration is left out", "public.schema_migrations");
        assertThat(checked.out())
                .contains("2_drop_name", "copy sternway_scratch_")
                .doesNotContain("1_people");
        assertThat(checked.code()).isZero();
        assertThat(PostgresServer.value(target, "select name from people")).isEqualTo("Ana");
        assertThat(PostgresServer.value(target, COPIES)).isEqualTo("0");
    }

    @Test
    void keepsAMigrationThatCreatesARoleAwayFromTheTargetsServer() throws IOException {
        String target = PostgresServer.create();
        write("1.sql", "create role reporting_of_the_year;");

        CheckedFolder checked = CheckedFolder.of(dir, "--url", PostgresServer.url(target));

        assertThat(checked.code()).isEqualTo(2);
        assertThat(checked.err()).contains("SW-0469", "1.sql", "line 1");
        assertThat(PostgresServer.value(target, COPIES)).isEqualTo("0");
        assertThat(PostgresServer.value(target, "select 1 from pg_roles where rolname = 'reporting_of_the_year'"))
                .isEmpty();
    }

    @Test
    void exitsTwoWhenTheFolderCannotBeUsed() {
        CheckedFolder missing = CheckedFolder.of(dir.resolve("nowhere"));

        assertThat(missing.code()).isEqualTo(2);
        assertThat(missing.err()).contains("SW-0460", "nowhere").doesNotContain("\tat ");
        assertThat(CheckedFolder.of(dir).err()).contains("SW-0461");
    }

    @Test
    void namesTheChoicesOfAnOption() {
        CheckedFolder checked = CheckedFolder.of(dir, "--layout", "rails");

        assertThat(checked.code()).isEqualTo(2);
        assertThat(checked.err()).contains("flyway, golang-migrate, diesel, flat, liquibase", "rails");
    }

    private static List<String> names(JsonNode object) {
        Iterator<String> names = object.fieldNames();
        return java.util.stream.Stream.generate(() -> "")
                .takeWhile(it -> names.hasNext())
                .map(it -> names.next())
                .toList();
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(dir.resolve(name), text);
    }
}
