package dev.sternway.planner.scratch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sternway.base.Secret;
import dev.sternway.database.catalog.Sql;
import dev.sternway.testing.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClonedScratchTest {
    private static final String COPIES = "select count(*) from pg_database where datname like 'sternway_scratch_%'";

    private String target;

    @BeforeEach
    void fillATarget() {
        target = PostgresServer.create();
        PostgresServer.execute(target, "create table t (a int)", "insert into t values (7)");
    }

    @Test
    void copiesTheTargetLeavesItAloneAndIsGoneAfterwards() throws SQLException {
        try (ClonedScratch scratch = clone("postgres")) {
            try (Connection connection = scratch.connection();
                    Statement statement = connection.createStatement()) {
                assertThat(Sql.column(connection, "select a from t")).containsExactly("7");
                assertThat(connection.getCatalog()).startsWith("sternway_scratch_");
                statement.execute("drop table t");
            }
            assertThat(scratch.description()).contains(target, "PostgreSQL 15");
            assertThat(PostgresServer.value(target, "select a from t")).isEqualTo("7");
            assertThat(PostgresServer.value(target, COPIES)).isEqualTo("1");
        }
        assertThat(PostgresServer.value(target, COPIES)).isEqualTo("0");
    }

    @Test
    void takesCopiesOfTheCopyAlong() throws SQLException {
        try (ClonedScratch scratch = clone("postgres");
                Connection connection = scratch.maintenance();
                Connection inside = scratch.connection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + inside.getCatalog() + "_safe");
        }
        assertThat(PostgresServer.value(target, COPIES)).isEqualTo("0");
    }

    @Test
    void isDroppedThoughSomebodyIsStillConnected() throws SQLException {
        ClonedScratch scratch = clone("postgres");
        try (Connection left = scratch.connection()) {
            scratch.close();
            assertThat(left.isValid(1)).isFalse();
        }
        assertThat(PostgresServer.value(target, COPIES)).isEqualTo("0");
    }

    @Test
    void endsNoSessionOfTheTargetButNamesThem() throws SQLException {
        try (Connection busy = PostgresServer.connect(target);
                Statement statement = busy.createStatement()) {
            statement.execute("set application_name = 'checkout'");

            assertThatThrownBy(() -> clone("postgres"))
                    .hasMessageContainingAll("SW-0467", target, "postgres@127.0.0.1 (checkout)", "restored copy");

            assertThat(busy.isValid(1)).isTrue();
        }
    }

    @Test
    void saysWhichRightIsMissing() {
        PostgresServer.execute(target, "create role little_" + target + " login");

        assertThatThrownBy(() -> clone("little_" + target))
                .hasMessageContainingAll("SW-0467", "permission denied", "may create databases");
    }

    @Test
    void cutsForeignServersOff() throws SQLException {
        PostgresServer.execute(
                target,
                "create extension postgres_fdw",
                "create server billing foreign data wrapper postgres_fdw options (host 'billing')",
                "create user mapping for postgres server billing",
                "create user mapping for public server billing");

        try (ClonedScratch scratch = clone("postgres");
                Connection connection = scratch.connection()) {
            assertThat(Sql.number(connection, "select count(*) from pg_user_mappings"))
                    .isZero();
        }
        assertThat(PostgresServer.value(target, "select count(*) from pg_user_mappings"))
                .isEqualTo("2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://localhost/shop?user=a&password=hunter2",
                "jdbc:postgresql://anna:hunter2@localhost/shop"
            })
    void takesNoPasswordFromAnUrl(String url) {
        assertThatThrownBy(() -> ClonedScratch.of(url, Optional.empty(), Optional.empty()))
                .hasMessageContaining("SW-0468")
                .hasMessageNotContaining("hunter2");
    }

    private ClonedScratch clone(String user) {
        return ClonedScratch.of(PostgresServer.url(target), Optional.of(user), Optional.of(Secret.of("postgres")));
    }
}
