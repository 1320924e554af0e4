package dev.sternway.planner.catalog;

/** @param type as in {@code pg_depend}: n normal, a goes with it, i is part of it */
public record Dependency(Address dependent, Address on, char type) {}
