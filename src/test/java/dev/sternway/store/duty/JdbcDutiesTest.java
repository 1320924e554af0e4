package dev.sternway.store.duty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sternway.testing.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class JdbcDutiesTest {
    private static final Duration LEASE = Duration.ofSeconds(10);

    private final String database = PostgresServer.create();
    private final String url = PostgresServer.url(database);
    private final JdbcDuties duties =
            new JdbcDuties(JdbcClient.create(new DriverManagerDataSource(url, "postgres", "postgres")), url);

    @BeforeEach
    void create() throws Exception {
        PostgresServer.execute(
                database,
                "create schema sternway",
                "set search_path to sternway; "
                        + Files.readString(Path.of("src/main/resources/db/migration/V12__duty.sql")));
    }

    @Test
    void oneNodeIsOnDutyUntilItsLeaseEnds() {
        assertThat(duties.take("one", LEASE)).isTrue();
        assertThat(duties.take("two", LEASE)).isFalse();
        assertThat(duties.take("one", LEASE)).isTrue();

        PostgresServer.execute(database, "update sternway.duty set lasts_until = now() - interval '1 second'");

        assertThat(duties.take("two", LEASE)).isTrue();
        assertThat(duties.take("one", LEASE)).isFalse();
    }

    @Test
    void whoeverLeavesLetsAnotherBeginAtOnce() {
        duties.take("one", LEASE);
        duties.leave("two");
        assertThat(duties.take("two", LEASE)).isFalse();

        duties.leave("one");

        assertThat(duties.take("two", LEASE)).isTrue();
    }

    @Test
    void knowsTheTimeOfTheDatabase() {
        assertThat(duties.now().orElseThrow()).isCloseTo(Instant.now(), within(30, ChronoUnit.SECONDS));
    }

    @Test
    void aNodeThatIsAloneWaitsForNoLeaseAndKeepsItsOwnTime() {
        JdbcDuties alone = new JdbcDuties(
                JdbcClient.create(new DriverManagerDataSource(url, "postgres", "postgres")), "jdbc:h2:mem:alone");
        duties.take("dead", LEASE);

        assertThat(alone.take("restarted", LEASE)).isTrue();
        assertThat(alone.now()).isEmpty();
    }
}
