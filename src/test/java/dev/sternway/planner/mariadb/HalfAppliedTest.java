package dev.sternway.planner.mariadb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sternway.database.mariadb.text.Script;
import dev.sternway.database.mariadb.text.Statement;
import dev.sternway.planner.Migration;
import dev.sternway.planner.Outcome;
import dev.sternway.planner.Proof;
import dev.sternway.planner.Settings;
import dev.sternway.planner.mariadb.derive.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Migrations that stop half-way, at any point, and are taken back from there. */
class HalfAppliedTest {
    private static final Path FOLDER = Path.of("src/test/resources/planner/mariadb/half");
    private static String given = "";
    private static Proof proof;

    @BeforeAll
    static void prove() throws IOException, SQLException {
        given = Files.readString(FOLDER.resolve("given.sql"));
        proof = prove("half", Files.readString(FOLDER.resolve("migration.sql")));
        assertThat(proof.outcome()).as(proof.reason()).isEqualTo(Outcome.PROVEN_WITH_SALVAGE);
    }

    @Test
    void isTakenBackFromWhereverTheSessionDied() throws SQLException {
        List<Statement> statements = Script.split(proof.capture(), "capture");
        int first = indexOf(statements, "CALL sternway_salvage.begin_migration");
        assertThat(statements.size() - first).isGreaterThan(80);
        for (int died = first + 1; died <= statements.size(); died++) {
            String schema = MariaBox.create();
            MariaBox.run(schema, given);
            String before = withoutCounters(MariaBox.dump(schema));
            Connection connection = MariaBox.connect(schema);
            Session session = new Session(connection, "sternway_salvage").withServerMode();
            for (Statement statement : statements.subList(0, died)) {
                session.run(statement.text());
            }
            connection.abort(Runnable::run);

            MariaBox.run(schema, proof.down());

            assertThat(withoutCounters(MariaBox.dump(schema)))
                    .as("died before "
                            + (died < statements.size() ? statements.get(died).shortened() : "its end"))
                    .isEqualTo(before);
            forget(schema);
        }
    }

    @Test
    void isTakenBackWhereItFailedOnDataThatTheScratchDidNotHave() throws SQLException {
        Proof unique = prove(
                "unique",
                "UPDATE users SET name = UPPER(name); ALTER TABLE users DROP COLUMN email;"
                        + " ALTER TABLE users ADD UNIQUE KEY (name); DROP TABLE cache;");
        assertThat(unique.outcome()).as(unique.reason()).isEqualTo(Outcome.PROVEN_WITH_SALVAGE);
        String schema = MariaBox.create();
        MariaBox.run(schema, given + "INSERT INTO users (name) VALUES ('ADA');");
        String before = MariaBox.dump(schema);

        assertThat(MariaBox.error(schema, unique.capture())).contains("Duplicate entry 'ADA'");
        assertThat(MariaBox.dump(schema)).isNotEqualTo(before);
        MariaBox.run(schema, unique.down());

        assertThat(MariaBox.dump(schema)).isEqualTo(before);
        forget(schema);
    }

    @Test
    void doesNotRunTwiceOverItself() {
        String schema = MariaBox.create();
        MariaBox.run(schema, given);
        MariaBox.run(schema, proof.capture());

        assertThat(MariaBox.error(schema, proof.capture())).contains("roll it back first");

        MariaBox.run(schema, proof.down());
        String before = MariaBox.dump(schema);
        MariaBox.run(schema, proof.down());
        assertThat(MariaBox.dump(schema)).isEqualTo(before);
        MariaBox.run(schema, proof.capture());
        MariaBox.run(schema, proof.down());
        assertThat(MariaBox.dump(schema)).isEqualTo(before);
        forget(schema);
    }

    @Test
    void refusesToRestoreWhatWasNeverSetAside() throws IOException {
        String schema = MariaBox.create();
        MariaBox.run(schema, given);
        MariaBox.run(schema, Files.readString(FOLDER.resolve("migration.sql")));

        assertThat(MariaBox.error(schema, proof.down())).contains("did not run in the form that sets rows aside");
        forget(schema);
    }

    @Test
    void isTakenBackAfterARunAsWrittenWhereNothingHadToBeSetAside() throws SQLException {
        String migration = "ALTER TABLE users RENAME COLUMN name TO full_name; CREATE INDEX by_born ON users (born);";
        Proof plain = prove("plain", migration);
        assertThat(plain.outcome()).isEqualTo(Outcome.PROVEN);
        String schema = MariaBox.create();
        MariaBox.run(schema, given);
        String before = MariaBox.dump(schema);

        MariaBox.run(schema, migration);
        MariaBox.run(schema, plain.down());

        assertThat(MariaBox.dump(schema)).isEqualTo(before);
        forget(schema);
    }

    private static Proof prove(String name, String migration) throws SQLException {
        try (MariaScratch scratch = MariaScratch.on(MariaBox.SERVER);
                MariaProver prover = new MariaProver(scratch, Settings.USUAL)) {
            try (Session session = scratch.session()) {
                session.script(given, "given");
            }
            return prover.prove(new Migration(name, name, migration, Optional.empty()));
        }
    }

    private static int indexOf(List<Statement> statements, String start) {
        for (int i = 0; i < statements.size(); i++) {
            if (statements.get(i).text().startsWith(start)) {
                return i;
            }
        }
        throw new AssertionError(start);
    }

    /** A transaction that is rolled back does not give its numbers back. */
    private static String withoutCounters(String dump) {
        return dump.replaceAll(" AUTO_INCREMENT=\\d+", "");
    }

    private static void forget(String schema) {
        MariaBox.run(
                "",
                "DELETE FROM sternway_salvage.journal; DELETE FROM sternway_salvage.counters; DROP DATABASE " + schema);
    }
}
