package dev.sternway.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.sternway.base.Problem;
import dev.sternway.base.ProblemException;
import dev.sternway.cli.access.TokenVerbs;
import dev.sternway.cli.access.UserVerbs;
import dev.sternway.cli.database.DatabaseVerbs;
import dev.sternway.cli.hand.Export;
import dev.sternway.cli.hand.GoOn;
import dev.sternway.cli.hand.OwnBackup;
import dev.sternway.cli.hand.Resume;
import dev.sternway.cli.manual.Completion;
import dev.sternway.cli.manual.ExitCodes;
import dev.sternway.cli.manual.ManPages;
import dev.sternway.cli.migrations.MigrationsVerbs;
import dev.sternway.cli.plan.PlanVerbs;
import dev.sternway.cli.processes.ProcessesVerbs;
import dev.sternway.cli.salvage.SalvageVerbs;
import dev.sternway.cli.start.ClassArchive;
import dev.sternway.cli.steps.Cancel;
import dev.sternway.cli.steps.History;
import dev.sternway.cli.steps.Status;
import dev.sternway.cli.task.Abort;
import dev.sternway.cli.task.Approve;
import dev.sternway.cli.task.ByHand;
import dev.sternway.cli.task.Decide;
import dev.sternway.cli.task.Reject;
import dev.sternway.cli.task.Retry;
import dev.sternway.cli.task.Skip;
import dev.sternway.cli.task.Tasks;
import dev.sternway.cli.watch.RunMigration;
import dev.sternway.cli.watch.WatchVerbs;
import dev.sternway.plan.yaml.PlanMapper;
import java.io.PrintWriter;
import java.util.List;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The root command. */
@Command(
        name = "sternway",
        description = "Rolls back a failed release, database included: planned, proven, approved and audited.",
        mixinStandardHelpOptions = true,
        version = "sternway 0.1.0",
        subcommands = {
            Serve.class,
            PlanVerbs.class,
            ProcessesVerbs.class,
            MigrationsVerbs.class,
            DatabaseVerbs.class,
            Arm.class,
            EndGuardVerbs.Release.class,
            EndGuardVerbs.Disarm.class,
            Fire.class,
            WithdrawVerb.class,
            LockVerbs.class,
            Tasks.class,
            Approve.class,
            Reject.class,
            Decide.class,
            ByHand.class,
            Decide.SetAside.class,
            Retry.class,
            Skip.class,
            Abort.class,
            Cancel.class,
            Status.class,
            History.class,
            Export.class,
            Resume.class,
            GoOn.class,
            OwnBackup.class,
            Report.class,
            BackupVerbs.class,
            SalvageVerbs.class,
            WatchVerbs.class,
            RunMigration.class,
            AuditVerbs.class,
            TokenVerbs.class,
            UserVerbs.class,
            ClassArchive.class,
            Completion.class,
            ManPages.class
        })
public final class Cli {
    /** The server was started; the process lives on. */
    public static final int GOES_ON = -1;

    /** What was asked for is not so. */
    public static final int FINDINGS = 1;

    /** The call cannot be answered. */
    public static final int UNUSABLE = 2;

    private static final int MEBIBYTE_BITS = 20;

    private Cli() {}

    public static int run(String... args) {
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
        // MariaDB's driver warns of every error that it throws as well
        ((Logger) LoggerFactory.getLogger("org.mariadb.jdbc")).setLevel(Level.ERROR);
        CommandLine line = commandLine();
        if (args.length == 0) {
            line.usage(line.getOut());
            return UNUSABLE;
        }
        try {
            return line.execute(args);
        } catch (OutOfMemoryError full) {
            return refuse(line.getErr(), List.of(args).contains("--json"), outOfMemory());
        }
    }

    private static Problem outOfMemory() {
        return new Problem(
                "SW-0912",
                "This takes more memory than the " + (Runtime.getRuntime().maxMemory() >> MEBIBYTE_BITS)
                        + " MiB that Java may use",
                "-Xmx",
                "Allow more, such as STERNWAY_JAVA_OPTIONS=-Xmx4g");
    }

    private static int refuse(PrintWriter err, boolean json, Problem problem) {
        err.println(json ? PlanMapper.json().valueToTree(problem).toString() : problem.toString());
        err.flush();
        return UNUSABLE;
    }

    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Cli());
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            Problem problem = failure instanceof ProblemException refusal
                    ? refusal.problem()
                    : new Problem(
                            "SW-0901",
                            failure.getClass().getSimpleName() + ": " + failure.getMessage(),
                            "",
                            "Report it");
            return refuse(command.getErr(), command.getParseResult().hasMatchedOption("--json"), problem);
        });
        ExitCodes.complete(line);
        return line;
    }
}
