package dev.sternway.database.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.sternway.plan.yaml.PlanMapper;
import java.time.Instant;
import java.util.List;

/**
 * A place in a server's log that can be gone back to, and the base backup that the way there begins with.
 *
 * @param place in the log, as the server writes it
 * @param segment file of the log that holds the place
 * @param nextTransaction number that no transaction had yet
 * @param system the server's own number, the same in all its copies
 * @param unlogged tables that the log says nothing about: they come back empty
 */
public record RestorePoint(String name, Mark at, long segmentBytes, String system, Base base, List<String> unlogged) {
    public RestorePoint {
        unlogged = List.copyOf(unlogged);
    }

    /** One moment of a server. */
    public record Mark(String place, String segment, int timeline, Instant time, long nextTransaction) {}

    /**
     * A copy of all files of a server, taken while it worked.
     *
     * @param label what its tool calls it
     * @param from first segment of the log that it needs
     * @param end from here on it is whole; nothing before can be gone back to
     * @param bytes of the files when they are unpacked
     */
    public record Base(String label, String from, Mark end, long bytes) {}

    /** Keepsake of the guard under which it is kept. */
    public static String key(String database) {
        return "restore-point/" + database;
    }

    public String json() {
        try {
            return PlanMapper.json().writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    public static RestorePoint parse(String json) {
        try {
            return PlanMapper.json().readValue(json, RestorePoint.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
