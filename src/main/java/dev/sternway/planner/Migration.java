package dev.sternway.planner;

import java.util.Optional;

/**
 * One migration, read whole.
 *
 * @param name what people call it, unique in its folder, for example {@code V3__orders.sql}
 * @param file where it stands, for messages
 * @param up the script that goes forward
 * @param down the hand-written way back, where the team supplied one
 * @param unseen what it does besides the script, as a sentence; it is refused then, and the script runs for those that follow
 */
public record Migration(String name, String file, String up, Optional<String> down, Optional<String> unseen) {
    /** The script is all that it does. */
    public Migration(String name, String file, String up, Optional<String> down) {
        this(name, file, up, down, Optional.empty());
    }
}
