package dev.sternway.planner.mariadb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sternway.planner.Migration;
import dev.sternway.planner.Proof;
import dev.sternway.planner.Settings;
import dev.sternway.planner.corpus.Corpus;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The history of a shop, each migration with a way back of the team's own, some of them wrong. */
class ShopOnMariaDbTest {
    @Test
    void provesEveryMigrationAndJudgesEveryWayBackAsTheTableSays() throws SQLException {
        Map<String, String> found = new LinkedHashMap<>();
        Map<String, String> expected = new LinkedHashMap<>();
        Corpus.SHOP_MARIADB
                .expected()
                .forEach((name, it) -> expected.put(name, it.outcome() + " " + it.theirs() + " " + it.lossless()));

        try (MariaScratch scratch = MariaScratch.on(MariaBox.SERVER);
                MariaProver prover = new MariaProver(scratch, Settings.USUAL)) {
            for (Migration migration : Corpus.SHOP_MARIADB.migrations()) {
                Proof proof = prover.prove(migration);
                String theirs = proof.theirs().result().name().toLowerCase(Locale.ROOT);
                found.put(migration.name(), proof.outcome().word() + " " + theirs + " " + proof.lossless());
            }
        }

        assertThat(found).isEqualTo(expected);
    }
}
