package dev.sternway.executor.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sternway.base.DurationText;
import dev.sternway.base.Problem;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.StepContext;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Waits until workloads stand as they should, and says meanwhile how far they are. */
final class Readiness {
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int DEADLINE_OF_KUBERNETES = 600;

    private final Cluster cluster;
    private final List<Workload> workloads;
    private final Duration timeout;
    private final Map<String, String> gaveUpBefore = new HashMap<>();
    private final Map<String, String> said = new HashMap<>();
    private final long start = System.nanoTime();

    private Readiness(Cluster cluster, List<Workload> workloads, Duration timeout) {
        this.cluster = cluster;
        this.workloads = workloads;
        this.timeout = timeout;
    }

    /** To be made before anything is changed: what gave up until then did so because of what is taken back now. */
    static Readiness of(Cluster cluster, List<Workload> workloads, Duration timeout) throws Outcome.Thrown {
        Readiness readiness = new Readiness(cluster, workloads, timeout);
        for (Workload workload : workloads) {
            Standing standing = Standing.of(workload.kind(), workload.get());
            readiness.gaveUpBefore.put(workload.said(), standing.gaveUp());
        }
        return readiness;
    }

    /** Now. @return what is not ready yet, in words; empty when all is */
    static String lacks(List<Workload> workloads) throws Outcome.Thrown {
        Map<String, String> lacking = new TreeMap<>();
        for (Workload workload : workloads) {
            Standing standing = Standing.of(workload.kind(), workload.get());
            if (!standing.settled()) {
                lacking.put(workload.said(), standing.said());
            }
        }
        return lacking.isEmpty() ? "" : lacking.toString();
    }

    /** @throws Outcome.Thrown SW-1167 when the cluster gave up, SW-1168 when time is over */
    Map<String, String> await() throws Outcome.Thrown, StepContext.LeaseLost, InterruptedException {
        while (true) {
            cluster.context().stillMine();
            Optional<Problem> silent = Optional.empty();
            try {
                if (look()) {
                    Map<String, String> evidence = new TreeMap<>();
                    workloads.forEach(it -> evidence.put(it.said(), said.getOrDefault(it.said(), "ready")));
                    return evidence;
                }
            } catch (Outcome.Thrown failed) {
                silent = Cluster.problem(failed).filter(it -> !it.code().equals("SW-1167"));
                if (silent.isEmpty()) {
                    throw failed;
                }
                cluster.context().print(silent.get().what());
            }
            if (System.nanoTime() - start > timeout.toNanos()) {
                throw late(silent);
            }
            TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
        }
    }

    private boolean look() throws Outcome.Thrown {
        int ready = 0;
        int wanted = 0;
        boolean settled = true;
        for (Workload workload : workloads) {
            JsonNode now = workload.get();
            Standing standing = Standing.of(workload.kind(), now);
            ready += standing.ready();
            wanted += standing.wanted();
            settled &= standing.settled();
            say(workload, now, standing);
            requireProgress(workload, now, standing);
        }
        if (wanted > 0) {
            cluster.context().progress(ready, wanted, "pods");
        }
        return settled;
    }

    private void say(Workload workload, JsonNode now, Standing standing) {
        String trouble = standing.settled() ? "" : workload.trouble(now);
        String words = standing.said() + (trouble.isEmpty() ? "" : "; " + trouble);
        if (!words.equals(said.put(workload.said(), words))) {
            cluster.context().print(workload.said() + ": " + words);
        }
    }

    /** The word of an earlier rollout stays until this one makes progress. */
    private void requireProgress(Workload workload, JsonNode now, Standing standing) throws Outcome.Thrown {
        Duration deadline =
                Duration.ofSeconds(now.at("/spec/progressDeadlineSeconds").asInt(DEADLINE_OF_KUBERNETES));
        boolean old = standing.gaveUp().equals(gaveUpBefore.get(workload.said()))
                && System.nanoTime() - start < deadline.toNanos();
        if (!standing.settled() && !standing.gaveUp().isEmpty() && !old) {
            throw Outcome.Thrown.failed(
                    "SW-1167",
                    workload.said() + " makes no progress (ProgressDeadlineExceeded): "
                            + said.getOrDefault(workload.said(), standing.said()),
                    workload.where(),
                    "Mend what the pods say, or choose again with another revision");
        }
    }

    private Outcome.Thrown late(Optional<Problem> silent) {
        return Outcome.Thrown.failed(
                "SW-1168",
                "Not ready within " + DurationText.format(timeout) + ": "
                        + silent.map(Problem::what).orElse(new TreeMap<>(said).toString()),
                workloads.get(0).where(),
                "Look at the pods, then choose again to wait on");
    }
}
