package dev.sternway.plan.yaml;

import dev.sternway.base.Problem;

/**
 * A problem at a place in a file.
 *
 * @param line from 1; 0 when the file as a whole is meant
 * @param suggestion the word that was probably meant, or empty
 */
public record Finding(String file, int line, int column, Problem problem, String suggestion) {
    /** {@code file:line:column: SW-nnnn message (did you mean …?)} */
    public String text() {
        String meant = suggestion.isEmpty() ? "" : " (did you mean " + suggestion + "?)";
        String next = problem.next().isEmpty() ? "" : ". " + problem.next();
        return file + ":" + line + ":" + column + ": " + problem.code() + " " + problem.what() + meant + next;
    }
}
