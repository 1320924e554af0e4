package dev.sternway.planner.folder;

import dev.sternway.planner.Migration;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One script after the other in natural order. */
final class FlatLayout {
    private static final Pattern DOWN = Pattern.compile("(.*)\\.(down|rollback|undo)\\.sql");
    private static final Pattern UP = Pattern.compile("(.*?)(\\.up)?\\.sql");
    private static final Pattern NUMBER = Pattern.compile("(\\d+)_.*");

    private FlatLayout() {}

    static boolean isWayBack(String name) {
        return DOWN.matcher(name).matches();
    }

    static List<Migration> read(Folder folder) {
        Map<String, Path> downs = new HashMap<>();
        Map<String, Path> ups = new LinkedHashMap<>();
        for (Path file : folder.scripts()) {
            Matcher down = DOWN.matcher(file.toString());
            if (down.matches()) {
                folder.keepOnce(downs, down.group(1), file);
            } else {
                folder.keepOnce(ups, stem(file), file);
            }
        }
        folder.allHaveMigrations(downs, ups.keySet());
        Map<String, Path> numbers = new HashMap<>();
        List<Migration> migrations = new ArrayList<>();
        for (Path up : ups.values()) {
            String text = folder.text(up);
            Optional<MarkedScript> marked = MarkedScript.of(folder.where(up), text);
            if (marked.isPresent()) {
                // goose, dbmate and the like know a migration by its number alone
                Matcher number = NUMBER.matcher(up.toString());
                if (number.matches()) {
                    folder.keepOnce(numbers, number.group(1), up);
                }
            }
            Optional<Path> down = Optional.ofNullable(downs.get(stem(up)));
            Optional<String> inside = marked.flatMap(MarkedScript::down);
            if (down.isPresent() && inside.isPresent()) {
                throw folder.problem(
                        "SW-0464",
                        "The migration has a way back inside and another in " + down.get(),
                        up,
                        "Keep one of them");
            }
            migrations.add(new Migration(
                    up.toString(),
                    folder.where(up),
                    marked.map(MarkedScript::up).orElse(text),
                    down.map(folder::text).or(() -> inside)));
        }
        return migrations;
    }

    private static String stem(Path up) {
        Matcher name = UP.matcher(up.toString());
        return name.matches() ? name.group(1) : up.toString();
    }
}
