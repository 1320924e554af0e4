package dev.sternway.planner.mariadb.derive;

import dev.sternway.planner.Proof.StatementRun;
import java.util.List;
import java.util.Optional;

/**
 * What came of running a migration once.
 *
 * @param capture the form that journals and sets rows aside
 * @param units in the order in which they ran
 * @param refusals why it cannot be undone exactly; then part of it ran as written
 * @param failure how the migration itself failed
 */
public record Derived(
        Salvage salvage,
        String capture,
        List<UnitUndo> units,
        List<StatementRun> runs,
        List<String> refusals,
        List<String> warnings,
        Optional<String> failure) {
    public Derived {
        units = List.copyOf(units);
        runs = List.copyOf(runs);
        refusals = List.copyOf(refusals);
        warnings = List.copyOf(warnings);
    }

    public boolean setsRowsAside() {
        return units.stream().anyMatch(UnitUndo::needsRows);
    }

    /** What a script needs before its own statements. */
    public static String preamble(String title) {
        ScriptWriter script = new ScriptWriter();
        script.comment(title);
        script.comment("The salvage schema keeps the journal and what is set aside; it is made where it is missing.");
        script.verbatim(Salvage.bedrock());
        script.blank();
        return script.toString();
    }

    /** The whole way back; it undoes what the journal says was done, and can be run again when it was interrupted. */
    public String down() {
        ScriptWriter script = new ScriptWriter();
        script.verbatim(preamble("Takes " + salvage.migration() + " back as far as its journal says that it ran."));
        script.add("SET NAMES utf8mb4");
        script.add("SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_AUTO_VALUE_ON_ZERO,ALLOW_INVALID_DATES,"
                + "NO_ENGINE_SUBSTITUTION', foreign_key_checks = 1, unique_checks = 1, check_constraint_checks = 1");
        script.add(salvage.beginRollback(units.size(), setsRowsAside()));
        for (int i = units.size() - 1; i >= 0; i--) {
            UnitUndo unit = units.get(i);
            script.blank();
            script.comment("line " + unit.line() + ": " + unit.label());
            script.add(unit.block(salvage));
        }
        script.blank();
        script.add(salvage.undone(0));
        return script.toString();
    }
}
