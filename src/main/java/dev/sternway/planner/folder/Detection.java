package dev.sternway.planner.folder;

import dev.sternway.base.ProblemException;
import dev.sternway.planner.tool.AlembicProject;
import dev.sternway.planner.tool.DjangoProject;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds out which layout a folder has; never guesses between two. */
final class Detection {
    private Detection() {}

    static Layout layoutOf(Path path, Folder folder) {
        if (AlembicProject.isOne(path)) {
            return Layout.ALEMBIC;
        }
        if (DjangoProject.isOne(path)) {
            return Layout.DJANGO;
        }
        Map<Layout, Path> examples = new EnumMap<>(Layout.class);
        for (Path file : folder.allScripts()) {
            claim(folder, file).ifPresent(layout -> examples.putIfAbsent(layout, file));
        }
        if (examples.containsKey(Layout.FLYWAY)) {
            Optional.ofNullable(examples.get(Layout.FLAT))
                    .filter(FlywayLayout::isCallback)
                    .ifPresent(file -> forgetCallbacks(folder, examples));
        }
        if (examples.isEmpty()) {
            throw ProblemException.of(
                    "SW-0461",
                    "The folder holds no migrations: no .sql file of a layout that is known",
                    folder.name(),
                    "Name the folder that holds the scripts themselves");
        }
        if (examples.size() > 1) {
            throw ProblemException.of(
                    "SW-0462",
                    "The layout is not clear: "
                            + examples.entrySet().stream()
                                    .map(it -> it.getKey().word() + " as in " + Folder.shown(it.getValue()))
                                    .collect(Collectors.joining(", ")),
                    folder.name(),
                    "Give --layout "
                            + examples.keySet().stream().map(Layout::word).collect(Collectors.joining(" or --layout "))
                            + "; files of another layout are then left out");
        }
        return examples.keySet().iterator().next();
    }

    private static Optional<Layout> claim(Folder folder, Path file) {
        String name = file.getFileName().toString();
        if (FlywayLayout.fits(name)) {
            return Optional.of(Layout.FLYWAY);
        }
        if (file.getNameCount() == 2 && DieselLayout.fits(name)) {
            return Optional.of(Layout.DIESEL);
        }
        if (LiquibaseLayout.fits(folder.text(file))) {
            return Optional.of(Layout.LIQUIBASE);
        }
        if (file.getNameCount() > 1 || FlatLayout.isWayBack(name)) {
            return Optional.empty();
        }
        return Optional.of(GolangMigrateLayout.fits(name) ? Layout.GOLANG_MIGRATE : Layout.FLAT);
    }

    private static void forgetCallbacks(Folder folder, Map<Layout, Path> examples) {
        examples.remove(Layout.FLAT);
        folder.scripts().stream()
                .filter(file -> !FlywayLayout.isCallback(file))
                .filter(file -> claim(folder, file).equals(Optional.of(Layout.FLAT)))
                .findFirst()
                .ifPresent(file -> examples.put(Layout.FLAT, file));
    }
}
