package dev.sternway.watch.alert;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The form that Alertmanager made common: a group of alerts; Grafana's is a superset. */
final class GroupedAlerts {
    private GroupedAlerts() {}

    static List<Alert> read(String source, Field body, Optional<String> version) {
        version.ifPresent(wanted -> {
            String given = body.at("version").required();
            if (!given.equals(wanted)) {
                throw Field.malformed("/version", "is " + given + ", not " + wanted);
            }
        });
        List<Alert> alerts = new ArrayList<>();
        for (Field alert : body.at("alerts").items()) {
            alerts.add(alert(source, alert));
        }
        return alerts;
    }

    private static Alert alert(String source, Field alert) {
        Map<String, String> labels = alert.at("labels").texts();
        Map<String, String> annotations = alert.at("annotations").texts();
        String name = Optional.ofNullable(labels.get("alertname"))
                .orElseThrow(() -> Field.malformed(alert.at("labels").pointer() + "/alertname", "is missing"));
        return new Alert(
                source,
                alert.at("fingerprint").text().orElseGet(() -> Alert.fingerprintOf(name, labels)),
                alert.at("startsAt").instant(),
                resolved(alert) ? Optional.of(alert.at("endsAt").instant()) : Optional.empty(),
                name,
                labels,
                annotations.getOrDefault("summary", annotations.getOrDefault("description", "")));
    }

    static boolean resolved(Field alert) {
        String status = alert.at("status").required();
        if (!status.equals("firing") && !status.equals("resolved")) {
            throw Field.malformed(alert.at("status").pointer(), "is " + status + ", not firing or resolved");
        }
        return status.equals("resolved");
    }
}
