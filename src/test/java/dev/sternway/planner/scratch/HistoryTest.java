package dev.sternway.planner.scratch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sternway.planner.Migration;
import dev.sternway.planner.folder.MigrationFolder;
import dev.sternway.testing.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {
    @TempDir
    private Path dir;

    private String database;

    @BeforeEach
    void create() {
        database = PostgresServer.create();
    }

    @Test
    void readsWhatFlywayWrote() throws SQLException, IOException {
        files("V1__a.sql", "V2_1__b.sql", "sub/V3__c.sql", "R__r.sql");
        Flyway.configure()
                .dataSource(PostgresServer.url(database), "postgres", "")
                .locations("filesystem:" + dir)
                .target("2.1")
                .load()
                .migrate();

        assertThat(pending().table()).isEqualTo("public.flyway_schema_history");
        assertThat(names()).containsExactly("V3__c.sql", "R__r.sql");
    }

    @Test
    void startsAfterFlywaysBaseline() throws SQLException, IOException {
        files("V1__a.sql", "V2__b.sql", "V3__c.sql");
        PostgresServer.execute(database, "create table old (a int)");
        Flyway.configure()
                .dataSource(PostgresServer.url(database), "postgres", "")
                .locations("filesystem:" + dir)
                .baselineVersion("2")
                .load()
                .baseline();

        assertThat(names()).containsExactly("V3__c.sql");
    }

    @Test
    void readsTheVersionOfGolangMigrate() throws SQLException, IOException {
        files("000001_a.up.sql", "000002_b.up.sql", "000010_c.up.sql");
        PostgresServer.execute(
                database,
                "create table schema_migrations (version bigint primary key, dirty boolean not null)",
                "insert into schema_migrations values (2, false)");

        assertThat(names()).containsExactly("000010_c");
    }

    @Test
    void readsTheVersionsOfDiesel() throws SQLException, IOException {
        files("2024-01-01-000000_a/up.sql", "2024-01-02-000000_b/up.sql");
        PostgresServer.execute(
                database,
                "create table __diesel_schema_migrations (version varchar(50) primary key, run_on timestamp)",
                "insert into __diesel_schema_migrations values ('20240101000000', now())");

        assertThat(names()).containsExactly("2024-01-02-000000_b");
    }

    @Test
    void readsTheVersionsOfDbmateAndGoose() throws SQLException, IOException {
        files("20240101_a.sql", "20240102_b.sql", "20240103_c.sql");
        PostgresServer.execute(
                database,
                "create table schema_migrations (version varchar primary key)",
                "insert into schema_migrations values ('20240101'), ('20240103')");
        assertThat(names()).containsExactly("20240102_b.sql");

        PostgresServer.execute(
                database,
                "create table goose_db_version (id serial, version_id bigint, is_applied boolean)",
                "insert into goose_db_version (version_id, is_applied) values (0, true), (20240101, true),"
                        + " (20240102, true), (20240102, false)");
        assertThat(names()).containsExactly("20240102_b.sql", "20240103_c.sql");
    }

    @Test
    void readsTheChangesetsOfLiquibase() throws SQLException, IOException {
        Files.writeString(
                dir.resolve("01.sql"),
                "--liquibase formatted sql\n--changeset anna:1\nselect 1;\n--changeset anna:2\nselect 2;\n");
        PostgresServer.execute(
                database,
                "create table databasechangelog (id text, author text, filename text)",
                "insert into databasechangelog values ('1', 'anna', 'db/changelog/01.sql')");

        assertThat(names()).containsExactly("01.sql::2::anna");
    }

    @Test
    void takesAllWhereNoToolKeptATable() throws SQLException, IOException {
        files("V1__a.sql", "V2__b.sql");

        assertThat(pending().table()).isEmpty();
        assertThat(names()).hasSize(2);
    }

    private java.util.List<String> names() throws SQLException {
        return pending().migrations().stream().map(Migration::name).toList();
    }

    private History.Pending pending() throws SQLException {
        try (Connection connection = PostgresServer.connect(database)) {
            return History.pending(connection, MigrationFolder.read(dir, Optional.empty(), Map.of()));
        }
    }

    private void files(String... names) throws IOException {
        for (String name : names) {
            Path file = dir.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "select 1;\n");
        }
    }
}
