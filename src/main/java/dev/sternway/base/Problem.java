package dev.sternway.base;

/**
 * An error that a person can act on.
 *
 * @param code stable code of the form {@code SW-0123}, documented once in {@code docs/problems.md}
 * @param what what happened, one sentence
 * @param where file, field, step, table or host concerned; empty if the sentence names it
 * @param next what to do next, one sentence
 */
public record Problem(String code, String what, String where, String next) {
    @Override
    public String toString() {
        return code + " " + what + (where.isEmpty() ? "" : " [" + where + "]") + (next.isEmpty() ? "" : ". " + next);
    }
}
