package dev.sternway.watch.alert;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One alert, or {@code alerts} with several; every key is known, so that a misspelt one is not lost. */
final class GenericAlerts {
    private static final Set<String> KEYS = Set.of(
            "name",
            "status",
            "startsAt",
            "endsAt",
            "fingerprint",
            "plan",
            "environment",
            "trigger",
            "target",
            "labels",
            "summary");

    private GenericAlerts() {}

    static List<Alert> read(Field body) {
        return body.at("alerts").given()
                ? body.at("alerts").items().stream().map(GenericAlerts::alert).toList()
                : List.of(alert(body));
    }

    private static Alert alert(Field alert) {
        String name = alert.at("name").required();
        alert.node().fieldNames().forEachRemaining(key -> {
            if (!KEYS.contains(key)) {
                throw Field.malformed(
                        alert.at(key).pointer(), "is unknown; known are " + new java.util.TreeSet<>(KEYS));
            }
        });
        Map<String, String> labels = alert.at("labels").texts();
        alert.at("plan").text().ifPresent(value -> labels.put(Alert.PLAN, value));
        alert.at("environment").text().ifPresent(value -> labels.put(Alert.ENVIRONMENT, value));
        alert.at("trigger").text().ifPresent(value -> labels.put(Alert.TRIGGER, value));
        alert.at("target").text().ifPresent(value -> labels.put(Alert.TARGET, value));
        boolean resolved = alert.at("status").given() && GroupedAlerts.resolved(alert);
        return new Alert(
                "generic",
                alert.at("fingerprint").text().orElseGet(() -> Alert.fingerprintOf(name, labels)),
                alert.at("startsAt").instant(),
                resolved ? Optional.of(alert.at("endsAt").instant()) : Optional.empty(),
                name,
                labels,
                alert.at("summary").text().orElse(""));
    }
}
