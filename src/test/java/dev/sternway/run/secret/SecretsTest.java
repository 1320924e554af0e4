package dev.sternway.run.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sternway.plan.Target.SecretReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
    @TempDir
    private Path folder;

    @Test
    void looksInTheEnvironmentThenInItsFileThenInTheFolder() throws Exception {
        Path file = Files.writeString(folder.resolve("elsewhere"), "from its file\n");
        Files.writeString(folder.resolve("A"), "from the folder");
        Files.writeString(folder.resolve("C"), "from the folder\n");
        Secrets secrets = secrets(Map.of("A", "from the environment", "B_FILE", file.toString()));

        assertThat(reveal(secrets, "A")).isEqualTo("from the environment");
        assertThat(reveal(secrets, "B")).isEqualTo("from its file");
        assertThat(reveal(secrets, "C")).isEqualTo("from the folder");
        assertThatThrownBy(() -> reveal(secrets, "D"))
                .hasMessageContaining("SW-0303")
                .hasMessageContaining("" + folder);
        assertThatThrownBy(() -> reveal(secrets, "../../etc/passwd")).hasMessageContaining("SW-0303");
    }

    @Test
    void aPlanCannotReadWhatIsSternwaysOwn() {
        Secrets secrets =
                secrets(Map.of("STERNWAY_DB_PASSWORD", "engine", "STERNWAY_ALERT_TOKEN", "one-key, other-key"));

        assertThatThrownBy(() -> reveal(secrets, "STERNWAY_DB_PASSWORD"))
                .hasMessageContaining("SW-0842")
                .hasMessageNotContaining("engine");
        assertThat(secrets.list("STERNWAY_ALERT_TOKEN")).hasSize(2);
    }

    @Test
    void masksASecretHoweverItIsWritten() {
        Secrets secrets =
                secrets(Map.of("A", "pa55/wo\"rd+", "PEM", "-----BEGIN KEY-----\nMIIBVgIBADANBgkq\n-----END KEY-----"));
        reveal(secrets, "A");
        reveal(secrets, "PEM");

        assertThat(secrets.mask("x pa55/wo\"rd+ y")).isEqualTo("x **** y");
        assertThat(secrets.mask("?p=pa55%2Fwo%22rd%2B&")).isEqualTo("?p=****&");
        assertThat(secrets.mask("{\"p\":\"pa55/wo\\\"rd+\"}")).isEqualTo("{\"p\":\"****\"}");
        assertThat(secrets.mask("cGE1NS93byJyZCs=")).isEqualTo("****");
        assertThat(secrets.mask("MIIBVgIBADANBgkq")).isEqualTo("****");
    }

    private Secrets secrets(Map<String, String> environment) {
        var all = new java.util.TreeMap<>(environment);
        all.put("STERNWAY_SECRETS", folder.toString());
        return Secrets.of(all, Clock.systemUTC());
    }

    private static String reveal(Secrets secrets, String name) {
        return secrets.resolve(new SecretReference(name)).reveal();
    }
}
