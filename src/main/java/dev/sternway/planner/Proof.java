package dev.sternway.planner;

import java.util.List;
import java.util.Optional;

/**
 * What is known about the way back of one migration.
 *
 * @param reason why this outcome, in words; for a refusal also what would make it possible
 * @param capture the migration with what sets rows aside in the same transaction; equals the script where nothing needs to be set aside
 * @param down the derived way back; empty when refused
 * @param purge ends the retention of what a softened migration took out of sight; empty otherwise
 * @param applied an SQL condition that tells whether a database has the migration; empty when its schema does not tell
 * @param downStatements the same, statement by statement, where they are known apart
 * @param losses what the way back destroys after setting it aside
 * @param statements what each statement of the migration did, in order
 * @param warnings what breaks the old version of the application on the new schema, and other things to know
 * @param millis for everything: deriving, proving, going on
 * @param downMillis that the way back took on the scratch database
 */
public record Proof(
        String migration,
        Outcome outcome,
        String reason,
        Theirs theirs,
        String capture,
        String down,
        String purge,
        String applied,
        List<String> downStatements,
        List<Loss> losses,
        List<StatementRun> statements,
        List<String> downLocks,
        List<String> warnings,
        long millis,
        long downMillis) {
    public Proof {
        downStatements = List.copyOf(downStatements);
        losses = List.copyOf(losses);
        statements = List.copyOf(statements);
        downLocks = List.copyOf(downLocks);
        warnings = List.copyOf(warnings);
    }

    /** Of a migration that runs as it is written. */
    public Proof(
            String migration,
            Outcome outcome,
            String reason,
            Theirs theirs,
            String capture,
            String down,
            List<Loss> losses,
            List<StatementRun> statements,
            List<String> downLocks,
            List<String> warnings,
            long millis,
            long downMillis) {
        this(
                migration,
                outcome,
                reason,
                theirs,
                capture,
                down,
                "",
                "",
                List.of(),
                losses,
                statements,
                downLocks,
                warnings,
                millis,
                downMillis);
    }

    /** Whether the way back destroys nothing, not even what is written after the migration. */
    public boolean lossless() {
        return losses.isEmpty() && outcome == Outcome.PROVEN;
    }

    /**
     * Values or rows that the way back takes out of their table; they are in the salvage schema.
     *
     * @param table quoted as needed, without the schema where that is public
     * @param column without it whole rows
     * @param count how many were there in the scratch run; values written later come on top
     */
    public record Loss(String table, Optional<String> column, long count) {
        /** Whole rows. */
        public Loss(String table, long count) {
            this(table, Optional.empty(), count);
        }

        public String what() {
            return table + column.map(it -> "." + it).orElse("");
        }

        @Override
        public String toString() {
            return what() + ": " + count;
        }
    }

    /**
     * One statement as it ran.
     *
     * @param line in the script, from 1
     * @param locks for example {@code users AccessExclusive}
     * @param rewritten tables whose file was written anew
     * @param rows touched, cascades and triggers included
     */
    public record StatementRun(
            int line, String label, List<String> locks, List<String> rewritten, long rows, long millis) {
        public StatementRun {
            locks = List.copyOf(locks);
            rewritten = List.copyOf(rewritten);
        }
    }
}
