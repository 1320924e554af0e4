package dev.sternway.planner.mariadb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sternway.planner.Migration;
import dev.sternway.planner.Outcome;
import dev.sternway.planner.Proof;
import dev.sternway.planner.Settings;
import dev.sternway.planner.mariadb.derive.Session;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each kind of statement, forward and back on a real MariaDB with rows in its tables; MariaDB's own tools judge. */
class GoldenTest {
    /** The same moment for all, so that values of the clock are equal. */
    private static final String STILL = "SET timestamp = 1700000000;\n";

    @ParameterizedTest
    @MethodSource("cases")
    void goesForwardAndBack(GoldenCase golden) throws SQLException {
        Migration migration = new Migration(golden.title(), golden.title(), golden.migration(), Optional.empty());
        try (MariaScratch scratch = MariaScratch.on(MariaBox.SERVER);
                MariaProver prover = new MariaProver(scratch, Settings.USUAL)) {
            try (Session session = scratch.session()) {
                session.script(golden.given(), "given");
            }

            Proof proof = prover.prove(migration);

            assertThat(proof.outcome().word())
                    .as(proof.reason() + "\n" + proof.down())
                    .isEqualTo(golden.outcome());
            golden.reasons().forEach(it -> assertThat(proof.reason()).contains(it));
            assertThat(proof.losses().stream().map(Proof.Loss::toString).toList())
                    .containsAll(golden.losses());
            if (proof.outcome() == Outcome.PROVEN || proof.outcome() == Outcome.PROVEN_WITH_SALVAGE) {
                String own = proof.down().substring(proof.down().lastIndexOf("begin_rollback"));
                golden.downHas().forEach(it -> assertThat(own).contains(it));
                golden.downLacks().forEach(it -> assertThat(own).doesNotContain(it));
                judge(golden, proof);
            } else {
                assertThat(proof.down()).isEmpty();
            }
        }
    }

    static List<GoldenCase> cases() throws IOException {
        return GoldenCase.all();
    }

    private static void judge(GoldenCase golden, Proof proof) throws SQLException {
        String schema = MariaBox.create();
        MariaBox.run(schema, STILL + golden.given());
        String before = MariaBox.dump(schema);

        MariaBox.run(schema, STILL + proof.capture());
        String migrated = MariaBox.dump(schema);
        MariaBox.run(schema, proof.down());
        assertThat(MariaBox.dump(schema))
                .as(proof.down().substring(proof.down().lastIndexOf("begin_rollback")))
                .isEqualTo(before);

        String asWritten = MariaBox.create();
        MariaBox.run(asWritten, STILL + golden.given());
        try (Session session = new Session(MariaBox.connect(asWritten), "").withServerMode()) {
            session.script(STILL + golden.migration(), golden.title());
        }
        assertThat(migrated).isEqualTo(MariaBox.dump(asWritten));

        if (!golden.then().isEmpty()) {
            MariaBox.run(schema, proof.capture());
            MariaBox.run(schema, golden.later());
            MariaBox.run(schema, proof.down());
            golden.then().forEach(line -> {
                String[] parts = line.split(" => ", 2);
                assertThat(MariaBox.value(schema, parts[0])).as(parts[0]).isEqualTo(parts[1]);
            });
        }
        MariaBox.run(
                "", "DELETE FROM sternway_salvage.journal; DROP DATABASE " + schema + "; DROP DATABASE " + asWritten);
    }
}
