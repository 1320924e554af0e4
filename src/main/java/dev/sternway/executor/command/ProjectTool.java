package dev.sternway.executor.command;

import dev.sternway.base.ProblemException;
import dev.sternway.executor.StepContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A team's own tool in its project, a target of type host; for executors that read what it says. */
public final class ProjectTool {
    private final StepContext context;
    private final Host host;
    private final Duration timeout;

    private ProjectTool(StepContext context, Host host, Duration timeout) {
        this.context = context;
        this.host = host;
        this.timeout = timeout;
    }

    /**
     * @param environment variables for the tool; those of the host win
     * @throws ProblemException SW-0504 when the project's folder is not there
     */
    public static ProjectTool of(StepContext context, String host, Map<String, String> environment, Duration timeout) {
        return new ProjectTool(context, Host.of(context, Optional.of(host)).with(environment), timeout);
    }

    /** @throws ProblemException SW-0505 when there is no such program, SW-0841 when this environment does not allow it */
    public void require(String program) {
        host.requireProgram(program);
    }

    /** How the tool ended, and every line that it printed. */
    public record Said(int exit, List<String> lines) {
        public Said {
            lines = List.copyOf(lines);
        }

        /** The last line that is not empty. */
        public String last() {
            return lines.stream().filter(line -> !line.isBlank()).reduce("", (one, two) -> two.strip());
        }
    }

    /**
     * Runs to the end. What a worker that died has left running is ended first; no two runs overlap.
     *
     * @throws ProblemException SW-0502 when it does not end in time, SW-0505 when there is no such program
     */
    public Said run(List<String> argv) throws InterruptedException, StepContext.LeaseLost {
        Leftover leftover = Leftover.of(context);
        leftover.end();
        context.stillMine();
        List<String> lines = new ArrayList<>();
        Ending ending = new Command(host, argv, timeout).run(context, group -> leftover.keep(host, group), line -> {
            lines.add(line);
            context.print(line);
        });
        leftover.forget();
        return said(argv, ending, lines);
    }

    /**
     * A question, of which nothing is kept.
     *
     * @throws ProblemException as {@link #run}
     */
    public Said ask(List<String> argv) throws InterruptedException, StepContext.LeaseLost {
        List<String> lines = new ArrayList<>();
        return said(argv, new Command(host, argv, timeout).run(context, group -> {}, lines::add), lines);
    }

    private Said said(List<String> argv, Ending ending, List<String> lines) {
        if (ending.how() == Ending.How.TIMED_OUT) {
            throw ProblemException.of(
                    "SW-0502",
                    String.join(" ", argv) + " did not end in time; it and everything it started was ended"
                            + ending.lastWords(),
                    context.step(),
                    "Look at what it was doing and at the database, or give it more timeout");
        }
        return new Said(ending.exit(), lines);
    }
}
