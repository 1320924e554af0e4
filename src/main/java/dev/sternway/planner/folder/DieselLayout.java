package dev.sternway.planner.folder;

import dev.sternway.planner.Migration;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A folder per migration. */
final class DieselLayout {
    private static final String UP = "up.sql";
    private static final String DOWN = "down.sql";

    private DieselLayout() {}

    static boolean fits(String name) {
        return name.equals(UP) || name.equals(DOWN);
    }

    static List<Migration> read(Folder folder) {
        List<Path> homes = folder.allScripts().stream()
                .filter(file ->
                        file.getNameCount() == 2 && fits(file.getFileName().toString()))
                .map(Path::getParent)
                .distinct()
                .toList();
        Map<String, Path> versions = new HashMap<>();
        List<Migration> migrations = new ArrayList<>();
        for (Path home : homes) {
            Path up = home.resolve(UP);
            Path down = home.resolve(DOWN);
            if (!folder.has(up)) {
                throw folder.problem(
                        "SW-0464",
                        "The migration has a down.sql and no up.sql",
                        home,
                        "Add its up.sql, or remove the folder");
            }
            folder.keepOnce(versions, version(home), home);
            migrations.add(new Migration(
                    home.toString(),
                    folder.where(up),
                    folder.text(up),
                    folder.has(down) ? Optional.of(folder.text(down)) : Optional.empty()));
        }
        folder.allScripts().stream()
                .filter(file ->
                        file.getNameCount() != 2 || !fits(file.getFileName().toString()))
                .forEach(file ->
                        folder.note("Left out, for it is no up.sql or down.sql of a migration: " + Folder.shown(file)));
        return migrations;
    }

    /** Diesel's own: what stands before the first underscore, without hyphens. */
    private static String version(Path home) {
        return home.toString().replaceFirst("_.*", "").replace("-", "");
    }
}
