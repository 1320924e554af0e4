package dev.sternway.executor.migrate.project;

import dev.sternway.base.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Django says it would take back.
 *
 * @param migrations {@code app.name}, in the order in which they go
 * @param irreversible those of them that Django cannot take back
 */
record DjangoPlan(List<String> migrations, List<String> irreversible) {
    private static final Pattern MIGRATION = Pattern.compile("(\\w+)\\.(\\w+)");

    static DjangoPlan of(List<String> lines) {
        List<String> migrations = new ArrayList<>();
        List<String> irreversible = new ArrayList<>();
        String current = "";
        for (String line : lines) {
            Matcher named = MIGRATION.matcher(line);
            if (named.matches()) {
                current = line;
                migrations.add(line);
            } else if (line.endsWith("-> IRREVERSIBLE")) {
                irreversible.add(current);
            }
        }
        return new DjangoPlan(List.copyOf(migrations), List.copyOf(irreversible));
    }

    /** @throws ProblemException SW-0551 when other apps would go back too, SW-0553 when Django cannot take one back */
    void require(String app, List<String> also) {
        List<String> others = migrations.stream()
                .filter(it -> !it.startsWith(app + "."))
                .filter(it -> !also.contains(it.substring(0, it.indexOf('.'))))
                .toList();
        if (!others.isEmpty()) {
            throw ProblemException.of(
                    "SW-0551",
                    "Django would take back migrations of other apps too: " + String.join(", ", others),
                    "django_migrations",
                    "Name these apps in also, if that is meant; nothing was changed");
        }
        if (!irreversible.isEmpty()) {
            throw ProblemException.of(
                    "SW-0553",
                    "Django cannot take back " + String.join(", ", irreversible),
                    "django_migrations",
                    "Restore the tables, the clone or the dump; nothing was changed");
        }
        if (migrations.isEmpty()) {
            throw ProblemException.of(
                    "SW-0551",
                    "Django sees nothing to take back",
                    "django_migrations",
                    "Check that the project on the host is the new release; nothing was changed");
        }
    }
}
