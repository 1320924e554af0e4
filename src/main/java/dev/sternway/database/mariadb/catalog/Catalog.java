package dev.sternway.database.mariadb.catalog;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All definitions of one schema at one moment.
 *
 * @param objects by {@link StoredObject#key()}
 * @param counters next numbers of tables and sequences, by name
 * @param charset default character set and collation, as in ALTER DATABASE
 */
public record Catalog(
        Map<String, TableShape> tables, Map<String, StoredObject> objects, Map<String, Long> counters, String charset) {
    public Catalog {
        tables = Collections.unmodifiableMap(new TreeMap<>(tables));
        objects = Collections.unmodifiableMap(new TreeMap<>(objects));
        counters = Collections.unmodifiableMap(new TreeMap<>(counters));
    }

    public Optional<TableShape> table(String name) {
        return Optional.ofNullable(tables.get(name));
    }

    public Collection<StoredObject> stored() {
        return objects.values();
    }

    public Optional<StoredObject> object(StoredObject.Kind kind, String name) {
        return Optional.ofNullable(objects.get(kind + " " + name));
    }

    /** In the order in which they fire. */
    public List<StoredObject> triggersOf(String table) {
        return objects.values().stream()
                .filter(it ->
                        it.kind() == StoredObject.Kind.TRIGGER && it.table().equals(table))
                .sorted(java.util.Comparator.comparing(StoredObject::slot).thenComparing(StoredObject::order))
                .toList();
    }
}
