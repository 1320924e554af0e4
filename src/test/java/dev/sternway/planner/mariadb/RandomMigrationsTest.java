package dev.sternway.planner.mariadb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sternway.planner.Migration;
import dev.sternway.planner.Outcome;
import dev.sternway.planner.Proof;
import dev.sternway.planner.Settings;
import dev.sternway.planner.mariadb.derive.Session;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Migrations that nobody thought of. What is called proven must be so by MariaDB's own dump; all else is refused. */
class RandomMigrationsTest {
    private static final int MIGRATIONS = Integer.getInteger("sternway.random", 45);
    private static final long SEED = Long.getLong("sternway.seed", 20261121L);
    private static final String STILL = "SET timestamp = 1700000000;\n";

    @Test
    void callsNothingProvenThatIsNot() throws SQLException {
        Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
        for (int i = 0; i < MIGRATIONS; i++) {
            Outcome outcome = one(SEED + i);
            outcomes.merge(outcome, 1, Integer::sum);
        }
        assertThat(outcomes.getOrDefault(Outcome.FAILED_FORWARD, 0))
                .as(outcomes.toString())
                .isZero();
        assertThat(outcomes.getOrDefault(Outcome.REFUSED, 0))
                .as(outcomes.toString())
                .isLessThan(MIGRATIONS / 2);
    }

    private static Outcome one(long seed) throws SQLException {
        String schema = MariaBox.create();
        List<String> given;
        List<String> migration = new ArrayList<>();
        try (Connection connection = MariaBox.connect(schema);
                Statement statement = connection.createStatement()) {
            statement.execute("SET SESSION sql_mode = @@GLOBAL.sql_mode, timestamp = 1700000000");
            RandomMigrations random = new RandomMigrations(seed, query -> rows(statement, query));
            given = random.start();
            for (String sql : given) {
                statement.execute(sql);
            }
            int wanted = 1 + new Random(seed).nextInt(4);
            while (migration.size() < wanted) {
                String sql = random.statement();
                try {
                    statement.execute(sql);
                    migration.add(sql);
                } catch (SQLException notThis) {
                    continue;
                }
            }
        }
        String start = String.join(";\n", given) + ";\n";
        String script = String.join(";\n", migration) + ";\n";
        // afresh, as statements that failed above still took numbers from counters
        restart(schema, start + script);
        String migrated = MariaBox.dump(schema);
        restart(schema, start);
        String before = MariaBox.dump(schema);

        Proof proof = prove(seed, start, script);
        String what = "seed " + seed + "\n" + start + "--\n" + script + "--\n" + proof.reason() + "\n";
        if (!proof.down().isEmpty()) {
            MariaBox.run(schema, STILL + proof.capture());
            assertThat(MariaBox.dump(schema)).as(what).isEqualTo(migrated);
            MariaBox.run(schema, proof.down());
            assertThat(MariaBox.dump(schema)).as(what + own(proof)).isEqualTo(before);
            MariaBox.run("", "DELETE FROM sternway_salvage.journal; DELETE FROM sternway_salvage.counters");
        }
        MariaBox.run("", "DROP DATABASE " + schema);
        return proof.outcome();
    }

    private static void restart(String schema, String script) {
        MariaBox.run("", "DROP DATABASE " + schema + "; CREATE DATABASE " + schema);
        MariaBox.run(schema, STILL + script);
    }

    private static Proof prove(long seed, String start, String script) throws SQLException {
        try (MariaScratch scratch = MariaScratch.on(MariaBox.SERVER);
                MariaProver prover = new MariaProver(scratch, Settings.USUAL)) {
            try (Session session = scratch.session()) {
                session.script(start, "start");
            }
            return prover.prove(new Migration("random " + seed, "random", script, Optional.empty()));
        }
    }

    private static String own(Proof proof) {
        return proof.down().substring(proof.down().lastIndexOf("begin_rollback"));
    }

    private static List<List<String>> rows(Statement statement, String query) {
        try (ResultSet rows = statement.executeQuery(query)) {
            List<List<String>> all = new ArrayList<>();
            while (rows.next()) {
                all.add(List.of(rows.getString(1)));
            }
            return all;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
