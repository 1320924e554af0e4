package dev.sternway.executor.mariadb.moment;

import dev.sternway.database.mariadb.copy.Parts;
import dev.sternway.database.mariadb.copy.Schemas;
import dev.sternway.database.mariadb.log.BinlogPlace;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.TargetDatabase;
import dev.sternway.executor.mariadb.KeptRecord;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;

/**
 * A schema on the live server that holds what was at another moment, and waits to be swapped in.
 *
 * @param place in the binary log of which it is; empty where the server kept none
 * @param parts what shall be there after the swap
 */
public record HeldSchema(String schema, Optional<String> place, Parts parts) {
    static KeptRecord<HeldSchema> note(StepContext context, String database) {
        return new KeptRecord<>(context, "held", database, HeldSchema.class);
    }

    /** Of an earlier step; empty when it was swapped in or dropped since. */
    public static Optional<HeldSchema> atHand(StepContext context, String database) throws IOException, SQLException {
        Optional<HeldSchema> held = note(context, database).find();
        boolean there =
                held.isPresent() && new Schemas(TargetDatabase.mariaDb(context, database)).exists(held.get().schema);
        return there ? held : Optional.empty();
    }

    /** Every write before it is in the schema. */
    public Optional<BinlogPlace> binlog() {
        return place.map(BinlogPlace::of);
    }
}
