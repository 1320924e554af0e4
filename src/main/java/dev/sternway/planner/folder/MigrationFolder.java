package dev.sternway.planner.folder;

import dev.sternway.base.ProblemException;
import dev.sternway.planner.Migration;
import dev.sternway.planner.tool.AlembicProject;
import dev.sternway.planner.tool.DjangoProject;
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
        return read(path, wanted, placeholders, Optional.empty());
    }

    /**
     * @param tool how the tool is called that prints the migrations of an Alembic or Django project; empty for the usual way
     * @throws ProblemException SW-0460 to SW-0466 when the folder cannot be used as it is, SW-0479 when the tool fails
     */
    public static MigrationFolder read(
            Path path, Optional<Layout> wanted, Map<String, String> placeholders, Optional<List<String>> tool) {
        Folder folder = Folder.open(path);
        Layout layout = wanted.orElseGet(() -> Detection.layoutOf(path, folder));
        Placeholders values = new Placeholders(placeholders);
        List<Migration> migrations = switch (layout) {
            case FLYWAY -> FlywayLayout.read(folder, values);
            case GOLANG_MIGRATE -> GolangMigrateLayout.read(folder);
            case DIESEL -> DieselLayout.read(folder);
            case FLAT -> FlatLayout.read(folder);
            case LIQUIBASE -> LiquibaseLayout.read(folder, values);
            case ALEMBIC -> AlembicProject.read(path, tool.orElse(layout.tool()));
            case DJANGO -> DjangoProject.read(path, tool.orElse(layout.tool()));
        };
        if (tool.isPresent() && layout.tool().isEmpty()) {
            folder.note("--tool is not used: the files of layout " + layout.word() + " hold the migrations themselves");
        }
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
