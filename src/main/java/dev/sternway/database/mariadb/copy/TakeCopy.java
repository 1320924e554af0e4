package dev.sternway.database.mariadb.copy;

import dev.sternway.base.ProblemException;
import dev.sternway.database.catalog.Sql;
import dev.sternway.database.mariadb.MariaAccess;
import dev.sternway.database.mariadb.catalog.Catalog;
import dev.sternway.database.mariadb.catalog.CatalogReader;
import dev.sternway.database.mariadb.catalog.OwnSchema;
import dev.sternway.database.mariadb.catalog.Quote;
import dev.sternway.database.mariadb.catalog.StoredObject;
import dev.sternway.database.mariadb.catalog.StoredObject.Kind;
import dev.sternway.database.mariadb.compare.Difference;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes another schema of the same server that holds what a schema holds at one moment; writers wait meanwhile. */
public final class TakeCopy {
    private final MariaAccess from;
    private final MariaAccess into;
    private final Course course;

    public TakeCopy(MariaAccess from, String into, Course course) {
        this.from = from;
        this.into = from.other(into);
        this.course = course;
    }

    /**
     * @param parts what was copied
     * @param place in the binary log, {@code file:bytes}: every write before it is in the copy, none after it; empty without log
     * @param heldMillis how long writers had to wait
     */
    public record Taken(Parts parts, String place, long rows, long heldMillis) {}

    /** @throws ProblemException SW-0590 when the copy is not what it should be, SW-0591 when the tables cannot be held still */
    public Taken run() throws Exception {
        Schemas schemas = new Schemas(from);
        course.beforeEffect();
        schemas.drop(into.name());
        long start;
        long held;
        String place;
        Parts parts;
        Catalog catalog;
        Map<String, String> rows;
        try (HeldTables tables = HeldTables.of(from);
                Connection source = Session.open(from)) {
            start = System.nanoTime();
            place = HeldTables.place(from);
            catalog = CatalogReader.read(source);
            parts = Parts.of(source, catalog);
            course.beforeEffect();
            tables(source, catalog);
            rows = new FillTables(from, into, catalog, course).run();
            held = (System.nanoTime() - start) / 1_000_000;
        }
        try (Connection copy = Session.open(into)) {
            objects(copy, parts);
            prove(copy, catalog, rows);
        }
        long count = rows.values().stream()
                .mapToLong(it -> Long.parseLong(it.replaceFirst(" .*", "")))
                .sum();
        return new Taken(parts, place, count, held);
    }

    private void tables(Connection source, Catalog catalog) throws SQLException {
        try (Connection server = Session.open(from.other(""))) {
            Session.run(server, "CREATE DATABASE " + Quote.name(into.name()) + " " + catalog.charset());
        }
        try (Connection copy = Session.filling(into)) {
            for (StoredObject object : catalog.stored()) {
                if (object.kind() == Kind.SEQUENCE) {
                    new Objects(copy).make(object);
                    Session.run(
                            copy,
                            "ALTER SEQUENCE " + Quote.name(object.name()) + " RESTART "
                                    + catalog.counters().get(object.name()));
                }
            }
            for (Map.Entry<String, String> table : definitions(source, catalog).entrySet()) {
                Session.run(copy, table.getValue());
            }
        }
    }

    /** As the server shows them, with counters, keys, partitions and versions. */
    private Map<String, String> definitions(Connection source, Catalog catalog) throws SQLException {
        Map<String, String> found = new LinkedHashMap<>();
        OwnSchema own = new OwnSchema(from.name());
        try (Statement statement = source.createStatement()) {
            for (String table : catalog.tables().keySet()) {
                try (ResultSet row = statement.executeQuery("SHOW CREATE TABLE " + Quote.name(table))) {
                    row.next();
                    found.put(table, own.without(row.getString(2)));
                }
            }
        }
        return found;
    }

    /**
     * Makes what is no table in a schema whose tables were loaded from elsewhere.
     *
     * @param source schema that default values of the loaded tables may still name
     */
    public static void dress(MariaAccess loaded, String source, Parts parts) throws SQLException {
        try (Connection copy = Session.open(loaded)) {
            Swap.inSchema(copy, source, loaded.name());
            objects(copy, parts);
        }
    }

    private static void objects(Connection copy, Parts parts) throws SQLException {
        Objects objects = new Objects(copy);
        for (StoredObject function : parts.of(Kind.FUNCTION)) {
            objects.make(function);
        }
        objects.makeViews(parts.of(Kind.VIEW));
        for (Kind kind : List.of(Kind.PROCEDURE, Kind.TRIGGER, Kind.EVENT)) {
            for (StoredObject object : parts.of(kind)) {
                objects.make(Objects.asleep(object));
            }
        }
    }

    private void prove(Connection copy, Catalog catalog, Map<String, String> rows) throws Exception {
        Catalog is = CatalogReader.read(copy);
        List<String> wrong =
                new ArrayList<>(Difference.between(asleep(catalog), is).definitions());
        wrong.addAll(Difference.ofRows(rows, FillTables.fingerprints(into, is, course)));
        Optional<String> first = wrong.stream().findFirst();
        if (first.isPresent()) {
            throw ProblemException.of(
                    "SW-0590",
                    "The copy of " + from.name() + " is not what it should be: " + first.get()
                            + (wrong.size() > 1 ? " and " + (wrong.size() - 1) + " more" : ""),
                    into.name(),
                    "Keep a dump instead: safeguards.backup.keep: [dump]");
        }
    }

    private static Catalog asleep(Catalog catalog) {
        Map<String, StoredObject> objects = new LinkedHashMap<>(catalog.objects());
        objects.replaceAll((key, object) -> Objects.asleep(object));
        return new Catalog(catalog.tables(), objects, catalog.counters(), catalog.charset());
    }

    /** What no copy can hold, one sentence each. */
    public static List<String> impossible(Connection connection) throws SQLException {
        List<String> found = new ArrayList<>();
        Parts.keysFromOutside(connection)
                .forEach(it -> found.add("a foreign key of " + it + ", in another schema, leads into it"));
        Sql.column(
                        connection,
                        "SELECT CONCAT(LOWER(routine_type), ' ', routine_name) FROM information_schema.routines"
                                + " WHERE routine_schema = DATABASE() AND routine_type LIKE 'PACKAGE%' ORDER BY 1")
                .forEach(it -> found.add("it holds the " + it));
        Sql.column(
                        connection,
                        "SELECT CONCAT(table_name, ' is of engine ', engine) FROM information_schema.tables WHERE"
                                + " table_schema = DATABASE() AND table_type IN ('BASE TABLE', 'SYSTEM VERSIONED')"
                                + " AND engine NOT IN ('InnoDB', 'Aria', 'MyISAM') ORDER BY 1")
                .forEach(found::add);
        return found;
    }
}
