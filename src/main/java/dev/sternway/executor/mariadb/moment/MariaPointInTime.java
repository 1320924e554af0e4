package dev.sternway.executor.mariadb.moment;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sternway.database.catalog.Snapshot;
import dev.sternway.database.mariadb.MariaAccess;
import dev.sternway.database.mariadb.compare.Content;
import dev.sternway.database.mariadb.copy.Schemas;
import dev.sternway.database.mariadb.log.BinlogPlace;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.Snapshots;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.TargetDatabase;
import dev.sternway.executor.mariadb.KeptRecord;
import dev.sternway.executor.mariadb.MariaTool;
import dev.sternway.executor.mariadb.SchemaSwap;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Brings the backup of the whole server to a moment beside the live one, and takes one schema out of it. */
public final class MariaPointInTime implements Executor<MariaPointInTime.Inputs> {
    /** Snapshot of the state that the backup leads back to. */
    private static final String RESTORE_POINT = "restore-point";

    /** The schema, the moment, and what is done then. */
    public record Inputs(
            @JsonPropertyDescription("Target of type mariadb; no other schema of its server is touched.") @NotBlank
            String database,

            @JsonPropertyDescription("Where to go back to; where the backup ended when left out.") @Valid
            Optional<RecoverTo> to,

            @JsonPropertyDescription(
                    "verify: prove that it can be done and throw it away; hold: bring the schema beside the live one for the next steps; copy-database: swap it in by renaming; discard: remove what hold or a crash left.")
            @NotNull
            Then then,

            @JsonPropertyDescription(
                    "How long the certificate counts that verify issues where nothing else is named than the backup; 24h when left out.")
            Optional<Duration> valid) {
        public Inputs(String database, Optional<RecoverTo> to, Then then) {
            this(database, to, then, Optional.empty());
        }
    }

    /** What is done with the server that stands at the moment. */
    public enum Then {
        @JsonProperty("verify")
        VERIFY,
        @JsonProperty("hold")
        HOLD,
        @JsonProperty("copy-database")
        COPY_DATABASE,
        @JsonProperty("discard")
        DISCARD
    }

    @Override
    public String uses() {
        return "mariadb/point-in-time";
    }

    @Override
    public String summary() {
        return "Brings the server's backup beside the live one to a place in the binary log, and swaps the schema in from it.";
    }

    @Override
    public Class<Inputs> inputs() {
        return Inputs.class;
    }

    @Override
    public Nature nature() {
        return Nature.PROBEABLE;
    }

    @Override
    public Probe probe(Inputs inputs, StepContext context) throws Exception {
        switch (inputs.then()) {
            case DISCARD:
                return Files.exists(Beside.folder(context, inputs.database()))
                        ? Probe.needed()
                        : Probe.already("discarded", "nothing is there");
            case COPY_DATABASE:
                Optional<String> broken = new SchemaSwap(context, inputs.database()).finished();
                boolean ours = context.keepsakes().find(key(inputs)).equals(Optional.of(context.key()));
                return broken.isPresent() && ours ? Probe.already("broken-kept-as", broken.get()) : Probe.needed();
            case HOLD:
                MariaAccess live = TargetDatabase.mariaDb(context, inputs.database());
                KeptBase base = KeptBase.require(context, inputs.database(), live.name());
                Optional<HeldSchema> held = held(inputs, context, reached(inputs, live, base));
                return held.isPresent() ? Probe.already("held-as", held.get().schema()) : Probe.needed();
            default:
                return Probe.needed();
        }
    }

    @Override
    public Outcome run(Inputs inputs, StepContext context) throws Exception {
        MariaAccess live = TargetDatabase.mariaDb(context, inputs.database());
        MariaAccess scratch = live.other(TargetDatabase.copy(context, live.name(), "moment"));
        SchemaSwap swap = new SchemaSwap(context, inputs.database());
        if (inputs.then() == Then.DISCARD) {
            Beside.clear(context, inputs.database());
            if (!swap.begun(scratch.name())) {
                new Schemas(live).drop(scratch.name());
                HeldSchema.note(context, inputs.database()).forget();
            }
            return Outcome.done(Map.of(
                    "discarded", Beside.folder(context, inputs.database()).toString()));
        }
        Map<String, String> evidence = new LinkedHashMap<>();
        if (inputs.then() == Then.COPY_DATABASE && swap.begun(scratch.name())) {
            Beside.clear(context, inputs.database());
            evidence.put("broken-kept-as", swap.run(scratch.name()));
            HeldSchema.note(context, inputs.database()).forget();
            return Outcome.done(evidence);
        }
        KeptBase base = KeptBase.require(context, inputs.database(), live.name());
        new MariaTool("mariadb").require(base.manifest().serverVersion());
        new MariaTool("mariadb-dump").require(base.manifest().serverVersion());
        Optional<String> reached = reached(inputs, live, base);
        evidence.put("recovered-to", reached.orElse("the backup"));
        if (inputs.then() == Then.VERIFY) {
            return verified(inputs, context, base, evidence);
        }
        Optional<HeldSchema> ready = held(inputs, context, reached);
        HeldSchema held = ready.isPresent() ? ready.get() : brought(inputs, context, base, scratch, reached, evidence);
        if (inputs.then() == Then.HOLD) {
            evidence.put("held-as", held.schema());
            return Outcome.done(evidence);
        }
        long start = System.nanoTime();
        context.keepsakes().keep(key(inputs), context.key());
        evidence.put("broken-kept-as", swap.run(held.schema(), held.parts()));
        evidence.put("swapped-in-millis", millis(start));
        HeldSchema.note(context, inputs.database()).forget();
        return Outcome.done(evidence);
    }

    private static Optional<BinlogPlace> wanted(Inputs inputs, MariaAccess live, KeptBase base) throws SQLException {
        return inputs.to().orElse(RecoverTo.BACKUP).place(live, base.note());
    }

    /** Of what the schema will be, in the binary log. */
    private static Optional<String> reached(Inputs inputs, MariaAccess live, KeptBase base) throws SQLException {
        return wanted(inputs, live, base)
                .map(BinlogPlace::toString)
                .or(() -> base.note().place());
    }

    /** What an earlier step brought, when it is of that very place. */
    private static Optional<HeldSchema> held(Inputs inputs, StepContext context, Optional<String> reached)
            throws Exception {
        return HeldSchema.atHand(context, inputs.database())
                .filter(it -> it.place().equals(reached));
    }

    private static Outcome verified(Inputs inputs, StepContext context, KeptBase base, Map<String, String> evidence)
            throws Exception {
        MariaAccess live = TargetDatabase.mariaDb(context, inputs.database());
        long start = System.nanoTime();
        Snapshot seen;
        try (Beside beside = Beside.at(context, inputs.database(), base, wanted(inputs, live, base))) {
            seen = Content.still(beside.access()::connect, context::progress).snapshot();
        }
        evidence.put("recovered-in-millis", millis(start));
        evidence.put(
                "rows",
                String.valueOf(
                        seen.tables().stream().mapToLong(table -> table.rows()).sum()));
        if (inputs.to().isEmpty()) {
            Snapshots.keep(context, inputs.database(), RESTORE_POINT, seen);
            evidence.put(
                    "expires",
                    new BaseCertificate(context, inputs.database(), base, inputs.valid())
                            .issue(
                                    seen,
                                    base.note().place().or(() -> Optional.of("of the backup")),
                                    (System.nanoTime() - start) / 1_000_000)
                            .expires()
                            .toString());
        }
        return Outcome.done(evidence);
    }

    private static HeldSchema brought(
            Inputs inputs,
            StepContext context,
            KeptBase base,
            MariaAccess scratch,
            Optional<String> reached,
            Map<String, String> evidence)
            throws Exception {
        KeptRecord<HeldSchema> note = HeldSchema.note(context, inputs.database());
        note.forget();
        long start = System.nanoTime();
        boolean complete = false;
        try (Beside beside = Beside.at(
                context,
                inputs.database(),
                base,
                wanted(inputs, TargetDatabase.mariaDb(context, inputs.database()), base))) {
            evidence.put("recovered-in-millis", millis(start));
            HeldSchema held =
                    new HeldSchema(scratch.name(), reached, new CopySchema(context, beside.access(), scratch).run());
            note.keep(held);
            complete = true;
            evidence.put("millis", millis(start));
            return held;
        } finally {
            if (!complete) {
                new Schemas(scratch.spared()).drop(scratch.name());
            }
        }
    }

    private static String millis(long start) {
        return String.valueOf((System.nanoTime() - start) / 1_000_000);
    }

    private static String key(Inputs inputs) {
        return "point-restored/" + inputs.database();
    }
}
