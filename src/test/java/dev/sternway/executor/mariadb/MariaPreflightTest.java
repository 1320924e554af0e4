package dev.sternway.executor.mariadb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sternway.base.Secret;
import dev.sternway.executor.MariaVictim;
import dev.sternway.executor.Outcome;
import dev.sternway.plan.Plan.Kept;
import dev.sternway.plan.Target;
import dev.sternway.plan.Target.SecretReference;
import dev.sternway.testing.MariaDbServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MariaPreflightTest {
    private static final MariaPreflight.Inputs BOTH =
            new MariaPreflight.Inputs("db", List.of(Kept.CLONE, Kept.DUMP), Optional.empty());

    @TempDir
    Path workspace;

    @Test
    void saysWhatItFound() throws Exception {
        MariaVictim victim = new MariaVictim(workspace);
        victim.run("CREATE TABLE words (w varchar(10)) ENGINE=Aria");

        Map<String, String> evidence = victim.step(new MariaPreflight(), BOTH);

        assertThat(evidence).containsKeys("server", "mariadb-dump", "mariadb", "sql-mode", "free-for-dumps");
        assertThat(evidence.get("engines")).contains("words Aria");
        assertThat(evidence.get("binary-log")).isEqualTo("row, full row images");
    }

    @Test
    void namesThePrivilegesThatAreMissing() throws Exception {
        MariaVictim victim = new MariaVictim(workspace);
        String user = "weak" + System.nanoTime();
        victim.run("CREATE USER " + user + " IDENTIFIED BY 'x'", "GRANT SELECT, TRIGGER ON *.* TO " + user);
        victim.context.secrets.put("WEAK", Secret.of("x"));
        Target strong = victim.context.targets.get("db");
        victim.context.target(
                "db",
                new Target(
                        Target.Type.MARIADB,
                        strong.url(),
                        Optional.of(user),
                        Optional.of(new SecretReference("WEAK")),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of()));

        Outcome outcome = new MariaPreflight().run(BOTH, victim.context);

        assertThat(outcome)
                .asString()
                .contains("SW-0596", "INSERT", "LOCK TABLES")
                .doesNotContain("TRIGGER,");
        MariaDbServer.execute("", "DROP USER " + user);
    }

    @Test
    void refusesAToolThatIsMissingOrOfAnotherProduct() {
        assertThat(org.assertj.core.api.Assertions.catchThrowable(
                        () -> new MariaTool("mariadb-nowhere").require("10.11.19-MariaDB")))
                .hasMessageContaining("SW-0597")
                .hasMessageContaining("mariadb-client");
        assertThat(org.assertj.core.api.Assertions.catchThrowable(
                        () -> new MariaTool("mariadb-dump").require("99.1.0-MariaDB")))
                .hasMessageContaining("older than the server");
        assertThat(org.assertj.core.api.Assertions.catchThrowable(
                        () -> new MariaTool("cat").require("10.11.19-MariaDB")))
                .hasMessageContaining("is not MariaDB's");
    }
}
