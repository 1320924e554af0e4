package dev.sternway.executor.mariadb.moment;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sternway.database.mariadb.MariaAccess;
import dev.sternway.database.mariadb.compare.Content;
import dev.sternway.database.mariadb.copy.Parts;
import dev.sternway.database.mariadb.copy.Schemas;
import dev.sternway.database.mariadb.log.BinlogPlace;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.TargetDatabase;
import dev.sternway.executor.mariadb.MariaTool;
import dev.sternway.executor.mariadb.SchemaSwap;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Brings the backup of the whole server to a moment beside the live one, and takes one schema out of it. */
public final class MariaPointInTime implements Executor<MariaPointInTime.Inputs> {
    /** The schema, the moment, and what is done then. */
    public record Inputs(
            @JsonPropertyDescription("Target of type mariadb; no other schema of its server is touched.") @NotBlank
            String database,

            @JsonPropertyDescription("Where to go back to; where the backup ended when left out.") @Valid
            Optional<RecoverTo> to,

            @JsonPropertyDescription(
                    "verify: prove that it can be done and throw it away; copy-database: swap the schema in by renaming; discard: remove what a crash left.")
            @NotNull
            Then then) {}

    /** What is done with the server that stands at the moment. */
    public enum Then {
        @JsonProperty("verify")
        VERIFY,
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
            }
            return Outcome.done(Map.of(
                    "discarded", Beside.folder(context, inputs.database()).toString()));
        }
        Map<String, String> evidence = new LinkedHashMap<>();
        if (inputs.then() == Then.COPY_DATABASE && swap.begun(scratch.name())) {
            Beside.clear(context, inputs.database());
            evidence.put("broken-kept-as", swap.run(scratch.name()));
            return Outcome.done(evidence);
        }
        KeptBase base = KeptBase.require(context, inputs.database(), live.name());
        new MariaTool("mariadb").require(base.manifest().serverVersion());
        new MariaTool("mariadb-dump").require(base.manifest().serverVersion());
        Optional<BinlogPlace> place = inputs.to().orElse(RecoverTo.BACKUP).place(live, base.note());
        evidence.put(
                "recovered-to",
                place.map(BinlogPlace::toString).or(() -> base.note().place()).orElse("the backup"));
        long start = System.nanoTime();
        return inputs.then() == Then.VERIFY
                ? verified(inputs, context, base, place, evidence, start)
                : copied(inputs, context, base, place, scratch, evidence, start);
    }

    private static Outcome verified(
            Inputs inputs,
            StepContext context,
            KeptBase base,
            Optional<BinlogPlace> place,
            Map<String, String> evidence,
            long start)
            throws Exception {
        try (Beside beside = Beside.at(context, inputs.database(), base, place)) {
            long rows = Content.still(beside.access()::connect, context::progress).snapshot().tables().stream()
                    .mapToLong(table -> table.rows())
                    .sum();
            evidence.put("rows", String.valueOf(rows));
        }
        evidence.put("recovered-in-millis", millis(start));
        return Outcome.done(evidence);
    }

    private static Outcome copied(
            Inputs inputs,
            StepContext context,
            KeptBase base,
            Optional<BinlogPlace> place,
            MariaAccess scratch,
            Map<String, String> evidence,
            long start)
            throws Exception {
        SchemaSwap swap = new SchemaSwap(context, inputs.database());
        try {
            Parts parts;
            try (Beside beside = Beside.at(context, inputs.database(), base, place)) {
                evidence.put("recovered-in-millis", millis(start));
                parts = new CopySchema(context, beside.access(), scratch).run();
            }
            context.keepsakes().keep(key(inputs), context.key());
            evidence.put("broken-kept-as", swap.run(scratch.name(), parts));
            evidence.put("millis", millis(start));
            return Outcome.done(evidence);
        } finally {
            if (!swap.begun(scratch.name())) {
                new Schemas(scratch).drop(scratch.name());
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
