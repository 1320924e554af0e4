package dev.sternway.database.mariadb.salvage;

import dev.sternway.database.mariadb.catalog.Catalog;
import dev.sternway.database.salvage.Manifest;
import java.util.ArrayList;
import java.util.List;

/** Orders tables so that a table comes after those that its foreign keys point to. */
final class Parents {
    private Parents() {}

    static List<Manifest.Part> first(Catalog catalog, List<Manifest.Part> parts) {
        List<Manifest.Part> open = new ArrayList<>(parts);
        List<Manifest.Part> ordered = new ArrayList<>();
        while (!open.isEmpty()) {
            Manifest.Part next = open.stream()
                    .filter(part -> open.stream()
                            .noneMatch(other -> !other.table().equals(part.table())
                                    && points(catalog, part.table(), other.table())))
                    .findFirst()
                    .orElse(open.get(0));
            open.remove(next);
            ordered.add(next);
        }
        return ordered;
    }

    private static boolean points(Catalog catalog, String child, String parent) {
        return catalog.table(child).stream()
                .flatMap(table -> table.foreignKeys().values().stream())
                .anyMatch(key -> key.parent().equals(parent));
    }
}
