package dev.sternway.planner.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sternway.planner.Migration;
import dev.sternway.planner.Outcome;
import dev.sternway.planner.Proof;
import dev.sternway.planner.Settings;
import dev.sternway.testing.PostgresServer;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With softening, what a migration drops is only taken out of sight until the retention ends. */
class SoftenedMigrationsTest {
    private final String database = PostgresServer.create();
    private final ScratchOf scratch = new ScratchOf(database);

    @BeforeEach
    void fill() {
        PostgresServer.execute(
                database,
                "CREATE TABLE users (id int PRIMARY KEY, name text NOT NULL, phone text UNIQUE, CHECK (phone <> ''))",
                "CREATE TABLE notes (id int PRIMARY KEY, user_id int REFERENCES users, words text)",
                "CREATE VIEW phones AS SELECT name, phone FROM users",
                "INSERT INTO users SELECT n, 'u' || n, 'p' || n FROM generate_series(1, 30) n",
                "INSERT INTO notes SELECT n, n, 'w' || n FROM generate_series(1, 30) n");
    }

    @AfterEach
    void drop() {
        scratch.close();
    }

    private Proof prove(String sql) throws SQLException {
        try (PostgresProver prover = new PostgresProver(scratch, new Settings(true, 1000))) {
            return prover.prove(new Migration("V2__drop.sql", "V2__drop.sql", sql, Optional.empty()));
        }
    }

    @Test
    void aDroppedColumnIsRenamedAndComesBackInItsPlace() throws SQLException {
        Proof proof = prove("ALTER TABLE users DROP COLUMN phone CASCADE;");

        assertThat(proof.reason()).isEqualTo("schema, rows and sequences are as before");
        assertThat(proof.outcome()).isEqualTo(Outcome.PROVEN);
        assertThat(proof.capture())
                .contains("RENAME COLUMN phone TO \"__rb_phone\"")
                .doesNotContain("CREATE TABLE");
        assertThat(proof.down()).contains("RENAME COLUMN __rb_phone TO phone");
        assertThat(proof.warnings()).noneMatch(warning -> warning.contains("another order"));
        assertThat(proof.purge()).contains("DROP COLUMN IF EXISTS \"__rb_phone\"");
    }

    @Test
    void aDroppedTableMovesAsideAndComesBackWithoutCopying() throws SQLException {
        Proof proof = prove("DROP TABLE notes;");

        assertThat(proof.outcome()).as(proof.reason()).isEqualTo(Outcome.PROVEN);
        assertThat(proof.capture()).contains("SET SCHEMA sternway_salvage_v2_drop_soft");
        assertThat(proof.down()).contains("SET SCHEMA public").doesNotContain("INSERT");
        assertThat(proof.purge()).contains("DROP SCHEMA IF EXISTS sternway_salvage_v2_drop_soft CASCADE");
        assertThat(PostgresServer.value(database, "SELECT to_regclass('notes')"))
                .isEqualTo("null");
    }

    @Test
    void whatPostgresWouldRefuseToDropStillFails() throws SQLException {
        Proof proof = prove("DROP TABLE users;");

        assertThat(proof.outcome()).isEqualTo(Outcome.FAILED_FORWARD);
        assertThat(proof.reason()).contains("other objects depend on it");
    }

    @Test
    void aCascadeTakesTheSameObjectsAlong() throws SQLException {
        Proof proof = prove("DROP TABLE users CASCADE;");

        assertThat(proof.outcome()).as(proof.reason()).isEqualTo(Outcome.PROVEN);
        assertThat(proof.down()).contains("FOREIGN KEY (user_id)").contains("CREATE VIEW public.phones");
    }

    @Test
    void tooManyRowsToKeepAreSaidAndRefused() throws SQLException {
        PostgresServer.execute(database, "INSERT INTO users SELECT n, 'u' || n FROM generate_series(31, 1100) n");
        Proof proof = prove("UPDATE users SET name = upper(name);");

        assertThat(proof.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(proof.reason())
                .contains("public.users has more than 1000 rows")
                .contains("level 3");
    }
}
