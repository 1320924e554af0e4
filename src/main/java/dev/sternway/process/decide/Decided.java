package dev.sternway.process.decide;

import dev.sternway.plan.Level;
import dev.sternway.process.RunVariables;
import org.operaton.bpm.engine.delegate.DelegateExecution;

/** Sets what follows from a decision. */
final class Decided {
    private Decided() {}

    static void set(DelegateExecution execution, Level level) {
        RunVariables.LEVEL.set(execution, level);
        RunVariables.ROLLS_BACK.set(execution, level.rollsBack());
        RunVariables.ROLLS_BACK_DATA.set(execution, level.rollsBackData());
        RunVariables.APPROVED.set(execution, false);
        DecideVariables.NEEDS_LEADERSHIP.set(execution, level == Level.L3);
    }
}
