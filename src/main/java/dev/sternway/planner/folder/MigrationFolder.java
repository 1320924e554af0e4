package dev.sternway.planner.folder;

import dev.sternway.base.ProblemException;
import dev.sternway.planner.Migration;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A folder of migrations, read.
 *
 * @param migrations in the order in which the layout's own tool runs them
 * @param notices what was left out or looks odd, one sentence each
 */
public record MigrationFolder(Layout layout, List<Migration> migrations, List<String> notices) {
    public MigrationFolder {
        migrations = List.copyOf(migrations);
        notices = List.copyOf(notices);
    }

    /**
     * @param wanted empty to find the layout out
     * @param placeholders values for {@code ${name}} in Flyway and Liquibase scripts
     * @throws ProblemException SW-0460 to SW-0466 when the folder cannot be used as it is
     */
    public static MigrationFolder read(Path path, Optional<Layout> wanted, Map<String, String> placeholders) {
        Folder folder = Folder.open(path);
        Layout layout = wanted.orElseGet(() -> Detection.layoutOf(folder));
        Placeholders values = new Placeholders(placeholders);
        List<Migration> migrations = switch (layout) {
            case FLYWAY -> FlywayLayout.read(folder, values);
            case GOLANG_MIGRATE -> GolangMigrateLayout.read(folder);
            case DIESEL -> DieselLayout.read(folder);
            case FLAT -> FlatLayout.read(folder);
            case LIQUIBASE -> LiquibaseLayout.read(folder, values);
        };
        if (migrations.isEmpty()) {
            throw ProblemException.of(
                    "SW-0461",
                    "The folder holds no migration of layout " + layout.word(),
                    path.toString(),
                    "Name the folder that holds the scripts, or another --layout");
        }
        values.unused()
                .forEach(name ->
                        folder.note("--placeholder " + name + " stands in no script of layout " + layout.word()));
        return new MigrationFolder(layout, migrations, folder.notices());
    }
}
