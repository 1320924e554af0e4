package dev.sternway.planner.folder;

import dev.sternway.planner.Migration;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Pairs of files that start with one number. */
final class GolangMigrateLayout {
    private static final Pattern NAME = Pattern.compile("(\\d+)_(.*)\\.(up|down)\\.sql");

    private GolangMigrateLayout() {}

    static boolean fits(String name) {
        return NAME.matcher(name).matches();
    }

    static List<Migration> read(Folder folder) {
        Map<BigInteger, Path> ups = new TreeMap<>();
        Map<BigInteger, Path> downs = new TreeMap<>();
        for (Path file : folder.scripts()) {
            Matcher name = NAME.matcher(file.toString());
            if (!name.matches()) {
                folder.note("Left out, for it is no NUMBER_name.up.sql: " + file);
                continue;
            }
            folder.keepOnce(name.group(3).equals("up") ? ups : downs, new BigInteger(name.group(1)), file);
        }
        folder.allHaveMigrations(downs, ups.keySet());
        NaturalOrder.gaps(List.copyOf(ups.keySet())).forEach(folder::note);
        List<Migration> migrations = new ArrayList<>();
        ups.forEach((number, up) -> migrations.add(new Migration(
                up.toString().replaceFirst("\\.up\\.sql$", ""),
                folder.where(up),
                folder.text(up),
                Optional.ofNullable(downs.get(number)).map(folder::text))));
        return migrations;
    }
}
