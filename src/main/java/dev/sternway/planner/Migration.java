package dev.sternway.planner;

import java.util.Optional;

/**
 * One migration, read whole.
 *
 * @param name what people call it, unique in its folder, for example {@code V3__orders.sql}
 * @param file where it stands, for messages
 * @param up the script that goes forward
 * @param down the hand-written way back, where the team supplied one
 */
public record Migration(String name, String file, String up, Optional<String> down) {}
