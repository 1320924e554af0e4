package dev.sternway.database.mariadb.tables;

import dev.sternway.base.ProblemException;
import dev.sternway.database.mariadb.MariaAccess;
import dev.sternway.database.mariadb.catalog.Catalog;
import dev.sternway.database.mariadb.catalog.CatalogReader;
import dev.sternway.database.mariadb.catalog.Quote;
import dev.sternway.database.mariadb.catalog.StoredObject;
import dev.sternway.database.mariadb.catalog.TableShape;
import dev.sternway.database.mariadb.compare.Difference;
import dev.sternway.database.mariadb.copy.Course;
import dev.sternway.database.mariadb.copy.FillTables;
import dev.sternway.database.mariadb.copy.Objects;
import dev.sternway.database.mariadb.copy.Schemas;
import dev.sternway.database.mariadb.copy.Session;
import dev.sternway.database.mariadb.copy.Swap;
import dev.sternway.database.mariadb.tablespace.Tablespaces;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A schema in which some tables of the copy are made once more, ready to be renamed into the live one. */
public final class Staging {
    private final MariaAccess copy;
    private final MariaAccess live;
    private final MariaAccess staging;
    private final Course course;
    private final boolean files;

    /** @param files tables come in as files where that can be, not row by row; the binary log cannot replay it */
    public Staging(MariaAccess copy, MariaAccess live, String name, Course course, boolean files) {
        this.files = files;
        this.copy = copy;
        this.live = live;
        this.staging = live.other(name);
        this.course = course;
    }

    /**
     * Without foreign keys and triggers; anew when there is something already.
     *
     * @param counters next numbers, by table or sequence, that clients may have seen; no counter stands below
     * @throws ProblemException SW-0685 when a table does not become what it is in the copy
     */
    public void build(
            Catalog armed, Collection<String> tables, List<StoredObject> sequences, Map<String, Long> counters)
            throws Exception {
        course.beforeEffect();
        new Schemas(live).create(staging.name(), armed.charset());
        Map<String, TableShape> wanted = new TreeMap<>(armed.tables());
        wanted.keySet().retainAll(tables);
        Catalog some = new Catalog(wanted, Map.of(), Map.of(), armed.charset());
        try (Connection connection = Session.filling(staging)) {
            for (StoredObject sequence : sequences) {
                new Objects(connection).make(sequence);
                Session.run(
                        connection,
                        "ALTER SEQUENCE " + Quote.name(sequence.name()) + " RESTART "
                                + next(sequence.name(), armed, counters));
            }
            for (String table : wanted.keySet()) {
                String name = Quote.name(table);
                Session.run(connection, "CREATE TABLE " + name + " LIKE " + Quote.name(copy.name()) + "." + name);
            }
            for (StoredObject sequence : sequences) {
                Swap.defaults(connection, place(copy, sequence), place(staging, sequence));
            }
            Swap.defaults(connection, Quote.name(copy.name()) + ".", Quote.name(live.name()) + ".");
        }
        List<String> asFiles = asFiles(some);
        if (!asFiles.isEmpty()) {
            new Tablespaces(copy, course).into(staging, asFiles);
        }
        Map<String, String> rows = FillTables.fingerprints(copy, some(some, asFiles, true), course);
        rows.putAll(new FillTables(copy, staging, some(some, asFiles, false), course).run());
        try (Connection connection = Session.open(staging)) {
            for (String table : wanted.keySet()) {
                if (armed.counters().containsKey(table)) {
                    Session.run(
                            connection,
                            "ALTER TABLE " + Quote.name(table) + " AUTO_INCREMENT = " + next(table, armed, counters));
                }
            }
            prove(CatalogReader.read(connection), some, rows);
        }
    }

    private List<String> asFiles(Catalog some) throws Exception {
        if (!files) {
            return List.of();
        }
        try {
            Tablespaces.require(copy);
            List<String> fit = Tablespaces.fit(some);
            some.tables().keySet().stream()
                    .filter(it -> !fit.contains(it))
                    .forEach(it -> course.print(it + " cannot come as a file, its rows are copied"));
            return fit;
        } catch (ProblemException unfit) {
            course.print("rows are copied: " + unfit.problem().what());
            return List.of();
        }
    }

    private static Catalog some(Catalog all, List<String> named, boolean these) {
        Map<String, TableShape> tables = new TreeMap<>(all.tables());
        tables.keySet().removeIf(it -> named.contains(it) != these);
        return new Catalog(tables, Map.of(), Map.of(), all.charset());
    }

    private static long next(String name, Catalog armed, Map<String, Long> counters) {
        return Math.max(armed.counters().getOrDefault(name, 1L), counters.getOrDefault(name, 1L));
    }

    private static String place(MariaAccess schema, StoredObject object) {
        return Quote.name(schema.name()) + "." + Quote.name(object.name());
    }

    private void prove(Catalog is, Catalog some, Map<String, String> rows) throws Exception {
        List<String> wrong = new ArrayList<>();
        for (TableShape table : some.tables().values()) {
            wrong.addAll(Difference.ofTable(
                    Damage.withoutKeys(table), settled(is.table(table.name()).orElseThrow())));
        }
        wrong.addAll(Difference.ofRows(rows, FillTables.fingerprints(staging, some, course)));
        if (!wrong.isEmpty()) {
            throw ProblemException.of(
                    "SW-0685",
                    "Tables of the copy cannot be made once more: " + wrong.get(0),
                    staging.name(),
                    "Nothing was changed; restore the whole copy or the dump");
        }
    }

    /** As it will be in the live schema. */
    private TableShape settled(TableShape table) {
        return Damage.withoutKeys(table, text -> text.replace(Quote.name(live.name()) + ".", ""));
    }
}
