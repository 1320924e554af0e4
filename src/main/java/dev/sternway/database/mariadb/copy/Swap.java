package dev.sternway.database.mariadb.copy;

import dev.sternway.base.ProblemException;
import dev.sternway.database.catalog.Sql;
import dev.sternway.database.mariadb.MariaAccess;
import dev.sternway.database.mariadb.catalog.Quote;
import dev.sternway.database.mariadb.catalog.StoredObject;
import dev.sternway.database.mariadb.catalog.StoredObject.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Puts the tables of one schema in the place of another's by one RENAME TABLE, which the server does wholly or not at
 * all, and makes views, routines, triggers and events around it. What is done already is seen on the server, so a swap
 * that was interrupted anywhere is run again from its start.
 */
public final class Swap {
    private final MariaAccess live;
    private final Plan plan;
    private final Course course;
    private final List<String> notes = new ArrayList<>();

    public Swap(MariaAccess live, Plan plan, Course course) {
        this.live = live;
        this.plan = plan;
        this.course = course;
    }

    /**
     * To be kept before anything is dropped.
     *
     * @param fresh schema whose tables come in; it is gone afterwards
     * @param aside schema that keeps what was live
     * @param was what was live
     * @param comes what comes in
     * @param frozen writes are frozen: events that were there stay asleep until the thaw wakes them
     * @param partly only some tables; what moves aside is kept without the code around it
     */
    public record Plan(String fresh, String aside, Parts was, Parts comes, boolean frozen, boolean partly) {
        /** Of a whole schema. */
        public Plan(String fresh, String aside, Parts was, Parts comes, boolean frozen) {
            this(fresh, aside, was, comes, frozen, false);
        }
    }

    /** @return what of the old schema could not be kept in every detail; one sentence each */
    public List<String> run() throws Exception {
        try (Connection connection = Session.open(live)) {
            course.beforeEffect();
            Session.run(
                    connection,
                    "CREATE DATABASE IF NOT EXISTS " + Quote.name(plan.aside()) + " "
                            + plan.was().charset());
            missingSequences(connection);
            Optional<String> renames = renames(connection);
            if (renames.isPresent()) {
                clear(connection);
                course.beforeEffect();
                rename(connection, renames.get());
            }
            course.beforeEffect();
            tearOff(connection);
            Session.run(connection, "ALTER DATABASE " + plan.comes().charset());
            dress(connection);
        }
        if (!plan.partly()) {
            keepOld();
        }
        try (Connection server = Session.open(live.other(""))) {
            if (Schemas.tables(server, plan.fresh()).isEmpty()) {
                course.beforeEffect();
                Session.run(server, "DROP DATABASE IF EXISTS " + Quote.name(plan.fresh()));
            }
        }
        return List.copyOf(notes);
    }

    /** The first thing that {@link #run} does too: tables whose default values ask a sequence that is gone cannot be written. */
    public void sequencesFirst() throws Exception {
        try (Connection connection = Session.open(live)) {
            missingSequences(connection);
        }
    }

    private void missingSequences(Connection connection) throws Exception {
        Set<String> fresh = new HashSet<>(Schemas.tables(connection, plan.fresh()));
        fresh.removeAll(Schemas.tables(connection, live.name()));
        for (StoredObject sequence : plan.comes().of(Kind.SEQUENCE)) {
            if (fresh.contains(sequence.name())) {
                course.beforeEffect();
                Session.run(
                        connection,
                        "RENAME TABLE " + place(plan.fresh(), sequence.name()) + " TO "
                                + place(live.name(), sequence.name()));
            }
        }
    }

    /** What is still to be renamed; nothing when all is in its place. */
    private Optional<String> renames(Connection connection) throws SQLException {
        Set<String> living = new HashSet<>(Schemas.tables(connection, live.name()));
        Set<String> kept = new HashSet<>(Schemas.tables(connection, plan.aside()));
        Set<String> fresh = new HashSet<>(Schemas.tables(connection, plan.fresh()));
        List<String> renames = new ArrayList<>();
        for (String table : plan.was().tables()) {
            if (living.contains(table) && !kept.contains(table)) {
                renames.add(place(live.name(), table) + " TO " + place(plan.aside(), table));
            }
        }
        for (String table : plan.comes().tables()) {
            if (fresh.contains(table)) {
                renames.add(place(plan.fresh(), table) + " TO " + place(live.name(), table));
            }
        }
        return renames.isEmpty() ? Optional.empty() : Optional.of("RENAME TABLE " + String.join(", ", renames));
    }

    /** Triggers hold a table in its schema, and a view may stand where a table comes in. */
    private void clear(Connection connection) throws Exception {
        Objects here = new Objects(connection);
        for (StoredObject object : plan.was().objects()) {
            if (object.kind() == Kind.TRIGGER || replaced(object) && object.kind() != Kind.SEQUENCE) {
                course.beforeEffect();
                here.drop(object);
            }
        }
        try (Connection copy = Session.open(live.other(plan.fresh()))) {
            Objects there = new Objects(copy);
            for (StoredObject trigger : plan.comes().of(Kind.TRIGGER)) {
                there.drop(trigger);
            }
            inSchema(copy, plan.fresh(), live.name());
        }
    }

    private void rename(Connection connection, String renames) throws SQLException {
        try {
            Session.run(connection, renames);
        } catch (SQLTransientException waited) {
            throw ProblemException.of(
                    "SW-0591",
                    "The tables of " + live.name()
                            + " cannot be renamed: a transaction has been open for more than half" + " a minute",
                    live.host() + ":" + live.port(),
                    "Freeze writes and end long transactions, then try again");
        }
    }

    /** A key of an old table whose parent was gone already would now hold the new parent's rows. */
    private void tearOff(Connection connection) throws SQLException {
        for (String key : Sql.column(
                connection,
                "SELECT CONCAT(table_name, '\\n', constraint_name) FROM information_schema.referential_constraints"
                        + " WHERE constraint_schema = ? AND unique_constraint_schema = ? ORDER BY 1",
                plan.aside(),
                live.name())) {
            String[] parts = key.split("\n", 2);
            Session.run(
                    connection,
                    "ALTER TABLE " + place(plan.aside(), parts[0]) + " DROP FOREIGN KEY " + Quote.name(parts[1]));
            notes.add("the foreign key " + parts[1] + " of " + parts[0] + " had lost its parent and is not kept");
        }
    }

    /** Leaves alone what is the same before and after, and with it people's rights on it. */
    private void dress(Connection connection) throws Exception {
        Objects here = new Objects(connection);
        for (StoredObject object : plan.was().objects()) {
            boolean gone = plan.comes().find(object.key()).isEmpty();
            if (gone && object.kind() != Kind.SEQUENCE && object.kind() != Kind.TRIGGER) {
                here.drop(object);
            }
        }
        make(here, Kind.FUNCTION);
        here.makeViews(changed(Kind.VIEW));
        make(here, Kind.PROCEDURE);
        for (StoredObject trigger : plan.comes().of(Kind.TRIGGER)) {
            here.make(trigger);
        }
        for (String grant : plan.comes().grants()) {
            attempt(grant, () -> Session.run(connection, grant));
        }
        make(here, Kind.EVENT);
    }

    private void make(Objects here, Kind kind) throws Exception {
        for (StoredObject object : changed(kind)) {
            course.beforeEffect();
            boolean asleep = plan.frozen() && plan.was().find(object.key()).isPresent();
            here.make(asleep ? Objects.asleep(object) : object);
        }
    }

    private List<StoredObject> changed(Kind kind) {
        return plan.comes().of(kind).stream().filter(this::replacing).toList();
    }

    private boolean replaced(StoredObject old) {
        return !plan.comes().find(old.key()).equals(Optional.of(old));
    }

    private boolean replacing(StoredObject coming) {
        return !plan.was().find(coming.key()).equals(Optional.of(coming));
    }

    /** For people to look into: a detail that cannot be kept stops nothing. */
    private void keepOld() throws Exception {
        try (Connection old = Session.open(live.other(plan.aside()))) {
            inSchema(old, live.name(), plan.aside());
            Objects objects = new Objects(old);
            for (Kind kind : List.of(Kind.FUNCTION, Kind.VIEW, Kind.PROCEDURE, Kind.TRIGGER, Kind.EVENT)) {
                if (kind == Kind.VIEW) {
                    attempt(
                            "the views of " + plan.aside(),
                            () -> objects.makeViews(plan.was().of(kind)));
                    continue;
                }
                for (StoredObject object : plan.was().of(kind)) {
                    course.beforeEffect();
                    attempt(
                            object.key().toLowerCase(java.util.Locale.ROOT),
                            () -> objects.make(Objects.asleep(object)));
                }
            }
        }
    }

    private interface Work {
        void run() throws SQLException;
    }

    private void attempt(String what, Work work) {
        try {
            work.run();
        } catch (SQLException failure) {
            String why =
                    String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
            notes.add("could not be done: " + what + ": " + why);
        }
    }

    /** Default values name a sequence with its schema. */
    static void inSchema(Connection connection, String old, String fresh) throws SQLException {
        defaults(connection, Quote.name(old) + ".", Quote.name(fresh) + ".");
    }

    /** Writes other words, quoted names, into the default values of the connection's schema. */
    public static void defaults(Connection connection, String old, String fresh) throws SQLException {
        for (String column : Sql.column(
                connection,
                "SELECT CONCAT(table_name, '\\n', column_name, '\\n', column_default) FROM information_schema.columns"
                        + " WHERE table_schema = DATABASE() AND column_default LIKE CONCAT('%', ?, '%')",
                old.replace("_", "\\_").replace("%", "\\%"))) {
            String[] parts = column.split("\n", 3);
            Session.run(
                    connection,
                    "ALTER TABLE " + Quote.name(parts[0]) + " ALTER COLUMN " + Quote.name(parts[1]) + " SET DEFAULT ("
                            + parts[2].replace(old, fresh) + ")");
        }
    }

    private static String place(String schema, String table) {
        return Quote.name(schema) + "." + Quote.name(table);
    }
}
