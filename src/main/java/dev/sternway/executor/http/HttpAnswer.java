package dev.sternway.executor.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a service answered.
 *
 * @param header the first value of a header, by its name
 * @param body at most {@link dev.sternway.base.web.Web#LARGEST} bytes of it, as UTF-8
 */
public record HttpAnswer(int status, Function<String, Optional<String>> header, String body) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int TELLING = 200;

    /** The body as JSON; a missing node when it is none. */
    public JsonNode json() {
        try {
            JsonNode tree = JSON.readTree(body);
            return tree == null ? MissingNode.getInstance() : tree;
        } catch (JsonProcessingException notJson) {
            return MissingNode.getInstance();
        }
    }

    /** How long the service asks to be left alone, by a header with seconds or a date. */
    public Optional<Duration> asksToWait(String name, Instant now) {
        return header.apply(name).flatMap(text -> {
            try {
                Duration wait = text.matches("[0-9]{1,6}")
                        ? Duration.ofSeconds(Long.parseLong(text))
                        : Duration.between(now, Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text)));
                return Optional.of(wait).filter(it -> !it.isNegative());
            } catch (DateTimeException neither) {
                return Optional.empty();
            }
        });
    }

    /** The first words of the body on one line, for a message. */
    public String start() {
        String line = body.strip().replaceAll("\\s+", " ");
        return line.length() <= TELLING ? line : line.substring(0, TELLING) + "…";
    }
}
