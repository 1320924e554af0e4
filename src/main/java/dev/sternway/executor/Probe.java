package dev.sternway.executor;

import java.util.Map;

/** What the target said when it was asked whether a step's work is done already. */
public sealed interface Probe {
    /** It is so already: the run is skipped, the verification is not. */
    record Already(Map<String, String> evidence) implements Probe {}

    /** It is not so: run. */
    record Needed() implements Probe {}

    /** The target cannot tell. A first run goes ahead; after a crash in the middle a person decides. */
    record Unknown(String why) implements Probe {}

    static Probe already(String key, String value) {
        return new Already(Map.of(key, value));
    }

    static Probe needed() {
        return new Needed();
    }

    static Probe unknown(String why) {
        return new Unknown(why);
    }
}
