package dev.sternway.run.trace;

/** A guard is armed, or will never be; told when that is committed. */
public record ArmingEnded(String guardId) {}
