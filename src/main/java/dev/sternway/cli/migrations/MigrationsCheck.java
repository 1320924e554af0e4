package dev.sternway.cli.migrations;

import dev.sternway.base.Secret;
import dev.sternway.cli.Cli;
import dev.sternway.cli.terminal.Course;
import dev.sternway.planner.Migration;
import dev.sternway.planner.Proof;
import dev.sternway.planner.Settings;
import dev.sternway.planner.folder.Layout;
import dev.sternway.planner.folder.MigrationFolder;
import dev.sternway.planner.scratch.Scratch;
import dev.sternway.planner.walk.Down;
import dev.sternway.planner.walk.Engine;
import dev.sternway.planner.walk.Tally;
import dev.sternway.planner.walk.Walk;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Applies every migration of a folder to a scratch database, derives its way back and proves it. */
@Command(
        name = "check",
        description = {
            "Applies every migration of a folder to a scratch database, derives its way back and proves it.",
            "Exits 0 if all are proven (with --down theirs: if all the team's own scripts are equal), 1 otherwise,",
            "2 when the folder or the target cannot be used."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:every migration goes back, as asked",
            "1:some do not",
            "2:the call is wrong, or cannot be answered"
        })
final class MigrationsCheck implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "Folder of migrations.")
    private Path folder = Path.of("");

    @Option(
            names = "--layout",
            defaultValue = "auto",
            description = "auto, flyway, golang-migrate, diesel, flat, liquibase, alembic or django. Default: auto.")
    private String layout = "auto";

    @Option(
            names = "--down",
            defaultValue = "both",
            description = {
                "Which ways back to try: derived, theirs or both. Default: both.",
                "With theirs, the team's own scripts decide about the exit code; otherwise the derived ones do."
            })
    private String down = "both";

    @Option(
            names = "--tool",
            paramLabel = "COMMAND",
            description = {
                "How the project's tool is called that prints the migrations as SQL.",
                "Default: alembic, or python3 manage.py."
            })
    private Optional<String> tool = Optional.empty();

    @Option(
            names = "--placeholder",
            paramLabel = "NAME=VALUE",
            description = "Value for $${NAME} in scripts of Flyway and Liquibase.")
    private Map<String, String> placeholders = Map.of();

    @Option(
            names = "--url",
            paramLabel = "JDBC",
            description = {
                "PostgreSQL or MariaDB database to start from. It is copied on its server; the copy is dropped afterwards.",
                "The target itself is not touched. Migrations that it has already are left out.",
                "Without this option: an empty database on a server that is started for the check.",
                "Its password is read from STERNWAY_TARGET_PASSWORD, or else from PGPASSWORD or ~/.pgpass, or MYSQL_PWD."
            })
    private Optional<String> url = Optional.empty();

    @Option(
            names = "--database-type",
            paramLabel = "TYPE",
            description = "postgresql or mariadb. Default: as --url says, otherwise postgresql.")
    private Optional<String> type = Optional.empty();

    @Option(names = "--user", description = "User for --url; it owns the database and may create others.")
    private Optional<String> user = Optional.empty();

    @Option(
            names = "--soften",
            description =
                    "Move dropped tables aside and rename dropped columns instead of dropping, so that the way back is quick.")
    private boolean soften;

    @Option(
            names = "--largest-image",
            paramLabel = "ROWS",
            defaultValue = "5000000",
            description = {
                "Rows up to which a whole table is kept before a migration overwrites it; larger ones are refused.",
                "Default: ${DEFAULT-VALUE}."
            })
    private long largestImage = Settings.USUAL.largestImage();

    @Option(names = "--json", description = "One JSON object a line, for machines.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        Down chosen = choice("--down", down, Down.values(), it -> it.name().toLowerCase(Locale.ROOT));
        Optional<Layout> wanted = layout.equals("auto")
                ? Optional.empty()
                : Optional.of(choice("--layout", layout, Layout.values(), Layout::word));
        MigrationFolder read = MigrationFolder.read(
                folder, wanted, placeholders, tool.map(it -> List.of(it.strip().split("\\s+"))));
        Engine engine = engine();
        Settings settings = new Settings(soften, largestImage);
        read.notices().forEach(err::println);
        try (Course course = Course.of(spec);
                Scratch scratch = scratch(course, engine)) {
            Walk walk = url.isPresent()
                    ? Walk.throughNewOnes(read, engine, scratch, chosen)
                    : Walk.through(read, engine, scratch);
            course.rest();
            walk.notice().ifPresent(err::println);
            Lines lines = json
                    ? new JsonLines(spec.commandLine().getOut())
                    : new TextLines(spec.commandLine().getOut(), walk.migrations());
            lines.start(read.layout(), walk.migrations().size(), scratch.description());
            Tally tally = walk.go(
                    chosen, settings, told(course, lines, walk.migrations().size()));
            lines.end(tally);
            return tally.allGood(chosen) ? 0 : Cli.FINDINGS;
        }
    }

    private Scratch scratch(Course course, Engine engine) {
        course.begin(url.isEmpty() ? "Starting a database of its own" : "Copying the database");
        return url.isEmpty() ? engine.own() : engine.copy(url.get(), user, password(engine));
    }

    private static Walk.Companion told(Course course, Lines lines, int all) {
        return new Walk.Companion() {
            private int number;

            @Override
            public void begins(Migration migration) {
                number++;
                course.begin(migration.name(), number, all);
            }

            @Override
            public void proven(Proof proof) {
                course.rest();
                lines.line(proof);
            }
        };
    }

    private Engine engine() {
        Optional<Engine> named = url.map(Engine::ofUrl);
        Engine engine = type.isPresent()
                ? choice("--database-type", type.get(), Engine.values(), Engine::word)
                : named.orElse(Engine.POSTGRESQL);
        if (named.isPresent() && named.get() != engine) {
            throw new ParameterException(
                    spec.commandLine(), "--database-type " + engine.word() + " does not fit --url " + url.get());
        }
        if (soften && engine == Engine.MARIADB) {
            throw new ParameterException(
                    spec.commandLine(), "--soften is for PostgreSQL; on MariaDB dropped rows are always copied first");
        }
        return engine;
    }

    private static Optional<Secret> password(Engine engine) {
        return engine.passwords().stream()
                .map(System::getenv)
                .filter(it -> it != null && !it.isEmpty())
                .findFirst()
                .map(Secret::of);
    }

    private <T> T choice(String option, String word, T[] values, java.util.function.Function<T, String> words) {
        return Arrays.stream(values)
                .filter(it -> words.apply(it).equals(word))
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        option + " takes "
                                + String.join(
                                        ", ", Arrays.stream(values).map(words).toList()) + "; it was " + word));
    }
}
