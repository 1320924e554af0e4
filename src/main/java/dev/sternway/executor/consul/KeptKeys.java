package dev.sternway.executor.consul;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sternway.base.Digest;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.http.Api;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** Keys of a step: what they hold, and what of that is kept in the guard's folder, where values that are secret may lie. */
record KeptKeys(Api consul, ConsulKv.Inputs inputs) {
    static final String ARMED = "armed";
    static final String BEFORE = "before";
    private static final JsonMapper JSON = new JsonMapper();

    /**
     * What a key holds.
     *
     * @param content as Base64; nothing where there is no such key
     * @param index of its last change; zero where there is no such key
     */
    record Value(Optional<String> content, long flags, long index) {}

    /** Of one moment. @throws Outcome.Thrown SW-1185 when the token may not read one: it is not shown then */
    Map<String, Value> read() throws Api.Unanswered, Outcome.Thrown, InterruptedException {
        ArrayNode asked = JsonNodeFactory.instance.arrayNode();
        inputs.keys()
                .forEach(key -> asked.addObject()
                        .putObject("KV")
                        .put("Verb", "get-or-empty")
                        .put("Key", key));
        Map<String, Value> all = new TreeMap<>();
        for (JsonNode result : transaction(asked).path("Results")) {
            JsonNode one = result.path("KV");
            long index = one.path("ModifyIndex").asLong();
            all.put(
                    one.path("Key").asText(),
                    index == 0
                            ? new Value(Optional.empty(), 0, 0)
                            : new Value(
                                    Optional.of(one.path("Value").asText("")),
                                    one.path("Flags").asLong(),
                                    index));
        }
        Optional<String> hidden =
                inputs.keys().stream().filter(key -> !all.containsKey(key)).findFirst();
        if (hidden.isPresent()) {
            throw Outcome.Thrown.refused(
                    "SW-1185",
                    "Consul does not show " + hidden.get(),
                    inputs.target(),
                    "Give the target's token key:read and key:write on it");
        }
        return all;
    }

    /** All or none; and none where one was changed since it was read. */
    Outcome write(Map<String, Value> wanted, Map<String, Value> now) throws Exception {
        ArrayNode changes = JsonNodeFactory.instance.arrayNode();
        List<String> names = differing(wanted, now);
        for (String key : names) {
            Value value = Objects.requireNonNull(wanted.get(key));
            ObjectNode change = changes.addObject().putObject("KV").put("Key", key);
            change.put("Verb", value.content().isPresent() ? "cas" : "delete-cas")
                    .put("Index", Objects.requireNonNull(now.get(key)).index());
            value.content().ifPresent(content -> change.put("Value", content).put("Flags", value.flags()));
        }
        if (names.isEmpty()) {
            return Outcome.done(Map.of("changed", "nothing"));
        }
        consul.context().stillMine();
        try {
            transaction(changes);
        } catch (Api.Unanswered refused) {
            if (read().equals(now)) {
                throw refused;
            }
            return Outcome.failed(
                    "SW-1183",
                    "Somebody changed one of " + String.join(", ", names) + " meanwhile; none was written",
                    inputs.target(),
                    "See who, then choose again");
        }
        return Outcome.done(Map.of("changed", String.join(", ", names)));
    }

    static List<String> differing(Map<String, Value> wanted, Map<String, Value> now) {
        List<String> names = new ArrayList<>();
        wanted.forEach((key, value) -> {
            Value there = now.getOrDefault(key, new Value(Optional.empty(), 0, 0));
            if (!there.content().equals(value.content()) || there.flags() != value.flags()) {
                names.add(key);
            }
        });
        return names;
    }

    void keep(String name, Map<String, Value> values) throws IOException {
        ObjectNode kept = JSON.createObjectNode();
        values.forEach((key, value) -> {
            ObjectNode one = kept.putObject(key).put("flags", value.flags());
            value.content().ifPresent(content -> one.put("content", content));
        });
        byte[] content = JSON.writeValueAsBytes(kept);
        Path fresh = file(name).resolveSibling(file(name).getFileName() + ".new");
        Files.write(fresh, content);
        Files.move(fresh, file(name), StandardCopyOption.ATOMIC_MOVE);
        context().keepsakes().keep(note(name), Digest.of(content));
    }

    boolean isKept(String name) {
        return context().keepsakes().find(note(name)).isPresent();
    }

    /** @throws Outcome.Thrown SW-1182 when nobody kept it, or its file was changed */
    Map<String, Value> kept(String name) throws Outcome.Thrown, IOException {
        Optional<String> digest = context().keepsakes().find(note(name));
        byte[] content = Files.exists(file(name)) ? Files.readAllBytes(file(name)) : new byte[0];
        if (digest.filter(Digest.of(content)::equals).isEmpty()) {
            throw Outcome.Thrown.refused(
                    "SW-1182",
                    digest.isEmpty() ? "Nobody kept the keys at arming" : "What was kept of the keys was changed",
                    inputs.target(),
                    "Arm the plan with this step in it, or put them back by hand");
        }
        Map<String, Value> values = new TreeMap<>();
        JSON.convertValue(JSON.readTree(content), new TypeReference<Map<String, JsonNode>>() {})
                .forEach((key, one) -> values.put(
                        key,
                        new Value(
                                Optional.ofNullable(one.get("content")).map(JsonNode::asText),
                                one.path("flags").asLong(),
                                0)));
        return values;
    }

    void forget(String name) throws IOException {
        context().keepsakes().forget(note(name));
        Files.deleteIfExists(file(name));
    }

    private JsonNode transaction(ArrayNode changes) throws Api.Unanswered, InterruptedException {
        String where = inputs.datacenter().map(it -> "?dc=" + Api.encoded(it)).orElse("");
        return consul.send("PUT", "/v1/txn" + where, Optional.of(changes));
    }

    private StepContext context() {
        return consul.context();
    }

    private Path file(String name) {
        return context().workspace().resolve("consul-" + Digest.of(note(name)).substring(0, 16) + ".json");
    }

    private String note(String name) {
        return "consul/" + name + "/" + inputs.target() + "/"
                + inputs.datacenter().orElse("") + "/" + Digest.of(String.join("\n", inputs.keys()));
    }
}
