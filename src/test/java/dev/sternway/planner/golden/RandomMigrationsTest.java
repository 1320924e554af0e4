package dev.sternway.planner.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sternway.planner.random.RandomMigrations;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Random migrations: whatever the planner calls proven must be so for a judge of its own, on a database of its own. */
class RandomMigrationsTest {
    private static final int SCHEMAS = Integer.getInteger("random.schemas", 6);
    private static final int MIGRATIONS = Integer.getInteger("random.migrations", 20);
    private static final long FIRST_SEED = Long.getLong("random.seed", 1);

    @Test
    void neverCallsProvenWhatIsNot(TestReporter reporter) throws SQLException {
        RandomCampaign campaign = new RandomCampaign();
        for (long seed = FIRST_SEED; seed < FIRST_SEED + SCHEMAS; seed++) {
            campaign.run(seed, MIGRATIONS);
        }
        reporter.publishEntry("random migrations", campaign.counts());
        assertThat(campaign.wrong()).as(campaign.counts()).isEmpty();
        assertThat(campaign.proven()).as("proven of all").isGreaterThan(SCHEMAS * MIGRATIONS / 3);
    }

    @Test
    void drawsTheSameFromTheSameSeed() throws SQLException {
        assertThat(drawn(7)).isEqualTo(drawn(7)).isNotEqualTo(drawn(8));
    }

    private static List<String> drawn(long seed) throws SQLException {
        RandomMigrations migrations = new RandomMigrations(seed);
        try (World world = World.of("", migrations.setup());
                Connection connection = world.connection()) {
            return List.of(
                    migrations.setup(),
                    migrations.next(connection).up(),
                    migrations.next(connection).up());
        }
    }
}
