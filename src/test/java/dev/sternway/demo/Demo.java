package dev.sternway.demo;

import dev.sternway.demo.stage.DemoFailure;
import dev.sternway.demo.stage.Stage;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./sternway demo}. */
@Command(
        name = "sternway demo",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Breaks a real service with a real release and rolls it back, before your eyes.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:every promise was kept", "1:a promise was broken; the last lines say which", "2:wrong usage"
        })
public final class Demo implements Callable<Integer> {
    /** The example plans. */
    enum Release {
        ADD_EMAIL("add-email", "PostgreSQL 15, a to-do service"),
        MIG_002("MIG-002", "PostgreSQL 15, a to-do service"),
        STOREFRONT("storefront", "PostgreSQL 15, nginx, supervisord, a shop of two services");

        final String plan;
        final String cast;

        Release(String plan, String cast) {
            this.plan = plan;
            this.cast = cast;
        }

        static Release named(String word) {
            for (Release release : values()) {
                if (release.plan.equals(word)) {
                    return release;
                }
            }
            throw new CommandLine.TypeConversionException("'" + word + "' is not add-email, MIG-002 or storefront");
        }
    }

    @Option(names = "--exit", description = "End when the story is over, instead of staying up to look around.")
    boolean exit;

    @Option(names = "--interactive", description = "Leave reviews, decisions and approvals to you, in Tasklist.")
    boolean interactive;

    @Option(
            names = "--plan",
            paramLabel = "PLAN",
            defaultValue = "add-email",
            description = {
                "add-email (rolled back by level 2), MIG-002 (restored from the backup)",
                "or storefront (two services behind nginx, all taken back, seen from outside)."
            })
    Release release = Release.ADD_EMAIL;

    @Option(
            names = "--sabotage",
            paramLabel = "SQL",
            description = "Run SQL as superuser as soon as the rollback has frozen writes. The demo must notice.")
    @Nullable
    String sabotage;

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            description = "Where reports and logs go; by default a new folder in target/demo.")
    @Nullable
    Path directory;

    public static void main(String[] arguments) {
        LoggingSystem.get(Demo.class.getClassLoader()).setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.ERROR);
        System.exit(new CommandLine(new Demo())
                .registerConverter(Release.class, Release::named)
                .execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        Narrator narrator = new Narrator(out, System.console() != null);
        Stage stage = new Stage(folder());
        Runtime.getRuntime().addShutdownHook(new Thread(stage::close, "tidy-up"));
        try (stage) {
            Story story = new Story(stage, narrator, release, interactive, exit, Optional.ofNullable(sabotage));
            story.tell(Path.of(System.getProperty("sternway.home", ".")));
            if (!exit) {
                story.stayUp();
            }
            return 0;
        } catch (DemoFailure e) {
            narrator.finishLine();
            System.err.println("\nThe demo failed: " + e.getMessage());
            return 1;
        }
    }

    private Path folder() {
        String name = release.plan + "-"
                + DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").format(LocalDateTime.now());
        return (directory == null
                        ? Path.of(System.getProperty("sternway.home", "."), "target", "demo", name)
                        : directory)
                .toAbsolutePath()
                .normalize();
    }
}
