package dev.sternway.executor.traffic;

import dev.sternway.base.Digest;
import dev.sternway.base.Problem;
import dev.sternway.base.ProblemException;
import dev.sternway.base.ReplacedFile;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.command.ProjectTool;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A file that nginx includes: written beside and renamed, tested, loaded; the old one comes back when anything goes wrong. */
public final class NginxFile {
    public static final List<String> TEST = List.of("nginx", "-t");
    public static final List<String> RELOAD = List.of("nginx", "-s", "reload");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final StepContext context;
    private final String host;
    private final String name;
    private final List<String> test;
    private final List<String> reload;

    public NginxFile(StepContext context, String host, String name, List<String> test, List<String> reload) {
        this.context = context;
        this.host = host;
        this.name = name;
        this.test = List.copyOf(test);
        this.reload = List.copyOf(reload);
    }

    /** What tells whether the new state has arrived at users; blank when it has. */
    @FunctionalInterface
    public interface Seen {
        String lacks(StepContext context) throws InterruptedException, StepContext.LeaseLost;
    }

    /** @throws ProblemException SW-1131 when it cannot be read */
    public String content() {
        try {
            return Files.readString(path());
        } catch (IOException unreadable) {
            throw unusable("cannot be read", unreadable);
        }
    }

    /** How it was at arming. */
    public Optional<String> armed() {
        return context.keepsakes().find(key("armed"));
    }

    /**
     * Keeps how it is, as the state at arming.
     *
     * @throws ProblemException SW-1131 when it cannot be replaced, SW-1132 when nginx refuses its configuration as it is
     */
    public Map<String, String> keepArmed() throws InterruptedException, StepContext.LeaseLost {
        String content = content();
        if (!replaceable()) {
            throw unusable("cannot be replaced by this user", new IOException("no right to write it or its folder"));
        }
        ProjectTool.Said said = tool(context).run(test);
        if (said.exit() != 0) {
            throw new ProblemException(refused(said));
        }
        context.keepsakes().keep(key("armed"), content);
        return Map.of("file", name, "kept", Digest.of(content));
    }

    /** How it was before this step, after a crash in its middle too. */
    public Optional<String> before() {
        return context.keepsakes().find(key(context.key()));
    }

    /**
     * Replaces it, lets nginx load it, and waits until it is seen from outside.
     *
     * @throws ProblemException SW-1131 when it may not be replaced; then it is as it was
     */
    public Outcome become(String wanted, Seen seen) throws Exception {
        String now = content();
        if (before().isEmpty()) {
            context.keepsakes().keep(key(context.key()), now);
        }
        String old = before().orElse(now);
        context.stillMine();
        write(wanted);
        Outcome outcome;
        try {
            outcome = loaded(context, wanted, seen);
        } catch (StepContext.LeaseLost lost) {
            if (lost instanceof StepContext.Cancelled) {
                putBack(old);
            }
            throw lost;
        } catch (ProblemException failure) {
            putBack(old);
            throw failure;
        }
        return outcome instanceof Outcome.Failed failed ? returned(failed, old) : outcome;
    }

    private void write(String content) throws IOException {
        try {
            ReplacedFile.write(path(), content);
        } catch (FileSystemException refused) {
            throw unusable("may not be replaced", new IOException(ReplacedFile.whyNot(refused), refused));
        }
    }

    private Outcome loaded(StepContext during, String wanted, Seen seen) throws Exception {
        ProjectTool tool = tool(during);
        ProjectTool.Said tested = tool.run(test);
        if (tested.exit() != 0) {
            return new Outcome.Failed(refused(tested), false);
        }
        ProjectTool.Said told = tool.run(reload);
        if (told.exit() != 0) {
            return Outcome.failed(
                    "SW-1133",
                    "nginx does not load its configuration anew: " + told.last(),
                    name,
                    "See whether it runs, and whether this user may reload it");
        }
        String lacks = seen.lacks(during);
        return lacks.isEmpty()
                ? Outcome.done(Map.of("file", name, "content", Digest.of(wanted)))
                : Outcome.failed(
                        "SW-1134",
                        "The new configuration is not seen from outside: " + lacks,
                        name,
                        "Look at what the file leads to, then choose again");
    }

    private Outcome returned(Outcome.Failed failed, String old) throws InterruptedException {
        String came = putBack(old) ? "; the file is as before" : "; the file is as before, but nginx did not load it";
        Problem problem = failed.problem();
        return new Outcome.Failed(
                new Problem(problem.code(), problem.what() + came, problem.where(), problem.next()),
                failed.retryable());
    }

    private boolean putBack(String old) throws InterruptedException {
        StepContext regardless = context.regardless();
        try {
            ReplacedFile.write(path(), old);
            return tool(regardless).run(test).exit() == 0
                    && tool(regardless).run(reload).exit() == 0;
        } catch (IOException | StepContext.LeaseLost | ProblemException trouble) {
            context.print("the old " + name + " could not be put back: " + trouble.getMessage());
            return false;
        }
    }

    private Problem refused(ProjectTool.Said said) {
        String why = said.lines().stream()
                .filter(line -> line.contains("[emerg]"))
                .findFirst()
                .orElse(said.last());
        return new Problem(
                "SW-1132", "nginx refuses its configuration: " + why, name, "Mend what it names, then choose again");
    }

    private boolean replaceable() {
        try {
            return ReplacedFile.possible(path());
        } catch (IOException unknown) {
            return false;
        }
    }

    private Path path() {
        try {
            return Path.of(name).toRealPath();
        } catch (IOException missing) {
            throw unusable("is not there", missing);
        }
    }

    private ProjectTool tool(StepContext during) {
        return ProjectTool.of(during, host, Map.of(), PATIENCE);
    }

    private String key(String what) {
        return "nginx/" + name + "/" + what;
    }

    private ProblemException unusable(String what, IOException why) {
        return new ProblemException(
                new Problem(
                        "SW-1131",
                        "The file " + name + " " + what + ": " + why.getMessage(),
                        name,
                        "Run Sternway where nginx runs, as a user who may write it; it must exist and be included"),
                why);
    }
}
