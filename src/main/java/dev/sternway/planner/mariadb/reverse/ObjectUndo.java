package dev.sternway.planner.mariadb.reverse;

import dev.sternway.database.mariadb.catalog.Catalog;
import dev.sternway.database.mariadb.catalog.Quote;
import dev.sternway.database.mariadb.catalog.StoredObject;
import dev.sternway.database.mariadb.catalog.StoredObject.Kind;
import dev.sternway.database.mariadb.text.Lexer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Takes changes of views, routines, triggers, events and sequences back. */
final class ObjectUndo {
    private final Catalog before;
    private final Catalog after;
    private final Set<String> broken;
    private final Undo undo;

    /** @param broken views that did not work before the statement either, and cannot be made again yet */
    ObjectUndo(Catalog before, Catalog after, Set<String> broken, Undo undo) {
        this.broken = broken;
        this.before = before;
        this.after = after;
        this.undo = undo;
    }

    /** What the statement made goes, before tables change back. */
    void dropAdded() {
        for (StoredObject object : after.stored()) {
            Optional<StoredObject> old = before.object(object.kind(), object.name());
            boolean changedTrigger = object.kind() == Kind.TRIGGER
                    && old.isPresent()
                    && !old.get().equals(object);
            if (old.isEmpty() && object.kind() == Kind.SEQUENCE) {
                undo.add(ObjectText.drop(object));
                undo.loses("sequence " + object.name(), "SELECT 1");
            } else if (old.isEmpty()
                    || changedTrigger
                    || isBroken(object) && !old.get().equals(object)) {
                undo.add(ObjectText.drop(object));
            }
        }
    }

    /** What the statement changed or dropped comes back, after tables did. */
    void restore() {
        List<StoredObject> back = new ArrayList<>();
        for (StoredObject object : before.stored()) {
            Optional<StoredObject> now = after.object(object.kind(), object.name());
            if (!isBroken(object) && (now.isEmpty() || !now.get().equals(object))) {
                back.add(object);
            }
        }
        back.sort(Comparator.comparing(StoredObject::kind)
                .thenComparing(StoredObject::table)
                .thenComparing(StoredObject::slot)
                .thenComparing(StoredObject::order));
        for (StoredObject object : inOrderOfUse(back)) {
            if (object.kind() == Kind.TRIGGER) {
                trigger(object, back);
            } else if (object.kind() == Kind.SEQUENCE
                    && after.object(Kind.SEQUENCE, object.name()).isPresent()) {
                undo.add(object.create().replaceFirst("^CREATE ", "ALTER ").replaceFirst(" ENGINE=\\w+.*$", ""));
            } else {
                undo.addAll(ObjectText.create(object));
            }
        }
    }

    private boolean isBroken(StoredObject object) {
        return object.kind() == Kind.VIEW && broken.contains(object.name());
    }

    /** Between its old neighbours; a trigger whose place alone changed because another one came or went stays. */
    private void trigger(StoredObject object, List<StoredObject> back) {
        Optional<StoredObject> now = after.object(Kind.TRIGGER, object.name());
        if (now.isPresent()) {
            undo.add(ObjectText.drop(object));
        }
        Optional<StoredObject> previous = before.triggersOf(object.table()).stream()
                .filter(it -> it.slot().equals(object.slot()) && it.order() == object.order() - 1)
                .findFirst();
        Optional<StoredObject> next = before.triggersOf(object.table()).stream()
                .filter(it -> it.slot().equals(object.slot()) && it.order() > object.order() && !back.contains(it))
                .findFirst();
        String neighbour = previous.map(it -> "FOLLOWS " + Quote.name(it.name()) + " ")
                .orElse(next.map(it -> "PRECEDES " + Quote.name(it.name()) + " ")
                        .orElse(""));
        undo.addAll(ObjectText.createBeside(object, neighbour));
    }

    /** Views after the views they read. */
    static List<StoredObject> inOrderOfUse(List<StoredObject> objects) {
        Set<StoredObject> ordered = new LinkedHashSet<>();
        objects.forEach(it -> visit(it, objects, ordered, new LinkedHashSet<>()));
        return List.copyOf(ordered);
    }

    private static void visit(
            StoredObject object, List<StoredObject> all, Set<StoredObject> ordered, Set<StoredObject> path) {
        if (ordered.contains(object) || !path.add(object)) {
            return;
        }
        if (object.kind() == Kind.VIEW) {
            Set<String> names = new LinkedHashSet<>();
            Lexer.tokens(object.create()).forEach(it -> names.add(it.text()));
            all.stream()
                    .filter(it -> it.kind() == Kind.VIEW && names.contains(it.name()))
                    .forEach(it -> visit(it, all, ordered, path));
        }
        ordered.add(object);
    }
}
