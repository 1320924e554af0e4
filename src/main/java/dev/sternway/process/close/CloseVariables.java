package dev.sternway.process.close;

import dev.sternway.process.Var;

/** Names of close.bpmn. */
final class CloseVariables {
    static final Var<SalvageChoice> SALVAGE_CHOICE = Var.word("salvageChoice", SalvageChoice.class);
    static final Var<String> SALVAGE_DECIDER = Var.text("salvageDecider");
    static final Var<String> SALVAGE_SUMMARY = Var.text("salvageSummary");

    private CloseVariables() {}

    /** What becomes of the data set aside. */
    enum SalvageChoice {
        KEEP,
        REPLAY
    }
}
