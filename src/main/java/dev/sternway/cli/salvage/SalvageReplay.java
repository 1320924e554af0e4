package dev.sternway.cli.salvage;

import dev.sternway.base.ProblemException;
import dev.sternway.base.Secret;
import dev.sternway.base.Work;
import dev.sternway.base.words.Counted;
import dev.sternway.cli.Cli;
import dev.sternway.cli.WholeFile;
import dev.sternway.database.DatabaseAccess;
import dev.sternway.database.decode.ReplayByHand;
import dev.sternway.database.mariadb.MariaAccess;
import dev.sternway.database.mariadb.salvage.RowReplay;
import dev.sternway.database.salvage.Decisions;
import dev.sternway.database.salvage.Manifest;
import dev.sternway.database.salvage.Replay;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Puts back what was set aside. */
@Command(
        name = "replay",
        description = {
            "Puts back what was set aside, into the database as it is now; a second time changes nothing.",
            "Conflicts go into conflicts.jsonl in the folder. Write theirs, ours or edit (with a row) as choice into its",
            "lines, and replay again with --decided. Exits 0 when nothing is open, 1 when conflicts are."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:everything is back",
            "1:some rows are not; they are named",
            "2:the call is wrong, or cannot be answered"
        })
final class SalvageReplay implements Callable<Integer> {
    @Parameters(paramLabel = "FOLDER", description = "A salvage folder.")
    private Path folder = Path.of("");

    @Option(
            names = "--url",
            required = true,
            paramLabel = "JDBC",
            description = "jdbc:postgresql://host:port/name or jdbc:mariadb://host:port/name")
    private String url = "";

    @Option(
            names = "--user",
            description =
                    "User (default postgres, or root); the password is read from STERNWAY_TARGET_PASSWORD or PGPASSWORD.")
    private Optional<String> user = Optional.empty();

    @Option(
            names = "--except",
            paramLabel = "TRANSACTION",
            description = "A bad transaction that is left out; can be repeated. See salvage list.")
    private List<Long> except = List.of();

    @Option(
            names = "--as-armed",
            description =
                    "The database holds what it held at arming, and nobody wrote to it since: for one that was put"
                            + " back by other means than a rollback.")
    private boolean asArmed;

    @Option(names = "--decided", paramLabel = "FILE", description = "The file of conflicts with choices in it.")
    private Optional<Path> decided = Optional.empty();

    private long quietUntil = System.nanoTime();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        try (Work.OfProcess process = Work.ofThisProcess()) {
            return replay(process.work());
        }
    }

    private Integer replay(Work work) throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        SalvageFolder salvage = SalvageFolder.at(folder);
        Path earlier = folder.resolve("decided.jsonl");
        Decisions fresh = Decisions.read(decided.orElse(Path.of("/dev/null")));
        Decisions before = Decisions.read(Files.exists(earlier) ? earlier : Path.of("/dev/null"));
        Replay.Result result = MariaAccess.isMeant(url)
                ? onMariaDb(salvage.manifest(), fresh)
                : onPostgres(salvage.manifest(), fresh, work);
        keep(earlier);
        List<String> open = new ArrayList<>();
        for (String conflict : result.conflicts()) {
            if (!fresh.decided(conflict) && !before.decided(conflict)) {
                open.add(conflict);
            }
        }
        Path file = folder.resolve("conflicts.jsonl");
        WholeFile.write(file, open.stream().map(line -> line + "\n").collect(Collectors.joining()));
        out.println(Counted.of(result.replayed(), "row") + " replayed, " + Counted.of(fresh.size(), "decision") + ", "
                + Counted.of(open.size(), "conflict")
                + (open.isEmpty() ? "" : " in " + file));
        return open.isEmpty() ? 0 : Cli.FINDINGS;
    }

    private Replay.Result onPostgres(Manifest manifest, Decisions fresh, Work work) throws Exception {
        DatabaseAccess database = DatabaseAccess.of(url, user, password()).during(work);
        return new ReplayByHand(database, manifest, folder).replay(asArmed, except, fresh, this::told);
    }

    private Replay.Result onMariaDb(Manifest manifest, Decisions fresh) throws Exception {
        if (manifest.changes().isPresent()) {
            throw ProblemException.of(
                    "SW-0608",
                    "These are changes from the binary log, which database/replay puts back",
                    folder.toString(),
                    "Replay them with a step of the plan, or export them");
        }
        return RowReplay.replay(MariaAccess.of(url, user, password()), this::told, manifest, folder, fresh);
    }

    /** Once a second is enough. */
    private void told(long done) {
        if (System.nanoTime() < quietUntil) {
            return;
        }
        quietUntil = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
        PrintWriter out = spec.commandLine().getOut();
        out.println(Counted.of(done, "change") + " done");
        out.flush();
    }

    /** Decisions are taken once; a later replay does not ask again. */
    private void keep(Path earlier) throws Exception {
        if (decided.isPresent() && !decided.get().toAbsolutePath().equals(earlier.toAbsolutePath())) {
            Files.write(
                    earlier,
                    Files.readAllLines(decided.get()),
                    java.nio.file.StandardOpenOption.CREATE,
                    java.nio.file.StandardOpenOption.APPEND);
        }
    }

    private static Optional<Secret> password() {
        return Stream.of("STERNWAY_TARGET_PASSWORD", "PGPASSWORD")
                .map(System::getenv)
                .filter(it -> it != null && !it.isEmpty())
                .findFirst()
                .map(Secret::of);
    }
}
