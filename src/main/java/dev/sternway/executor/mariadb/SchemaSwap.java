package dev.sternway.executor.mariadb;

import dev.sternway.base.ProblemException;
import dev.sternway.database.mariadb.MariaAccess;
import dev.sternway.database.mariadb.copy.Parts;
import dev.sternway.database.mariadb.copy.Schemas;
import dev.sternway.database.mariadb.copy.Swap;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.TargetDatabase;
import java.sql.Connection;
import java.util.List;
import java.util.Optional;

/** A swap of a guard's schema, with the notes that let it go on after a crash; once begun it is not cut short. */
public final class SchemaSwap {
    private static final int MOST = 9;

    private final StepContext context;
    private final String database;
    private final MariaAccess live;
    private final KeptRecord<Swap.Plan> open;

    public SchemaSwap(StepContext context, String database) {
        this.context = context;
        this.database = database;
        this.live = TargetDatabase.mariaDb(context, database).spared();
        this.open = new KeptRecord<>(context, "swap", database, Swap.Plan.class);
    }

    /** What was in the schema at arming. */
    public static KeptRecord<Parts> armed(StepContext context, String database) {
        return new KeptRecord<>(context, "parts", database, Parts.class);
    }

    /** Where the schema stands that was live before the last finished swap; empty while one is under way. */
    public Optional<String> finished() throws Exception {
        Optional<String> broken = context.keepsakes().find("broken/" + database);
        boolean done = broken.isPresent() && open.find().isEmpty() && new Schemas(live).exists(broken.get());
        return done ? broken : Optional.empty();
    }

    /** Whether one was begun from this schema and did not end. */
    public boolean begun(String fresh) throws Exception {
        return open.find().filter(it -> it.fresh().equals(fresh)).isPresent();
    }

    /**
     * Goes on with a swap that was interrupted, or begins one with the state at arming.
     *
     * @return where the old schema is kept
     */
    public String run(String fresh) throws Exception {
        return go(begun(fresh) ? open.find().orElseThrow() : begin(fresh, atArming()));
    }

    /** Begins one with what is in the fresh schema, which is not the state at arming. */
    public String run(String fresh, Parts comes) throws Exception {
        return go(begin(fresh, comes));
    }

    private String go(Swap.Plan plan) throws Exception {
        List<String> notes = new Swap(live, plan, new StepCourse(context, true)).run();
        notes.forEach(context::print);
        context.keepsakes().keep("broken/" + database, plan.aside());
        open.forget();
        return plan.aside();
    }

    private Parts atArming() throws Exception {
        return armed(context, database)
                .find()
                .orElseThrow(() -> ProblemException.of(
                        "SW-0592",
                        "The guard noted nothing about the schema at arming",
                        live.name(),
                        "Arm again: a copy or a dump notes it"));
    }

    private Swap.Plan begin(String fresh, Parts comes) throws Exception {
        Parts was;
        try (Connection connection = live.connect()) {
            List<String> outside = Parts.keysFromOutside(connection);
            if (!outside.isEmpty()) {
                throw ProblemException.of(
                        "SW-0593",
                        "A swap would tear off foreign keys of other schemas: " + String.join(", ", outside),
                        live.name(),
                        "Drop them first and make them again after the rollback");
            }
            was = Parts.read(connection);
        }
        Swap.Plan plan = new Swap.Plan(
                fresh,
                aside(context, live, "broken"),
                was,
                comes,
                context.keepsakes().find("freeze/" + database).isPresent());
        context.stillMine();
        open.keep(plan);
        return plan;
    }

    /**
     * A free name for a schema that keeps what gives way.
     *
     * @throws ProblemException SW-0593 when there is none
     */
    public static String aside(StepContext context, MariaAccess live, String what) throws Exception {
        Schemas schemas = new Schemas(live);
        for (int number = 1; number <= MOST; number++) {
            String name = TargetDatabase.copy(context, live.name(), what + (number == 1 ? "" : number));
            if (!schemas.exists(name)) {
                return name;
            }
        }
        throw ProblemException.of(
                "SW-0593",
                "Broken schemas of this guard take up all names up to " + MOST,
                live.name(),
                "Drop those that are not needed any more");
    }
}
