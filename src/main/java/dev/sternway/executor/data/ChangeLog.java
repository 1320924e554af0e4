package dev.sternway.executor.data;

import dev.sternway.database.DatabaseAccess;
import dev.sternway.database.decode.ChangeReplay;
import dev.sternway.database.decode.ChangeSalvage;
import dev.sternway.database.decode.ChangeSlot;
import dev.sternway.database.salvage.Manifest;
import dev.sternway.executor.StepContext;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** The log of writes that a guard keeps since arming, where its server lets it. */
final class ChangeLog {
    private final StepContext context;
    private final DatabaseAccess live;
    private final String database;
    private String whyNot = "key-wise difference: no log of writes was kept";

    ChangeLog(StepContext context, String database, DatabaseAccess live) {
        this.context = context;
        this.database = database;
        this.live = live;
    }

    /** @return false when rows have to be compared instead; {@link #whyNot} says why */
    boolean take(Path folder, String suffix, List<Manifest.Part> parts) throws Exception {
        Optional<String> name = context.keepsakes().find("slot/" + database);
        Optional<String> place = context.keepsakes().find("clone-place/" + database);
        context.keepsakes().find("slot-lost/" + database).ifPresent(why -> whyNot = "key-wise difference: " + why);
        if (name.isEmpty() || place.isEmpty()) {
            return false;
        }
        ChangeSlot slot = new ChangeSlot(live, name.get());
        Optional<Long> held = slot.held();
        if (held.isEmpty()) {
            whyNot = "key-wise difference: the slot " + name.get() + " is gone";
            return false;
        }
        context.print("reading the log of writes, " + held.get() + " bytes");
        Manifest.Part part = ChangeSalvage.take(
                slot,
                place.get(),
                folder.resolve("changes-" + suffix + ".jsonl.gz"),
                done -> context.progress(done, 0, "changes"));
        parts.add(part);
        Optional<String> copy = context.keepsakes().find("clone/" + database);
        if (copy.isPresent() && live.exists(copy.get())) {
            context.stillMine();
            try (Connection connection = live.other(copy.get()).connect()) {
                new ChangeReplay(connection, part).prepare(folder);
            }
        }
        return true;
    }

    String whyNot() {
        return whyNot;
    }

    /** The server need not keep the log any longer: what was in it is in the salvage. */
    void end() throws SQLException {
        Optional<String> name = context.keepsakes().find("slot/" + database);
        if (name.isPresent()) {
            new ChangeSlot(live, name.get()).drop();
            context.keepsakes().forget("slot/" + database);
        }
    }
}
