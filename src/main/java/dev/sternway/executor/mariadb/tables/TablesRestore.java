package dev.sternway.executor.mariadb.tables;

import dev.sternway.base.ProblemException;
import dev.sternway.database.mariadb.MariaAccess;
import dev.sternway.database.mariadb.catalog.Catalog;
import dev.sternway.database.mariadb.catalog.CatalogReader;
import dev.sternway.database.mariadb.catalog.StoredObject;
import dev.sternway.database.mariadb.catalog.StoredObject.Kind;
import dev.sternway.database.mariadb.compare.Difference;
import dev.sternway.database.mariadb.compare.SchemaComparison;
import dev.sternway.database.mariadb.copy.Objects;
import dev.sternway.database.mariadb.copy.Schemas;
import dev.sternway.database.mariadb.copy.Session;
import dev.sternway.database.mariadb.copy.Swap;
import dev.sternway.database.mariadb.integrity.Orphans;
import dev.sternway.database.mariadb.tables.Damage.Way;
import dev.sternway.database.mariadb.tables.ForeignKeys;
import dev.sternway.database.mariadb.tables.RepairRows;
import dev.sternway.database.mariadb.tables.RestoredNote;
import dev.sternway.database.mariadb.tables.Staging;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.TargetDatabase;
import dev.sternway.executor.mariadb.StepCourse;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Does what was begun, and does the rest of it after a crash: first all tables that come in are made beside, then rows are
 * repaired in one transaction, then all tables are renamed by one statement, then code and foreign keys are made around them.
 * Until the transaction commits, everything can be taken back; afterwards it is only gone on with.
 */
final class TablesRestore {
    private final StepContext context;
    private final String database;
    private final Begun begun;
    private final MariaAccess live;
    private final MariaAccess spared;
    private final MariaAccess armed;
    private final StepCourse course;

    TablesRestore(StepContext context, String database, Begun begun) {
        this.context = context;
        this.database = database;
        this.begun = begun;
        this.live = TargetDatabase.mariaDb(context, database);
        this.spared = live.spared();
        this.armed = live.other(begun.armed());
        this.course = new StepCourse(context);
    }

    /** @return evidence */
    Map<String, String> run() throws Exception {
        Schemas schemas = new Schemas(spared);
        SchemaComparison comparison = new SchemaComparison(armed::connect, live::connect, context::progress);
        Catalog wanted = comparison.left();
        Map<String, String> evidence = new LinkedHashMap<>();
        boolean renamed = renamed();
        if (!committed()) {
            try {
                stage(wanted, renamed);
                takeOffTriggers();
                evidence.putAll(repair(comparison));
            } catch (SQLException | ProblemException | StepContext.Cancelled failure) {
                if (!committed()) {
                    takeBack();
                }
                throw failure;
            }
        } else if (!renamed) {
            stage(wanted, false);
        }
        // half-way there is nothing to go back to: who cancels now waits for the rest, which reads no rows
        StepCourse onward = new StepCourse(context, true);
        Swap.Plan swap = begun.swap();
        if (!renamed) {
            new ForeignKeys(spared, onward).takeOff(swap.was().tables());
        }
        new Swap(spared, swap, onward).run().forEach(context::print);
        Set<String> keyed = new TreeSet<>(begun.restored());
        keyed.addAll(begun.damage().of(Way.KEYS));
        new ForeignKeys(spared, onward).asIn(wanted, keyed);
        prove(wanted, keyed);
        if (swap.was().tables().isEmpty()) {
            schemas.drop(swap.aside());
        } else {
            context.keepsakes().keep("aside/" + database, swap.aside());
            evidence.put("moved-aside-to", swap.aside());
        }
        if (begun.fromDump()) {
            schemas.drop(begun.armed());
        }
        return evidence;
    }

    private boolean committed() throws SQLException {
        try (Connection connection = spared.connect()) {
            return RestoredNote.of(connection, context.key()).isPresent();
        }
    }

    /** Whether everything stands where the one RENAME puts it. */
    private boolean renamed() throws SQLException {
        Swap.Plan swap = begun.swap();
        try (Connection connection = live.connect()) {
            List<String> here = Schemas.tables(connection, live.name());
            return Schemas.tables(connection, swap.aside())
                            .containsAll(swap.was().tables())
                    && here.containsAll(swap.comes().tables())
                    && Schemas.tables(connection, swap.fresh()).isEmpty();
        }
    }

    private void stage(Catalog wanted, boolean renamed) throws Exception {
        if (renamed) {
            return;
        }
        List<String> here;
        try (Connection connection = live.connect()) {
            here = Schemas.tables(connection, live.name());
        }
        Swap.Plan swap = begun.swap();
        List<StoredObject> sequences = swap.comes().of(Kind.SEQUENCE).stream()
                .filter(it -> !here.contains(it.name()) || swap.was().tables().contains(it.name()))
                .toList();
        new Staging(armed, live, swap.fresh(), course, begun.files())
                .build(wanted, begun.damage().of(Way.REPLACE), sequences, begun.counters());
        new Swap(live, swap, course).sequencesFirst();
    }

    /** They would fire for every row that is repaired, and hold the tables that move. */
    private void takeOffTriggers() throws Exception {
        try (Connection connection = Session.open(live)) {
            Objects objects = new Objects(connection);
            for (StoredObject object : begun.swap().was().objects()) {
                if (object.kind() == Kind.TRIGGER) {
                    course.beforeEffect();
                    objects.drop(object);
                }
            }
        }
    }

    private void takeBack() throws Exception {
        try (Connection connection = Session.open(spared)) {
            Objects objects = new Objects(connection);
            for (StoredObject trigger : begun.swap().was().of(Kind.TRIGGER)) {
                objects.make(trigger);
            }
            for (StoredObject sequence : begun.swap().comes().of(Kind.SEQUENCE)) {
                if (!begun.swap().was().tables().contains(sequence.name())) {
                    objects.drop(sequence);
                }
            }
        }
        new Schemas(spared).drop(begun.swap().fresh());
        if (begun.fromDump()) {
            new Schemas(spared).drop(begun.armed());
        }
        RestoreSchemaTables.journal(context, database).forget();
    }

    private Set<String> moving() {
        Set<String> moving = begun.touched();
        moving.removeAll(begun.damage().of(Way.REPAIR));
        return moving;
    }

    private Map<String, String> repair(SchemaComparison comparison) throws Exception {
        TablesAside aside = new TablesAside(context, database);
        List<String> repaired = begun.damage().of(Way.REPAIR);
        List<String> common =
                begun.restored().stream().filter(comparison.common()::contains).toList();
        Map<String, String> how = new RepairRows(comparison, armed, live, course)
                .run(repaired, moving(), new RepairRows.Moments() {
                    @Override
                    public void locked() throws Exception {
                        context.stillMine();
                        aside.take(common, comparison, armed, live);
                    }

                    @Override
                    public void beforeCommit(Connection connection) throws Exception {
                        aside.note(connection, begun.restored());
                    }
                });
        Map<String, String> evidence = new LinkedHashMap<>();
        how.forEach((table, said) -> evidence.put("table " + table, said));
        evidence.putAll(aside.evidence());
        return evidence;
    }

    /** The rows were compared before they came in. @throws ProblemException SW-0686 when the rest is not as in the copy */
    private void prove(Catalog wanted, Set<String> keyed) throws SQLException {
        List<String> wrong = new ArrayList<>();
        try (Connection connection = Session.open(spared)) {
            Catalog is = CatalogReader.read(connection);
            for (String table : keyed) {
                is.table(table)
                        .ifPresentOrElse(
                                it -> wrong.addAll(
                                        Difference.ofTable(wanted.table(table).orElseThrow(), it)),
                                () -> wrong.add("the table " + table + " is missing"));
            }
            for (StoredObject object : begun.swap().comes().objects()) {
                if (is.object(object.kind(), object.name())
                        .map(Objects::asleep)
                        .filter(Objects.asleep(object)::equals)
                        .isEmpty()) {
                    wrong.add(object.key() + " is not as it was");
                }
            }
            wrong.addAll(
                    Orphans.of(connection, is, (table, key) -> keyed.contains(table) || keyed.contains(key.parent())));
        }
        if (!wrong.isEmpty()) {
            throw ProblemException.of(
                    "SW-0686",
                    "The restored tables are not as in the copy: " + String.join("; ", wrong),
                    live.name(),
                    "Mend what it names and choose again: the step goes on; what gave way stands in "
                            + begun.swap().aside());
        }
    }
}
