package dev.sternway.executor.mariadb.log;

import dev.sternway.base.ProblemException;
import dev.sternway.database.decode.ChangeSalvage;
import dev.sternway.database.mariadb.MariaAccess;
import dev.sternway.database.mariadb.log.Binlog;
import dev.sternway.database.mariadb.log.BinlogPlace;
import dev.sternway.database.mariadb.log.BinlogReader;
import dev.sternway.database.salvage.Manifest;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.mariadb.moment.HeldSchema;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Every write since arming, as the binary log tells it; for whoever sets rows aside. */
public final class BinlogSalvage {
    /** What a receipt says where nothing had to be compared. */
    public static final String READ_FROM = "the log of writes";

    private final StepContext context;
    private final MariaAccess live;
    private final String database;
    private String whyNot = "key-wise difference: no place in the binary log was noted at arming";

    public BinlogSalvage(StepContext context, String database, MariaAccess live) {
        this.context = context;
        this.database = database;
        this.live = live;
    }

    /** @return false when rows have to be compared instead; {@link #whyNot} says why */
    public boolean take(Path folder, String suffix, List<Manifest.Part> parts) throws Exception {
        context.keepsakes().find(MariaBinlog.lost(database)).ifPresent(why -> whyNot = "key-wise difference: " + why);
        Optional<BinlogPlace> from = from();
        if (from.isEmpty()) {
            return false;
        }
        try {
            Optional<Long> held = new Binlog(live).since(from.get());
            if (held.isEmpty()) {
                whyNot = "key-wise difference: the server purged the binary log since " + from.get();
                return false;
            }
            context.print("reading the binary log since " + from.get() + ", " + held.get() + " bytes");
            parts.add(ChangeSalvage.take(
                    new BinlogReader(live),
                    from.get().toString(),
                    folder.resolve("changes-" + suffix + ".jsonl.gz"),
                    done -> context.progress(done, 0, "changes")));
            return true;
        } catch (ProblemException unreadable) {
            whyNot = "key-wise difference: " + unreadable.problem().what();
            context.print(whyNot);
            return false;
        }
    }

    public String whyNot() {
        return whyNot;
    }

    /** The place of what will be swapped in, where that is known: it is a little later than the note. */
    private Optional<BinlogPlace> from() throws SQLException, IOException {
        Optional<HeldSchema> held = HeldSchema.atHand(context, database);
        Optional<String> noted = context.keepsakes().find(MariaBinlog.noted(database));
        Optional<String> copied =
                context.keepsakes().find("clone-place/" + database).filter(it -> !it.isEmpty());
        if (held.isPresent() && noted.isPresent()) {
            return held.get().binlog();
        }
        return noted.isEmpty() ? Optional.empty() : copied.or(() -> noted).map(BinlogPlace::of);
    }
}
