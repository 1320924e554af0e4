package dev.sternway.executor.command;

import dev.sternway.executor.Keepsakes;
import dev.sternway.executor.StepContext;

/** The processes of a step, noted so that another worker finds and ends them when the one that started them has died. */
public final class Leftover {
    private final Keepsakes notes;
    private final String key;

    private Leftover(Keepsakes notes, String key) {
        this.notes = notes;
        this.key = key;
    }

    public static Leftover of(StepContext context) {
        return new Leftover(context.keepsakes(), "process/" + context.key());
    }

    void keep(String group) {
        notes.keep(key, group);
    }

    void forget() {
        notes.forget(key);
    }

    /** Ends what an earlier attempt has left running on this machine, if anything. */
    public void end() {
        notes.find(key).ifPresent(ProcessGroup::endLeftover);
    }
}
