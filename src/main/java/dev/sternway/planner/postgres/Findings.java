package dev.sternway.planner.postgres;

import dev.sternway.planner.Migration;
import dev.sternway.planner.Outcome;
import dev.sternway.planner.Proof;
import dev.sternway.planner.Theirs;
import dev.sternway.planner.capture.Capture;
import dev.sternway.planner.catalog.Catalog;
import dev.sternway.planner.effect.AppliedProbe;
import dev.sternway.planner.effect.OldCode;
import dev.sternway.planner.script.SqlStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What is found out about one migration, bit by bit. */
final class Findings {
    private final Migration migration;
    private Outcome outcome = Outcome.REFUSED;
    private String reason = "";
    private Theirs theirs = Theirs.NONE;
    private List<String> prologue = List.of();
    private List<String> epilogue = List.of();
    private List<String> down = List.of();
    private List<Proof.Loss> losses = List.of();
    private List<Proof.StatementRun> runs = List.of();
    private List<String> locks = List.of();
    private List<String> warnings = List.of();
    private final List<String> notes = new ArrayList<>();
    private List<String> purge = List.of();
    private String body;
    private String applied = "";
    private long downMillis;

    Findings(Migration migration) {
        this.migration = migration;
        body = migration.up();
    }

    /** The migration in the form that destroys nothing, and what ends its retention. */
    void softened(List<SqlStatement> statements, List<String> ends) {
        body = statements.stream().map(it -> it.text() + ";\n").collect(Collectors.joining());
        purge = ends;
    }

    List<String> purge() {
        return purge;
    }

    Migration migration() {
        return migration;
    }

    Outcome outcome() {
        return outcome;
    }

    List<String> down() {
        return down;
    }

    void failed(String why) {
        outcome = Outcome.FAILED_FORWARD;
        reason = why;
    }

    void refused(String why) {
        outcome = Outcome.REFUSED;
        reason = why;
        down = List.of();
        losses = List.of();
    }

    void ran(List<Proof.StatementRun> statements) {
        runs = statements;
    }

    void compare(Catalog before, Catalog end) {
        warnings = OldCode.warnings(before, end);
        applied = AppliedProbe.of(before, end);
    }

    List<String> prologue() {
        return prologue;
    }

    List<String> epilogue() {
        return epilogue;
    }

    void captured(List<String> before, List<String> after) {
        prologue = before;
        epilogue = after;
    }

    void proven(Capture capture, Backward backward, List<String> reordered) {
        down = backward.statements();
        losses = backward.losses();
        applied = applied.isEmpty() ? capture.applied().orElse("") : applied;
        outcome = capture.keepsRows() || !losses.isEmpty() ? Outcome.PROVEN_WITH_SALVAGE : Outcome.PROVEN;
        List<String> kept = new ArrayList<>();
        if (capture.keepsRows()) {
            kept.add("keeps what it overwrites in " + String.join(", ", capture.tables())
                    + " (run the capture form of the script)");
        }
        if (!losses.isEmpty()) {
            kept.add("the way back sets aside "
                    + losses.stream()
                            .map(Proof.Loss::toString)
                            .reduce((one, two) -> one + ", " + two)
                            .orElse(""));
        }
        reason = kept.isEmpty() ? "schema, rows and sequences are as before" : String.join("; ", kept);
        reordered.forEach(table -> notes.add("columns of " + table + " come back in another order"));
    }

    void tookBack(long millis, List<String> taken) {
        downMillis = millis;
        locks = taken;
    }

    void theirs(Theirs result) {
        theirs = result;
    }

    Proof proof(long millis) {
        boolean proven = outcome == Outcome.PROVEN || outcome == Outcome.PROVEN_WITH_SALVAGE;
        List<String> all = new ArrayList<>(warnings);
        all.addAll(notes);
        return new Proof(
                migration.name(),
                outcome,
                reason,
                theirs,
                proven ? Scripts.capture(migration, body, prologue, epilogue) : migration.up(),
                proven ? Scripts.down(migration, down) : "",
                proven ? Scripts.purge(migration, purge) : "",
                applied,
                down,
                losses,
                runs,
                locks,
                all,
                millis,
                downMillis);
    }
}
