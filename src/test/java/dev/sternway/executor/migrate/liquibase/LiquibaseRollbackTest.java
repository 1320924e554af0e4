package dev.sternway.executor.migrate.liquibase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sternway.base.ProblemException;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.Victim;
import dev.sternway.executor.data.FingerprintDatabase;
import dev.sternway.testing.PostgresServer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import liquibase.Liquibase;
import liquibase.Scope;
import liquibase.database.jvm.JdbcConnection;
import liquibase.ui.LoggerUIService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Liquibase itself migrates, and has the last word. */
class LiquibaseRollbackTest {
    private static final LiquibaseRollback ROLLBACK = new LiquibaseRollback();
    private static final String IDS =
            "SELECT coalesce(string_agg(id, ', ' ORDER BY orderexecuted), '') FROM databasechangelog";
    private static final String FIRST = """
            --liquibase formatted sql
            --changeset ann:1
            CREATE TABLE orders (id int PRIMARY KEY);
            --rollback DROP TABLE orders;
            """;
    private static final String EMAIL = """
            --changeset ann:2
            ALTER TABLE users ADD email text;
            --rollback ALTER TABLE users DROP COLUMN email;
            --changeset ann:3
            CREATE TABLE tags (id int PRIMARY KEY);
            """;

    /** Kept, so that it stays as quiet as the server's settings make it. */
    private static final Logger LOG = Logger.getLogger("liquibase");

    @TempDir
    Path workspace;

    private Victim victim;

    @BeforeEach
    void migratedByLiquibase() throws Exception {
        LOG.setLevel(Level.OFF);
        victim = new Victim(workspace);
        victim.context.file("db/changelog.xml", """
                <databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog"
                    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                    xsi:schemaLocation="http://www.liquibase.org/xml/ns/dbchangelog
                      http://www.liquibase.org/xml/ns/dbchangelog/dbchangelog-latest.xsd">
                  <include file="orders.sql" relativeToChangelogFile="true"/>
                </databaseChangeLog>
                """);
        victim.context.file("db/orders.sql", FIRST);
        liquibase(it -> it.update(""));
        liquibase(it -> it.tag("before"));
        victim.step(new FingerprintDatabase(), new FingerprintDatabase.Inputs("db", "armed", Optional.empty()));
        victim.context.file("db/orders.sql", FIRST + EMAIL + "--rollback DROP TABLE tags;\n");
        liquibase(it -> it.update(""));
    }

    @Test
    void takesBackWhatRanAfterATagSoThatLiquibaseAppliesItAgain() throws Exception {
        assertThat(victim.value(IDS)).isEqualTo("1, 2, 3");

        assertThat(victim.step(ROLLBACK, byTag("before")))
                .containsEntry("taken-back", "db/orders.sql::3::ann, db/orders.sql::2::ann")
                .containsEntry("schema", "equal");

        assertThat(victim.value(IDS)).isEqualTo("1");
        assertThat(ROLLBACK.probe(byTag("before"), victim.context)).isInstanceOf(Probe.Already.class);
        assertThat(victim.value("SELECT count(*) FROM databasechangeloglock WHERE locked"))
                .isEqualTo("0");
        liquibase(it -> it.update(""));
        assertThat(victim.value(IDS)).isEqualTo("1, 2, 3");
    }

    @Test
    void takesBackByCountOnceForAStep() throws Exception {
        victim.step(ROLLBACK, byCount(2));

        assertThat(victim.value(IDS)).isEqualTo("1");
        assertThat(ROLLBACK.probe(byCount(2), victim.context)).isInstanceOf(Probe.Already.class);
        assertThat(ROLLBACK.probe(byCount(2), victim.context.withKey("another")))
                .isInstanceOf(Probe.Needed.class);
    }

    @Test
    void aConnectionCutInTheMiddleLeavesNothingHalfDone() throws Exception {
        victim.run(
                "CREATE FUNCTION cut() RETURNS trigger LANGUAGE plpgsql AS"
                        + " 'BEGIN IF old.id = ''2'' THEN PERFORM pg_terminate_backend(pg_backend_pid()); END IF; RETURN old; END'",
                "CREATE TRIGGER cut BEFORE DELETE ON databasechangelog FOR EACH ROW EXECUTE FUNCTION cut()");

        assertThat(ROLLBACK.run(byTag("before"), victim.context))
                .isInstanceOf(Outcome.Failed.class)
                .asString()
                .contains("SW-0555", "nothing was changed");

        victim.run("DROP FUNCTION cut() CASCADE");
        assertThat(victim.value(IDS)).isEqualTo("1, 2, 3");
        assertThat(victim.value("SELECT count(*) FROM tags")).isEqualTo("0");
        assertThat(ROLLBACK.verify(byTag("before"), victim.context)).asString().contains("SW-0559");
        victim.step(ROLLBACK, byTag("before"));
    }

    @Test
    void whatDoesNotFitIsRefusedWithNothingChanged() throws Exception {
        refuses(byTag("never"), "SW-0551", "no tag never");
        refuses(byCount(4), "SW-0551", "only 3 changesets");
        victim.context.file("db/orders.sql", FIRST + EMAIL);
        refuses(byTag("before"), "SW-0553", "no way back");
        victim.context.file("db/orders.sql", FIRST + EMAIL + "--rollback SELECT 1;\n");
        refuses(byTag("before"), "SW-0554", "+ table public.tags");
        victim.context.file("db/orders.sql", FIRST.replace("int", "bigint") + EMAIL + "--rollback DROP TABLE tags;\n");
        refuses(byTag("before"), "SW-0552", "orders.sql");
        victim.context.file("db/orders.sql", FIRST);
        refuses(byTag("before"), "SW-0553", "db/orders.sql::3::ann");
        victim.run("UPDATE databasechangeloglock SET locked = true, lockedby = 'ci-7'");
        refuses(byTag("before"), "SW-0551", "held by ci-7");

        assertThat(victim.value(IDS)).isEqualTo("1, 2, 3");
        assertThat(victim.value("SELECT count(*) FROM tags")).isEqualTo("0");
        assertThat(victim.value("SELECT count(email) FROM users")).isEqualTo("0");
    }

    private void refuses(LiquibaseRollback.Inputs inputs, String code, String says) {
        assertThatThrownBy(() -> ROLLBACK.run(inputs, victim.context))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining(code)
                .hasMessageContaining(says);
    }

    private interface Work {
        void with(Liquibase liquibase) throws Exception;
    }

    private void liquibase(Work work) throws Exception {
        Scope.child(Map.of(Scope.Attr.ui.name(), new LoggerUIService()), () -> {
            JdbcConnection connection = new JdbcConnection(PostgresServer.connect(victim.name));
            try (Liquibase liquibase = new Liquibase("db/changelog.xml", new SealedFiles(victim.context), connection)) {
                work.with(liquibase);
            }
        });
    }

    private static LiquibaseRollback.Inputs byTag(String tag) {
        return inputs(Optional.of(tag), Optional.empty());
    }

    private static LiquibaseRollback.Inputs byCount(int count) {
        return inputs(Optional.empty(), Optional.of(count));
    }

    private static LiquibaseRollback.Inputs inputs(Optional<String> tag, Optional<Integer> count) {
        return new LiquibaseRollback.Inputs(
                "db", "db/changelog.xml", tag, count, Optional.empty(), Optional.empty(), Optional.empty());
    }
}
