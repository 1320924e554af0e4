package dev.sternway.watch.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sternway.base.ProblemException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Forms in which alerts come in. */
public enum AlertFormat {
    /** Alertmanager's webhook, version 4. */
    ALERTMANAGER((body, headers) -> GroupedAlerts.read("alertmanager", body, Optional.of("4"))),
    /** Grafana's webhook contact point. */
    GRAFANA((body, headers) -> GroupedAlerts.read("grafana", body, Optional.empty())),
    /** CloudEvents 1.0 over HTTP: structured, batched or binary; CDEvents incidents among them. */
    CLOUDEVENTS(CloudEvents::read),
    /** Sternway's own small form, for scripts. */
    GENERIC((body, headers) -> GenericAlerts.read(body));

    private static final int DEEPEST = 32;
    private static final ObjectMapper JSON = JsonMapper.builder(com.fasterxml.jackson.core.JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Reader reader;

    /** Reads one format. */
    private interface Reader {
        List<Alert> read(Field body, Map<String, String> headers);
    }

    AlertFormat(Reader reader) {
        this.reader = reader;
    }

    /** The format of that lower-case name, if there is one. */
    public static Optional<AlertFormat> named(String name) {
        for (AlertFormat format : values()) {
            if (format.name().toLowerCase(Locale.ROOT).equals(name)) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }

    /**
     * @param headers by lower-case name
     * @throws ProblemException SW-0610 when the body is not of this format; it names the field
     */
    public List<Alert> read(byte[] body, Map<String, String> headers) {
        List<Alert> alerts = reader.read(new Field("", tree(body)), headers);
        if (alerts.isEmpty()) {
            throw Field.malformed("/alerts", "holds no alert");
        }
        return alerts;
    }

    private static JsonNode tree(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException wrong) {
            var place = wrong.getLocation();
            throw Field.malformed(
                    place == null ? "body" : "line " + place.getLineNr() + ", column " + place.getColumnNr(),
                    "is no JSON: "
                            + wrong.getOriginalMessage().lines().findFirst().orElse(""));
        } catch (IOException wrong) {
            throw Field.malformed("body", "is no JSON: " + wrong.getMessage());
        }
    }
}
