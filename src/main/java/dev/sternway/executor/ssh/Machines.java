package dev.sternway.executor.ssh;

import dev.sternway.base.Problem;
import dev.sternway.base.ProblemException;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.StepContext.LeaseLost;
import dev.sternway.plan.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.sshd.client.SshClient;

/** The machines of an SSH target, some of them at a time. One that fails hides no other. */
public final class Machines implements AutoCloseable {
    private static final long SLICE_MILLIS = 200;
    /** So long may it take to end on the machines what was started there, when the step ends early. */
    private static final Duration TO_CLEAN_UP = Duration.ofSeconds(15);

    private final StepContext context;
    private final Target target;
    private final List<String> names;
    private final int parallel;
    private final Duration patience;
    private final SshClient client;

    private Machines(StepContext context, Target target, List<String> names, int parallel, Duration patience) {
        this.context = context;
        this.target = target;
        this.names = names;
        this.parallel = parallel;
        this.patience = patience;
        this.client = Clients.started(context, target);
    }

    /** What is done on one machine. */
    @FunctionalInterface
    public interface Task {
        Outcome on(Machine machine) throws Exception;
    }

    /**
     * @param only some of the target's hosts; all when empty
     * @param patience for a connection and log-in
     * @throws ProblemException SW-1115 when the target names no such machines
     */
    public static Machines of(StepContext context, String target, List<String> only, int parallel, Duration patience) {
        Target named = context.target(target);
        List<String> all = named.ssh().map(Target.Ssh::hosts).orElse(List.of());
        if (named.type() != Target.Type.SSH || all.isEmpty()) {
            throw ProblemException.of(
                    "SW-1115",
                    "The target " + target + " names no machines",
                    target,
                    "Give it type: ssh and ssh.hosts");
        }
        if (!all.containsAll(only)) {
            throw ProblemException.of(
                    "SW-1115", "Not all of " + only + " are hosts of " + target, target, "Name some of " + all);
        }
        return new Machines(context, named, only.isEmpty() ? all : only, parallel, patience);
    }

    /** What came of the task on each machine, in the order of the plan. */
    public Map<String, Outcome> each(Task task) throws LeaseLost, InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(Math.min(parallel, names.size()));
        try {
            Map<String, Future<Outcome>> running = new LinkedHashMap<>();
            names.forEach(name -> running.put(name, threads.submit(() -> outcome(name, task))));
            Map<String, Outcome> outcomes = new LinkedHashMap<>();
            for (Map.Entry<String, Future<Outcome>> one : running.entrySet()) {
                outcomes.put(one.getKey(), awaited(one.getValue()));
            }
            return outcomes;
        } catch (InterruptedException stopped) {
            threads.shutdownNow();
            throw stopped;
        } finally {
            threads.shutdown();
            threads.awaitTermination(TO_CLEAN_UP.toSeconds(), TimeUnit.SECONDS);
            threads.shutdownNow();
        }
    }

    private Outcome awaited(Future<Outcome> future) throws LeaseLost, InterruptedException {
        while (true) {
            try {
                return future.get(SLICE_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException later) {
                context.stillMine();
            } catch (ExecutionException failed) {
                if (failed.getCause() instanceof LeaseLost lost) {
                    throw lost;
                }
                throw new IllegalStateException(failed.getCause());
            }
        }
    }

    private Outcome outcome(String name, Task task) throws LeaseLost {
        try (Machine machine = Machine.connect(client, name, target, context, patience)) {
            context.stillMine();
            return task.on(machine);
        } catch (Outcome.Thrown thrown) {
            return thrown.outcome();
        } catch (ProblemException refusal) {
            return new Outcome.Refused(refusal.problem());
        } catch (LeaseLost lost) {
            throw lost;
        } catch (InterruptedException stopped) {
            return Outcome.failed("SW-1114", "it was stopped", name, "Choose again");
        } catch (Exception failure) {
            return Outcome.failed(
                    "SW-1114", "the connection broke: " + failure.getMessage(), name, "Look at it, then choose again");
        }
    }

    /** One outcome for all; it names every machine. */
    public static Outcome together(Map<String, Outcome> outcomes) {
        Map<String, String> evidence = new LinkedHashMap<>();
        List<Problem> problems = new ArrayList<>();
        boolean retryable = false;
        for (Map.Entry<String, Outcome> one : outcomes.entrySet()) {
            if (one.getValue() instanceof Outcome.Done done) {
                evidence.put(one.getKey(), String.join(", ", done.evidence().values()));
            } else if (one.getValue() instanceof Outcome.Failed failed) {
                retryable |= failed.retryable();
                problems.add(named(one.getKey(), failed.problem()));
            } else if (one.getValue() instanceof Outcome.Refused refused) {
                problems.add(named(one.getKey(), refused.problem()));
            }
        }
        if (problems.isEmpty()) {
            return Outcome.done(evidence);
        }
        Problem first = problems.get(0);
        String what = String.join("; ", problems.stream().map(Problem::what).toList());
        Problem all = new Problem(
                first.code(),
                problems.size() + " of " + outcomes.size() + " machines: " + what
                        + (evidence.isEmpty() ? "" : "; done on " + String.join(", ", evidence.keySet())),
                first.where(),
                first.next());
        return retryable || !evidence.isEmpty() ? new Outcome.Failed(all, retryable) : new Outcome.Refused(all);
    }

    private static Problem named(String machine, Problem problem) {
        return new Problem(problem.code(), machine + ": " + problem.what(), machine, problem.next());
    }

    @Override
    public void close() {
        client.stop();
    }
}
