package dev.sternway.planner;

/**
 * How migrations run.
 *
 * @param soften dropped tables are moved aside and dropped columns renamed instead, until a purge ends the retention
 * @param largestImage rows up to which a whole table is kept before it is overwritten
 */
public record Settings(boolean soften, long largestImage) {
    public static final Settings USUAL = new Settings(false, 5_000_000);
}
