package dev.sternway.run.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sternway.run.secret.Secrets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TracingSettingTest {
    @Test
    void anAddressIsEnough() {
        TracingSetting setting = of(Map.of("endpoint", " http://collector:4318/v1/traces "));

        assertThat(setting.endpoint()).hasToString("http://collector:4318/v1/traces");
        assertThat(setting.service()).isEqualTo("sternway");
        assertThat(setting.patience()).isEqualTo(Duration.ofMinutes(5));
        assertThat(setting.headers()).isEmpty();
        assertThat(setting.environment()).isEmpty();
    }

    @Test
    void headersAreTextOrNamesOfSecrets() {
        TracingSetting setting = of(Map.of(
                "endpoint",
                "https://traces.example.com/v1/traces",
                "headers",
                "X-Scope-OrgID=ops,Authorization=secret:KEY"));

        assertThat(setting.resolved(new Secrets(Map.of("KEY", "Bearer a=b"))))
                .containsEntry("X-Scope-OrgID", "ops")
                .containsEntry("Authorization", "Bearer a=b");
        assertThatThrownBy(() -> setting.resolved(new Secrets(Map.of())))
                .hasMessageContaining("SW-0303")
                .hasMessageContaining("KEY");
    }

    @Test
    void aSecretMayGoInTheClearOnThisMachineOnly() {
        assertThat(of(Map.of("endpoint", "http://localhost:4318/v1/traces", "headers", "a=secret:B"))
                        .headers())
                .containsEntry("a", "secret:B");
        assertThatThrownBy(() -> of(Map.of("endpoint", "http://collector:4318/v1/traces", "headers", "a=secret:B")))
                .hasMessageContaining("SW-1043")
                .hasMessageContaining("https");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "endpoint | collector:4317",
                "endpoint | http://collector:4318",
                "endpoint | grpc://collector:4317/v1/traces",
                "endpoint | http://user:hush@collector:4318/v1/traces",
                "endpoint | http://collector:4318/v1/traces?key=hush",
                "headers | hush",
                "headers | X-Key=",
                "headers | =hush",
                "headers | Host=hush",
                "headers | a b=hush",
                "patience | hush",
            })
    void whatCannotBeUsedIsNamedAndNotRepeatedWhereItMayBeSecret(String name, String value) {
        Map<String, String> given = name.equals("endpoint")
                ? Map.of(name, value)
                : Map.of("endpoint", "http://localhost:4318/v1/traces", name, value);

        assertThatThrownBy(() -> of(given))
                .hasMessageContaining("SW-1043")
                .hasMessageContaining("STERNWAY_TRACING_" + name.toUpperCase(java.util.Locale.ROOT))
                .satisfies(refused -> assertThat(name.equals("patience") ? "" : refused.getMessage())
                        .doesNotContain("hush"));
    }

    private static TracingSetting of(Map<String, String> given) {
        return TracingSetting.of(name -> given.get(name.replace("sternway.tracing.", "")));
    }
}
