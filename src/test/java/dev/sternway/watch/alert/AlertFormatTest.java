package dev.sternway.watch.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AlertFormatTest {
    @Test
    void readsWhatAlertmanagerSends() throws IOException {
        Alert alert = AlertFormat.ALERTMANAGER
                .read(recorded("alertmanager"), Map.of())
                .get(0);

        assertThat(alert.name()).isEqualTo("TodoErrors");
        assertThat(alert.fingerprint()).isEqualTo("9e2f1c1e6a1d6b0f");
        assertThat(alert.startsAt()).isEqualTo("2026-11-21T11:00:04.512345Z");
        assertThat(alert.label(Alert.PLAN)).contains("add-email");
        assertThat(alert.summary()).startsWith("More than 10 %");
        assertThat(alert.resolved()).isFalse();
    }

    @Test
    void readsThatAnAlertIsResolved() throws IOException {
        Alert alert = AlertFormat.ALERTMANAGER
                .read(recorded("alertmanager-resolved"), Map.of())
                .get(0);

        assertThat(alert.endsAt()).contains(Instant.parse("2026-11-21T11:09:04.512Z"));
    }

    @Test
    void readsWhatGrafanaSends() throws IOException {
        Alert alert = AlertFormat.GRAFANA.read(recorded("grafana"), Map.of()).get(0);

        assertThat(alert.startsAt()).isEqualTo("2026-11-21T11:00:40Z");
        assertThat(alert.label(Alert.ENVIRONMENT)).contains("demo");
    }

    @Test
    void readsACloudEventStructuredBatchedAndBinary() throws IOException {
        byte[] structured = recorded("cloudevent");
        String text = new String(structured, StandardCharsets.UTF_8);
        Alert alert = AlertFormat.CLOUDEVENTS.read(structured, Map.of()).get(0);

        assertThat(alert.name()).isEqualTo("dev.cdevents.incident.detected");
        assertThat(alert.summary()).isEqualTo("Response time above 100ms");
        assertThat(alert.label(Alert.PLAN)).contains("add-email");
        assertThat(AlertFormat.CLOUDEVENTS.read(bytes("[" + text + "," + text + "]"), Map.of()))
                .containsExactly(alert, alert);
        Map<String, String> headers = Map.of(
                "ce-specversion", "1.0",
                "ce-id", "1",
                "ce-source", "/monitoring/prod1",
                "ce-type", "dev.cdevents.incident.resolved.0.2.0",
                "ce-subject", "incident-123",
                "ce-time", "2026-11-21T12:00:00Z");
        Alert resolved = AlertFormat.CLOUDEVENTS.read(bytes("{}"), headers).get(0);
        assertThat(resolved.fingerprint()).isEqualTo(alert.fingerprint());
        assertThat(resolved.resolved()).isTrue();
    }

    @Test
    void readsTheSmallFormAndGivesItAFingerprint() throws IOException {
        Alert alert = AlertFormat.GENERIC.read(recorded("generic"), Map.of()).get(0);
        Alert again = AlertFormat.GENERIC.read(recorded("generic"), Map.of()).get(0);

        assertThat(alert.fingerprint()).hasSize(64).isEqualTo(again.fingerprint());
        assertThat(alert.labels()).containsEntry("team", "todo").containsEntry(Alert.PLAN, "add-email");
    }

    @ParameterizedTest
    @EnumSource
    void refusesWhatIsNoJsonWithoutATrace(AlertFormat format) {
        for (String body : new String[] {"", "no", "{", "null", "[]", "{}", "3", "[".repeat(5000), "{\"alerts\": 3}"}) {
            assertThatThrownBy(() -> format.read(bytes(body), Map.of()))
                    .as(body)
                    .hasMessageContaining("SW-0610");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ALERTMANAGER|{\"version\":\"3\",\"alerts\":[]}|/version is 3, not 4",
                "ALERTMANAGER|{\"version\":\"4\",\"alerts\":[{}]}|/alerts/0/labels/alertname is missing",
                "ALERTMANAGER|{\"version\":\"4\",\"alerts\":[{\"labels\":{\"alertname\":\"a\"}}]}|/alerts/0/startsAt is missing",
                "ALERTMANAGER|{\"version\":\"4\",\"alerts\":[]}|holds no alert",
                "GRAFANA|{\"alerts\":[{\"status\":\"odd\",\"labels\":{\"alertname\":\"a\"},\"startsAt\":\"2026-11-21T11:00:04Z\"}]}"
                        + "|/alerts/0/status is odd",
                "CLOUDEVENTS|{\"specversion\":\"0.3\"}|/specversion is 0.3",
                "CLOUDEVENTS|{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"s\",\"type\":\"t\"}|/time is missing",
                "GENERIC|{\"name\":\"a\",\"startsAt\":\"yesterday\"}|/startsAt 'yesterday' is no time",
                "GENERIC|{\"name\":\"a\",\"startsAt\":\"2026-11-21T11:00:04Z\",\"plna\":\"x\"}|/plna is unknown",
                "GENERIC|{\"name\":7}|/name must be text"
            })
    void namesTheFieldThatIsWrong(AlertFormat format, String body, String what) {
        assertThatThrownBy(() -> format.read(bytes(body), Map.of())).hasMessageContaining(what);
    }

    private static byte[] recorded(String name) throws IOException {
        return Files.readAllBytes(Path.of("src/test/resources/alerts", name + ".json"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
