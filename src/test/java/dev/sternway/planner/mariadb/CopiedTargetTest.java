package dev.sternway.planner.mariadb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sternway.base.ProblemException;
import dev.sternway.base.Secret;
import dev.sternway.planner.Migration;
import dev.sternway.planner.Outcome;
import dev.sternway.planner.Proof;
import dev.sternway.planner.Settings;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A scratch schema beside the target, which nothing but reading touches. */
class CopiedTargetTest {
    private static final String OF_OURS =
            "SELECT COUNT(*) FROM information_schema.schemata WHERE schema_name LIKE 'sternway\\_scratch\\_%'";
    private static final String SHOP = """
            CREATE SEQUENCE numbers START WITH 7;
            CREATE FUNCTION twice(n INT) RETURNS INT DETERMINISTIC RETURN n * 2;
            CREATE TABLE users (id INT AUTO_INCREMENT PRIMARY KEY, name VARCHAR(50) NOT NULL, nick VARCHAR(9), big INT AS (CHAR_LENGTH(nick)) STORED,
              changed TIMESTAMP NULL ON UPDATE CURRENT_TIMESTAMP) COMMENT='people';
            CREATE TABLE orders (id INT DEFAULT NEXTVAL(numbers) PRIMARY KEY, user_id INT,
              CONSTRAINT orders_user FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE);
            CREATE TABLE days (d DATE NOT NULL, n INT) PARTITION BY RANGE (YEAR(d)) (PARTITION p0 VALUES LESS THAN (2020), PARTITION p1 VALUES LESS THAN MAXVALUE);
            CREATE VIEW b AS SELECT id, twice(id) AS twice FROM users;
            CREATE VIEW a AS SELECT id FROM b;
            CREATE TRIGGER zz AFTER INSERT ON users FOR EACH ROW SET @a = 1;
            CREATE TRIGGER aa AFTER INSERT ON users FOR EACH ROW SET @a = 2;
            CREATE PROCEDURE p() SELECT 1;
            CREATE EVENT e ON SCHEDULE EVERY 1 DAY STARTS '2030-01-01' DO DELETE FROM users;
            INSERT INTO users (name) VALUES ('ada'), ('bob'), ('cy');
            DELETE FROM users WHERE id = 3;
            INSERT INTO orders (user_id) VALUES (1), (2);
            INSERT INTO days VALUES ('2019-01-01', 1), ('2021-01-01', 2);
            """;

    @Test
    void provesOnACopyAndLeavesTheTargetAlone() throws SQLException {
        String target = MariaBox.create();
        MariaBox.run(target, SHOP);
        String before = MariaBox.dump(target);
        try (MariaScratch scratch = copy(target);
                MariaProver prover = new MariaProver(scratch, Settings.USUAL)) {
            String name = scratch.connection().getCatalog();
            assertThat(MariaBox.dump(name).replace(" DISABLE DO", " ENABLE DO")).isEqualTo(before);

            Proof proof = prover.prove(migration("ALTER TABLE users DROP COLUMN name; UPDATE orders SET user_id = 1;"));
            Proof failed = prover.prove(
                    migration("ALTER TABLE users ADD COLUMN x INT; DROP TABLE days; SELECT nothing FROM nowhere;"));
            Proof event = prover.prove(migration("DROP EVENT e;"));

            assertThat(proof.outcome()).as(proof.reason()).isEqualTo(Outcome.PROVEN_WITH_SALVAGE);
            assertThat(proof.capture()).doesNotContain(name);
            assertThat(proof.down()).doesNotContain(name);
            assertThat(failed.outcome()).isEqualTo(Outcome.FAILED_FORWARD);
            assertThat(event.outcome()).isEqualTo(Outcome.REFUSED);
            MariaBox.run(target, proof.capture());
            MariaBox.run(target, proof.down());
        }
        assertThat(MariaBox.dump(target)).isEqualTo(before);
        assertThat(MariaBox.value("", OF_OURS)).isEqualTo("0");
        MariaBox.run("", "DELETE FROM sternway_salvage.journal; DROP DATABASE " + target);
    }

    @Test
    void runsNothingThatNamesTheTarget() throws SQLException {
        String target = MariaBox.create();
        MariaBox.run(target, SHOP);
        String before = MariaBox.dump(target);
        try (MariaScratch scratch = copy(target);
                MariaProver prover = new MariaProver(scratch, Settings.USUAL)) {
            for (String reaching : new String[] {
                "DELETE FROM " + target + ".users",
                "DROP DATABASE " + target,
                "USE " + target + "; DELETE FROM users",
                "EXECUTE IMMEDIATE 'DELETE FROM " + target + ".users'",
                "SET @q = CONCAT('DELETE FROM `" + target + "`', '.users'); PREPARE q FROM @q; EXECUTE q"
            }) {
                assertThat(prover.prove(migration(reaching)).outcome())
                        .as(reaching)
                        .isEqualTo(Outcome.REFUSED);
            }
        }
        assertThat(MariaBox.dump(target)).isEqualTo(before);
        MariaBox.run("", "DROP DATABASE " + target);
    }

    @Test
    void saysWhatIsWrongWithAUrl() {
        assertThatThrownBy(() -> MariaScratch.beside(
                        "jdbc:mariadb://localhost/x?password=y", Optional.empty(), Optional.empty()))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("SW-0468")
                .hasMessageNotContaining("password=y");
        assertThatThrownBy(() -> MariaScratch.beside("jdbc:mariadb://localhost", Optional.empty(), Optional.empty()))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("SW-0472");
        assertThatThrownBy(() -> copy("no_such_schema"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("SW-0472")
                .hasMessageContaining("no_such_schema")
                .hasMessageContaining("Name a schema in --url");
        MariaBox.run("", "CREATE USER reader IDENTIFIED BY 'r'");
        assertThatThrownBy(() -> copy("mysql", "reader", "wrong")).hasMessageContaining("STERNWAY_TARGET_PASSWORD");
        assertThatThrownBy(() -> copy("mysql", "reader", "r"))
                .hasMessageContaining("SW-0472")
                .hasMessageContaining("may create schemas");
        MariaBox.run("", "DROP USER reader");
    }

    private static MariaScratch copy(String target) {
        return copy(target, MariaBox.SERVER.user(), MariaBox.SERVER.password());
    }

    private static MariaScratch copy(String target, String user, String password) {
        return MariaScratch.beside(
                "jdbc:mysql://127.0.0.1:" + MariaBox.SERVER.port() + "/" + target,
                Optional.of(user),
                Optional.of(Secret.of(password)));
    }

    private static Migration migration(String script) {
        return new Migration(script, "x.sql", script, Optional.empty());
    }
}
