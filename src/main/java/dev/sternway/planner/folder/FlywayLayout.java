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
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationVersion;

/** Flyway's names, versions and order, as on a database that has no history yet. */
final class FlywayLayout {
    private static final Pattern VERSIONED = Pattern.compile("([VUB])(\\d[\\d._]*?)(__.*)?\\.sql");
    private static final Pattern REPEATABLE = Pattern.compile("R__.*\\.sql");
    private static final Pattern CALLBACK = Pattern.compile("(before|after)[A-Z]\\w*\\.sql");

    private final Folder folder;
    private final Placeholders placeholders;
    private final Map<MigrationVersion, Path> ups = new TreeMap<>();
    private final Map<MigrationVersion, Path> undos = new TreeMap<>();
    private final TreeMap<MigrationVersion, Path> baselines = new TreeMap<>();
    private final Map<String, Path> repeatables = new TreeMap<>();

    private FlywayLayout(Folder folder, Placeholders placeholders) {
        this.folder = folder;
        this.placeholders = placeholders;
    }

    static boolean fits(String name) {
        return VERSIONED.matcher(name).matches() || REPEATABLE.matcher(name).matches();
    }

    static boolean isCallback(Path file) {
        return CALLBACK.matcher(file.getFileName().toString()).matches();
    }

    static List<Migration> read(Folder folder, Placeholders placeholders) {
        FlywayLayout layout = new FlywayLayout(folder, placeholders);
        folder.all().forEach(layout::place);
        return layout.inOrder();
    }

    private void place(Path file) {
        String name = file.getFileName().toString();
        Matcher versioned = VERSIONED.matcher(name);
        if (versioned.matches()) {
            Map<MigrationVersion, Path> kind = switch (versioned.group(1)) {
                case "V" -> ups;
                case "U" -> undos;
                default -> baselines;
            };
            folder.keepOnce(kind, version(file, versioned.group(2)), file);
        } else if (REPEATABLE.matcher(name).matches()) {
            folder.keepOnce(repeatables, name, file);
        } else if (isCallback(file)) {
            folder.note("Left out, a callback: " + Folder.shown(file));
        } else if (name.endsWith(".sql")) {
            folder.note("Left out, as Flyway leaves it out for its name: " + Folder.shown(file));
        } else if (name.matches("[VRUB].*__.*\\.(java|kt|class)")) {
            folder.note("Left out, because it is a program and no script: " + Folder.shown(file));
        }
    }

    private List<Migration> inOrder() {
        folder.allHaveMigrations(undos, ups.keySet());
        startAtTheBaseline();
        List<Migration> migrations = new ArrayList<>();
        baselines.values().forEach(file -> migrations.add(migration(file, Optional.empty())));
        ups.forEach((version, file) -> migrations.add(migration(file, Optional.ofNullable(undos.get(version)))));
        repeatables.values().forEach(file -> migrations.add(migration(file, Optional.empty())));
        NaturalOrder.gaps(ups.keySet().stream()
                        .map(MigrationVersion::getVersion)
                        .filter(version -> version.matches("\\d+"))
                        .map(BigInteger::new)
                        .toList())
                .forEach(folder::note);
        return migrations;
    }

    private void startAtTheBaseline() {
        if (baselines.isEmpty()) {
            return;
        }
        MigrationVersion newest = baselines.lastKey();
        baselines.keySet().removeIf(version -> version.compareTo(newest) < 0);
        long before = ups.size();
        ups.keySet().removeIf(version -> version.compareTo(newest) <= 0);
        undos.keySet().removeIf(version -> version.compareTo(newest) <= 0);
        folder.note("Starts at the baseline " + newest + "; " + (before - ups.size())
                + " older migrations are left out, as on a new database");
    }

    private Migration migration(Path file, Optional<Path> undo) {
        return new Migration(file.getFileName().toString(), folder.where(file), filled(file), undo.map(this::filled));
    }

    private String filled(Path file) {
        Path settings = file.resolveSibling(file.getFileName() + ".conf");
        String text = folder.text(file);
        boolean verbatim = folder.has(settings)
                && folder.text(settings).replace(" ", "").lines().anyMatch("placeholderReplacement=false"::equals);
        return verbatim ? text : placeholders.fill(folder.where(file), text);
    }

    private MigrationVersion version(Path file, String text) {
        try {
            return MigrationVersion.fromVersion(text);
        } catch (FlywayException invalid) {
            throw folder.problem(
                    "SW-0464",
                    "The version " + text + " is none that Flyway reads",
                    file,
                    "Write digits with single dots or underscores between, as in V1_2__name.sql");
        }
    }
}
