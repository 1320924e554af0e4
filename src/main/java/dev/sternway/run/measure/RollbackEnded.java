package dev.sternway.run.measure;

/** A rollback has its final state; told when that is committed. */
public record RollbackEnded(String id) {}
