package dev.sternway.executor.mariadb.tables;

import dev.sternway.database.mariadb.catalog.Catalog;
import dev.sternway.database.mariadb.catalog.StoredObject;
import dev.sternway.database.mariadb.catalog.StoredObject.Kind;
import dev.sternway.database.mariadb.copy.Objects;
import dev.sternway.database.mariadb.copy.Parts;
import dev.sternway.database.mariadb.copy.Swap;
import dev.sternway.database.mariadb.tables.Damage;
import dev.sternway.database.mariadb.tables.Damage.Way;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A restore of tables that was begun, as it is kept before anything is touched, so that it goes on after a crash.
 *
 * @param key of the step
 * @param armed schema to restore from
 * @param fromDump that schema was only made for this
 * @param files tables come in as files where they can
 * @param swap what is renamed, and what is no table
 * @param counters next numbers of the live schema when it was begun, by table or sequence
 */
record Begun(
        String key,
        String armed,
        boolean fromDump,
        boolean files,
        Damage damage,
        Swap.Plan swap,
        Map<String, Long> counters) {
    /** Tables whose triggers may not fire or move: all that are damaged. */
    Set<String> touched() {
        Set<String> touched = new TreeSet<>(damage.tables().keySet());
        touched.removeAll(damage.of(Way.KEYS));
        return touched;
    }

    /** Tables that are as in the copy afterwards. */
    Set<String> restored() {
        Set<String> restored = new TreeSet<>(damage.of(Way.REPAIR));
        restored.addAll(damage.of(Way.REPLACE));
        return restored;
    }

    /** Views, routines and the like that differ, for people. */
    List<String> code() {
        List<String> found = new ArrayList<>();
        List<StoredObject> was = swap.was().objects();
        List<StoredObject> comes = swap.comes().objects();
        List<StoredObject> sleeping = was.stream().map(Objects::asleep).toList();
        comes.stream()
                .filter(it -> it.kind() != Kind.TRIGGER && !sleeping.contains(Objects.asleep(it)))
                .map(StoredObject::key)
                .forEach(found::add);
        was.stream()
                .filter(it -> it.kind() != Kind.TRIGGER
                        && comes.stream().noneMatch(same -> same.key().equals(it.key())))
                .map(StoredObject::key)
                .forEach(found::add);
        return found.stream()
                .map(it -> it.toLowerCase(java.util.Locale.ROOT))
                .distinct()
                .sorted()
                .toList();
    }

    /**
     * What is swapped: sequences with the tables, and around them all code, or only triggers of the tables.
     *
     * @param fresh schema where tables are made that come in
     * @param aside schema for those that give way
     * @param wholly all that differs is restored
     */
    static Swap.Plan plan(
            Damage damage,
            Catalog is,
            Parts was,
            Parts comes,
            String fresh,
            String aside,
            boolean wholly,
            boolean frozen) {
        Set<String> touched = new TreeSet<>(damage.tables().keySet());
        touched.removeAll(damage.of(Way.KEYS));
        List<String> leaving = new ArrayList<>(damage.of(Way.ASIDE));
        List<String> coming = new ArrayList<>(damage.of(Way.REPLACE));
        damage.of(Way.REPLACE).stream().filter(is.tables()::containsKey).forEach(leaving::add);
        List<StoredObject> old = new ArrayList<>();
        List<StoredObject> next = new ArrayList<>();
        for (StoredObject object : was.objects()) {
            if (object.kind() == Kind.SEQUENCE) {
                if (wholly && !comes.objects().contains(object)) {
                    leaving.add(object.name());
                    old.add(object);
                }
            } else if (concerned(object, touched, was, comes, wholly)) {
                old.add(object);
            }
        }
        for (StoredObject object : comes.objects()) {
            if (object.kind() == Kind.SEQUENCE) {
                if (wholly && !was.objects().contains(object)) {
                    coming.add(object.name());
                    next.add(object);
                }
            } else if (concerned(object, touched, was, comes, wholly)) {
                next.add(object);
            }
        }
        return new Swap.Plan(
                fresh,
                aside,
                new Parts(leaving, old, was.charset(), List.of()),
                new Parts(coming, next, wholly ? comes.charset() : was.charset(), wholly ? comes.grants() : List.of()),
                frozen,
                true);
    }

    private static boolean concerned(StoredObject object, Set<String> touched, Parts was, Parts comes, boolean wholly) {
        if (object.kind() != Kind.TRIGGER) {
            return wholly;
        }
        return touched.contains(object.table())
                || wholly && !triggers(was, object.table()).equals(triggers(comes, object.table()));
    }

    private static List<StoredObject> triggers(Parts parts, String table) {
        return parts.objects().stream()
                .filter(it -> it.kind() == Kind.TRIGGER && it.table().equals(table))
                .sorted(java.util.Comparator.comparing(StoredObject::key))
                .toList();
    }
}
