package dev.sternway.run;

import dev.sternway.plan.Level;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Where rollbacks are kept. */
public interface Rollbacks {
    void add(Rollback rollback);

    Optional<Rollback> find(String id);

    Optional<Rollback> byKey(String key);

    /** Newest first, at most {@code limit}. */
    List<Rollback> latest(int limit);

    /** Oldest first. */
    List<Rollback> in(Rollback.State state);

    /** Takes the turn to tell people: true for one caller, when nobody was told since {@code before}. */
    boolean tell(String id, Instant before, Instant now);

    void state(String id, Rollback.State state);

    void decided(String id, Level level, String by);

    void incident(String id, String incident);

    /** Records the first call only. */
    void firstAction(String id, Instant at);

    void ended(String id, Rollback.State state, Instant at);
}
