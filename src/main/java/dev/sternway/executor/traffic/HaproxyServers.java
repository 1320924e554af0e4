package dev.sternway.executor.traffic;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sternway.base.ProblemException;
import dev.sternway.executor.Outcome;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The servers of one backend: what they are set to, and how they do. */
record HaproxyServers(HaproxyConsole console, String backend) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int MAINTENANCE = 0x01 | 0x02 | 0x20 | 0x40;
    private static final int DRAIN = 0x08 | 0x10;
    private static final String RUNNING = "2";

    /** What a server can be set to. */
    enum State {
        @JsonProperty("ready")
        READY,
        @JsonProperty("drain")
        DRAIN,
        @JsonProperty("maint")
        MAINT;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What a server is set to. */
    record Setting(
            @JsonPropertyDescription("ready takes traffic, drain finishes what it has, maint takes none.")
            State state,

            @JsonPropertyDescription("0 to 256; unchanged when left out.")
            Optional<@Min(0) @Max(256) Integer> weight) {
        Setting {
            state = state == null ? State.READY : state;
        }

        @Override
        public String toString() {
            return state.word() + weight.map(it -> " weight " + it).orElse("");
        }

        boolean isMet(Setting now) {
            return state == now.state
                    && weight.filter(it -> !now.weight.equals(Optional.of(it))).isEmpty();
        }

        /** Whether a server that was set so takes more traffic than another. */
        boolean raises(Setting now) {
            return state == State.READY
                    && (now.state != State.READY || weight.orElse(0) > now.weight.orElse(0) || weight.isEmpty());
        }
    }

    /** @throws ProblemException SW-1141 when there is no such backend */
    Map<String, Setting> settings() throws Outcome.Thrown {
        Map<String, Setting> settings = new TreeMap<>();
        for (Map<String, String> row : rows()) {
            int flags = Integer.parseInt(row.getOrDefault("srv_admin_state", "0"));
            State state = (flags & MAINTENANCE) != 0 ? State.MAINT : (flags & DRAIN) != 0 ? State.DRAIN : State.READY;
            settings.put(
                    row.getOrDefault("srv_name", ""),
                    new Setting(state, Optional.of(Integer.parseInt(row.getOrDefault("srv_uweight", "1")))));
        }
        return settings;
    }

    /** Those that are named, as they are set. @throws ProblemException SW-1141 when one is not there */
    Map<String, Setting> settings(Iterable<String> names) throws Outcome.Thrown {
        Map<String, Setting> all = settings();
        Map<String, Setting> some = new TreeMap<>();
        for (String name : names) {
            some.put(name, Optional.ofNullable(all.get(name)).orElseThrow(() -> unknown(name, all)));
        }
        return some;
    }

    boolean running(String server) throws Outcome.Thrown {
        return rows().stream()
                .anyMatch(row -> server.equals(row.get("srv_name")) && RUNNING.equals(row.get("srv_op_state")));
    }

    /** Sessions that a server still has. */
    int sessions(String server) throws Outcome.Thrown {
        return console.table("show stat", ",").stream()
                .filter(row -> backend.equals(row.get("pxname")) && server.equals(row.get("svname")))
                .mapToInt(row -> Integer.parseInt(row.getOrDefault("scur", "0")))
                .sum();
    }

    void set(String server, Setting setting) throws Outcome.Thrown {
        String name = backend + "/" + server;
        if (setting.weight().isPresent()) {
            console.tell("set server " + name + " weight " + setting.weight().get());
        }
        console.tell("set server " + name + " state " + setting.state().word());
    }

    static String text(Map<String, Setting> settings) {
        Map<String, String> words = new TreeMap<>();
        settings.forEach((name, it) -> words.put(
                name, it.state() + " " + it.weight().map(String::valueOf).orElse("")));
        try {
            return JSON.writeValueAsString(words);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static Map<String, Setting> parse(String text) {
        try {
            Map<String, Setting> settings = new TreeMap<>();
            JSON.readValue(text, new TypeReference<Map<String, String>>() {}).forEach((name, words) -> {
                String[] parts = words.split(" ", 2);
                Optional<Integer> weight =
                        Optional.of(parts[1]).filter(it -> !it.isEmpty()).map(Integer::valueOf);
                settings.put(name, new Setting(State.valueOf(parts[0]), weight));
            });
            return settings;
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private java.util.List<Map<String, String>> rows() throws Outcome.Thrown {
        java.util.List<Map<String, String>> rows = console.table("show servers state " + backend, " ");
        if (rows.isEmpty()) {
            throw unknown("", Map.of());
        }
        return rows;
    }

    private ProblemException unknown(String server, Map<String, Setting> all) {
        return ProblemException.of(
                "SW-1141",
                server.isEmpty()
                        ? "HAProxy has no backend " + backend + " with servers"
                        : "The backend " + backend + " has no server " + server,
                backend,
                all.isEmpty() ? "Correct its name" : "It has " + all.keySet());
    }
}
