package dev.sternway.plan.yaml;

import dev.sternway.base.Problem;

/**
 * A problem at a place in a file.
 *
 * @param line from 1; 0 when the file as a whole is meant
 * @param suggestion the word that was probably meant, or empty
 */
public record Finding(String file, int line, int column, Problem problem, String suggestion, Severity severity) {
    /** Whether a plan can be armed with it. */
    public enum Severity {
        /** It cannot. */
        ERROR,
        /** It can, when people accept it. */
        WARNING
    }

    /** An error. */
    public Finding(String file, int line, int column, Problem problem, String suggestion) {
        this(file, line, column, problem, suggestion, Severity.ERROR);
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }

    /** The same as something that people may accept. */
    public Finding asWarning() {
        return new Finding(file, line, column, problem, suggestion, Severity.WARNING);
    }

    /** The same, shown under another name of the file. */
    public Finding in(String otherFile) {
        return new Finding(otherFile, line, column, problem, suggestion, severity);
    }

    /** {@code file:line:column: SW-nnnn message (did you mean …?)}; a warning says so before its code; a file as a whole has no line. */
    public String text() {
        String meant = suggestion.isEmpty() ? "" : " (did you mean " + suggestion + "?)";
        String next = problem.next().isEmpty() ? "" : ". " + problem.next();
        String place = line == 0 ? file : file + ":" + line + ":" + column;
        return place + ": " + (isError() ? "" : "warning: ") + problem.code() + " " + problem.what() + meant + next;
    }
}
