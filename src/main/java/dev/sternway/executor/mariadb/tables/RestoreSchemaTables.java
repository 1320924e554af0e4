package dev.sternway.executor.mariadb.tables;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sternway.base.ProblemException;
import dev.sternway.database.catalog.Fingerprint;
import dev.sternway.database.mariadb.MariaAccess;
import dev.sternway.database.mariadb.compare.SchemaComparison;
import dev.sternway.database.mariadb.copy.Parts;
import dev.sternway.database.mariadb.copy.Schemas;
import dev.sternway.database.mariadb.tables.Damage;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.Snapshots;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.TargetDatabase;
import dev.sternway.executor.data.FreezeDatabase;
import dev.sternway.executor.mariadb.KeptRecord;
import dev.sternway.executor.mariadb.MariaCopy;
import dev.sternway.executor.mariadb.MariaRestore;
import dev.sternway.executor.mariadb.SchemaSwap;
import jakarta.validation.constraints.NotBlank;
import java.io.IOException;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Puts back only the tables that differ from the copy kept at arming, and what is no table. */
public final class RestoreSchemaTables implements Executor<RestoreSchemaTables.Inputs> {
    /** The schema, and what to do with it. */
    public record Inputs(
            @JsonPropertyDescription("Target of type mariadb.") @NotBlank
            String database,

            @JsonPropertyDescription(
                    "Tables to restore; damaged ones that foreign keys tie to them come along. When left out, all that differ, and views, routines, triggers, events and sequences.")
            List<@NotBlank String> tables,

            @JsonPropertyDescription("What to do when restoring tables does not fit; refused when left out.")
            Optional<Otherwise> otherwise,

            @JsonPropertyDescription(
                    "Whether whole tables come in as files (exported tablespaces) where the server's are in reach; the binary log cannot replay that. Row by row when left out.")
            boolean files) {
        public Inputs(String database, List<String> tables, Optional<Otherwise> otherwise) {
            this(database, tables, otherwise, false);
        }

        public Inputs {
            tables = tables == null ? List.of() : List.copyOf(tables);
        }
    }

    /** The next dearer way. */
    public enum Otherwise {
        @JsonProperty("clone")
        CLONE,
        @JsonProperty("dump")
        DUMP
    }

    @Override
    public String uses() {
        return "mariadb/restore-tables";
    }

    @Override
    public String summary() {
        return "Puts back only the tables that differ from the copy or dump, and code around them; what they hold is set aside first.";
    }

    @Override
    public Class<Inputs> inputs() {
        return Inputs.class;
    }

    @Override
    public Nature nature() {
        return Nature.PROBEABLE;
    }

    static KeptRecord<Begun> journal(StepContext context, String database) {
        return new KeptRecord<>(context, "tables", database, Begun.class);
    }

    private static String key(String database) {
        return "restored-tables/" + database;
    }

    @Override
    public Probe probe(Inputs inputs, StepContext context) throws Exception {
        boolean done = context.keepsakes()
                .find(key(inputs.database()))
                .filter(context.key()::equals)
                .isPresent();
        if (done) {
            return Probe.already("tables-restored-by", context.key());
        }
        if (inputs.otherwise().isEmpty()
                || journal(context, inputs.database()).find().isPresent()) {
            return Probe.needed();
        }
        return inputs.otherwise().get() == Otherwise.CLONE
                ? new MariaCopy().probe(copy(inputs), context)
                : new MariaRestore().probe(dump(inputs), context);
    }

    @Override
    public Outcome run(Inputs inputs, StepContext context) throws Exception {
        return run(inputs, context, 1);
    }

    /** @param most share of the copy's bytes, 0 to 1, beyond which another way is taken */
    public Outcome run(Inputs inputs, StepContext context, double most) throws Exception {
        KeptRecord<Begun> journal = journal(context, inputs.database());
        Optional<Begun> open = journal.find();
        if (open.isPresent()) {
            context.print("goes on with the tables it began with");
            return done(inputs, context, open.get());
        }
        MariaAccess live = TargetDatabase.mariaDb(context, inputs.database());
        Optional<ArmedSchema> found = ArmedSchema.open(context, inputs.database());
        if (found.isEmpty()) {
            return Outcome.refused(
                    "SW-0434",
                    "There is no copy kept at arming to compare with",
                    live.name(),
                    "Keep a clone or a dump: safeguards.backup.keep: [clone, dump]");
        }
        ArmedSchema armed = found.get();
        boolean kept = false;
        String why;
        try {
            Begun begun = begin(inputs, context, live, armed);
            why = WhyNot.of(begun, live, most);
            if (why.isEmpty()) {
                context.stillMine();
                journal.keep(begun);
                kept = true;
                return done(inputs, context, begun);
            }
        } finally {
            if (!kept) {
                armed.drop();
            }
        }
        context.print("not by tables: " + why);
        return otherwise(inputs, context, why);
    }

    private static Begun begin(Inputs inputs, StepContext context, MariaAccess live, ArmedSchema armed)
            throws Exception {
        MariaAccess copy = armed.access();
        SchemaComparison comparison = new SchemaComparison(copy::connect, live::connect, context::progress);
        Damage damage = Damage.of(comparison, copy, live, inputs.tables(), noted(inputs, context), context::progress);
        Optional<Parts> noted = SchemaSwap.armed(context, inputs.database()).find();
        try (Connection here = live.connect();
                Connection there = copy.connect()) {
            boolean frozen = context.keepsakes()
                    .find(FreezeDatabase.keepsake(inputs.database()))
                    .isPresent();
            return new Begun(
                    context.key(),
                    copy.name(),
                    armed.fromDump(),
                    inputs.files(),
                    damage,
                    Begun.plan(
                            damage,
                            comparison.right(),
                            Parts.read(here),
                            noted.isPresent() ? noted.get() : Parts.read(there),
                            TargetDatabase.copy(context, live.name(), "staged"),
                            SchemaSwap.aside(context, live, "aside"),
                            inputs.tables().isEmpty(),
                            frozen),
                    comparison.right().counters());
        }
    }

    /** What was in the tables at arming, where that was noted: the copy need not be read again. */
    private static List<Fingerprint> noted(Inputs inputs, StepContext context) throws IOException {
        boolean there = context.keepsakes()
                .find("snapshot/" + inputs.database() + "/armed")
                .isPresent();
        return there ? Snapshots.read(context, inputs.database(), "armed").tables() : List.of();
    }

    private static Outcome done(Inputs inputs, StepContext context, Begun begun) throws Exception {
        if (!new Schemas(TargetDatabase.mariaDb(context, inputs.database())).exists(begun.armed())) {
            throw ProblemException.of(
                    "SW-0417", "The copy kept at arming is gone", begun.armed(), "Restore the dump instead");
        }
        long start = System.nanoTime();
        Map<String, String> evidence = new LinkedHashMap<>();
        Damage damage = begun.damage();
        evidence.put("way", "tables, from the " + (begun.fromDump() ? "dump" : "copy"));
        evidence.put(
                "why",
                String.format(
                        Locale.ROOT,
                        "the cheapest that fits: %d tables with %.1f of %.1f MiB; all other tables keep what was written since",
                        damage.tables().size(),
                        damage.bytes() / (double) (1 << 20),
                        damage.allBytes() / (double) (1 << 20)));
        evidence.put("tables", said(damage));
        damage.why().forEach((table, reason) -> evidence.put("because " + table, reason));
        if (!begun.code().isEmpty()) {
            evidence.put("made-again", String.join(", ", begun.code()));
        }
        try {
            evidence.putAll(new TablesRestore(context, inputs.database(), begun).run());
        } catch (ProblemException failure) {
            boolean halfway = journal(context, inputs.database()).find().isPresent();
            return halfway ? new Outcome.Failed(failure.problem(), true) : new Outcome.Refused(failure.problem());
        }
        evidence.put("verdict", "equal");
        evidence.put("millis", String.valueOf((System.nanoTime() - start) / 1_000_000));
        context.keepsakes().keep(key(inputs.database()), context.key());
        journal(context, inputs.database()).forget();
        return Outcome.done(evidence);
    }

    private static String said(Damage damage) {
        List<String> said = new ArrayList<>();
        damage.tables()
                .forEach((table, way) -> said.add(table + " "
                        + switch (way) {
                            case REPAIR -> "repaired";
                            case REPLACE -> "replaced";
                            case ASIDE -> "moved aside";
                            case KEYS -> "got its foreign keys back";
                        }));
        return said.isEmpty() ? "none differ" : String.join(", ", said);
    }

    private static Outcome otherwise(Inputs inputs, StepContext context, String why) throws Exception {
        if (inputs.otherwise().isEmpty()) {
            return Outcome.refused(
                    "SW-0481",
                    "Restoring tables does not fit: " + why,
                    inputs.database(),
                    "Restore the clone or the dump; nothing was changed");
        }
        Otherwise way = inputs.otherwise().get();
        Outcome outcome = way == Otherwise.CLONE
                ? new MariaCopy().run(copy(inputs), context)
                : new MariaRestore().run(dump(inputs), context);
        if (outcome instanceof Outcome.Done done) {
            Map<String, String> evidence = new LinkedHashMap<>(done.evidence());
            evidence.put("way", way.name().toLowerCase(Locale.ROOT));
            evidence.put("why", why);
            return Outcome.done(evidence);
        }
        return outcome;
    }

    private static MariaCopy.Inputs copy(Inputs inputs) {
        return new MariaCopy.Inputs(inputs.database(), MariaCopy.Action.RESTORE);
    }

    private static MariaRestore.Inputs dump(Inputs inputs) {
        return new MariaRestore.Inputs(inputs.database(), MariaRestore.Action.RESTORE);
    }
}
