package dev.sternway.process.engine;

import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * When the newest instances and activities began that were started here. The engine asks its history for that at each end; only
 * for those that another node or an earlier start began, or that began long ago, it still has to.
 */
final class Begun {
    private final Map<String, Date> byId;

    /** @param most how many are kept; the oldest go first */
    Begun(int most) {
        byId = new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Date> eldest) {
                return size() > most;
            }
        };
    }

    /** @param id of the engine, which gives none twice: what a transaction wrote that failed is never asked for */
    synchronized void note(String id, Date at) {
        byId.put(id, at);
    }

    synchronized Optional<Date> at(String id) {
        return Optional.ofNullable(byId.get(id));
    }
}
