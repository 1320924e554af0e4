package dev.sternway.api;

import dev.sternway.base.ProblemException;
import dev.sternway.run.alert.Alerts;
import dev.sternway.run.alert.ReceivedAlert;
import dev.sternway.run.alert.TakeAlerts;
import dev.sternway.watch.alert.AlertFormat;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Where monitoring systems send their alerts. Answers as soon as they are kept. */
@RestController
@RequestMapping("/api/alerts")
class AlertDoor {
    private static final int SHOWN = 100;

    private final TakeAlerts take;
    private final Alerts alerts;

    AlertDoor(TakeAlerts take, Alerts alerts) {
        this.take = take;
        this.alerts = alerts;
    }

    @PostMapping("/{format}")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Map<String, Object> take(@PathVariable String format, HttpServletRequest request) throws IOException {
        AlertFormat known = AlertFormat.named(format)
                .orElseThrow(() -> ProblemException.of(
                        "SW-0614",
                        "Alerts of the form " + format + " are not known",
                        format,
                        "Send them to alertmanager, grafana, cloudevents or generic"));
        Map<String, String> headers = new TreeMap<>();
        request.getHeaderNames()
                .asIterator()
                .forEachRemaining(name -> headers.put(name.toLowerCase(Locale.ROOT), request.getHeader(name)));
        return Map.of("alerts", take.take(known, request.getInputStream().readAllBytes(), headers));
    }

    @GetMapping
    List<Map<String, Object>> list() {
        return alerts.latest(SHOWN).stream().map(AlertDoor::shown).toList();
    }

    private static Map<String, Object> shown(ReceivedAlert received) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", received.alert().name());
        json.put("source", received.alert().source());
        json.put("state", received.state());
        json.put("why", received.why());
        json.put("fingerprint", received.alert().fingerprint());
        json.put("startsAt", received.alert().startsAt());
        received.alert().endsAt().ifPresent(at -> json.put("endsAt", at));
        json.put("receivedAt", received.receivedAt());
        json.put("repeats", received.repeats());
        received.guardId().ifPresent(id -> json.put("guardId", id));
        received.triggerId().ifPresent(id -> json.put("trigger", id));
        received.rollbackId().ifPresent(id -> json.put("rollbackId", id));
        json.put("labels", received.alert().labels());
        return json;
    }
}
