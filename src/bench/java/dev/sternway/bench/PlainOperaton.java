package dev.sternway.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.operaton.bpm.engine.ProcessEngine;
import org.operaton.bpm.engine.delegate.DelegateExecution;
import org.operaton.bpm.engine.delegate.JavaDelegate;
import org.operaton.bpm.engine.externaltask.LockedExternalTask;
import org.operaton.bpm.engine.impl.cfg.StandaloneProcessEngineConfiguration;
import org.operaton.bpm.model.bpmn.Bpmn;

/** The same twenty commands as an engine with its own defaults runs them, without probes, receipts, ledger or leases. */
final class PlainOperaton {
    private static final int MOST_WITH_ONE_WORKER = 100;
    private static final int WORKER_TASKS = 10;
    private static final long LOCK_MILLIS = 20_000;
    private static final long FIRST_PAUSE_MILLIS = 500;
    private static final long LONGEST_PAUSE_MILLIS = 60_000;
    private static final Map<String, List<long[]>> DONE = new ConcurrentHashMap<>();

    private PlainOperaton() {}

    /** One step. Public because the engine creates it. */
    public static final class Step implements JavaDelegate {
        @Override
        public void execute(DelegateExecution execution) throws Exception {
            step(execution.getProcessInstanceId());
        }
    }

    static void measure(EngineStore store, int many, int runs, Measures measures) throws Exception {
        ProcessEngine engine = new StandaloneProcessEngineConfiguration()
                .setEnforceHistoryTimeToLive(false)
                .setJdbcUrl(store.plain())
                .setJdbcUsername(store.user())
                .setJdbcPassword(store.password())
                .setDatabaseSchemaUpdate("true")
                .setJobExecutorActivate(true)
                .setProcessEngineName("plain-" + UUID.randomUUID())
                .buildProcessEngine();
        try {
            deploy(engine);
            for (int run = 0; run < runs; run++) {
                one(engine, "jobs", many, measures);
                if (many <= MOST_WITH_ONE_WORKER) {
                    one(engine, "external", many, measures);
                }
            }
        } finally {
            engine.close();
        }
    }

    private static void deploy(ProcessEngine engine) {
        var jobs = Bpmn.createExecutableProcess("jobs").startEvent();
        var external = Bpmn.createExecutableProcess("external").startEvent();
        var lastJob = jobs.serviceTask().operatonClass(Step.class).operatonAsyncBefore();
        var lastTask = external.serviceTask().operatonExternalTask("plain");
        for (int i = 1; i < EngineBench.STEPS; i++) {
            lastJob = lastJob.serviceTask().operatonClass(Step.class).operatonAsyncBefore();
            lastTask = lastTask.serviceTask().operatonExternalTask("plain");
        }
        engine.getRepositoryService()
                .createDeployment()
                .addModelInstance("jobs.bpmn", lastJob.endEvent().done())
                .addModelInstance("external.bpmn", lastTask.endEvent().done())
                .deploy();
    }

    private static void one(ProcessEngine engine, String process, int many, Measures measures) throws Exception {
        DONE.clear();
        long begin = System.nanoTime();
        Thread worker = new Thread(() -> work(engine), "plain-worker");
        worker.setDaemon(true);
        if (process.equals("external")) {
            worker.start();
        }
        for (int i = 0; i < many; i++) {
            engine.getRuntimeService().startProcessInstanceByKey(process);
        }
        while (DONE.values().stream().mapToInt(List::size).sum() < many * EngineBench.STEPS) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        worker.interrupt();
        worker.join();
        report(process.equals("jobs") ? "plain Operaton, async tasks" : "plain Operaton, external tasks", many, begin, measures);
    }

    private static void report(String name, int many, long begin, Measures measures) {
        List<Double> handOvers = new ArrayList<>();
        long end = begin;
        for (List<long[]> steps : DONE.values()) {
            for (int i = 0; i < steps.size(); i++) {
                end = Math.max(end, steps.get(i)[1]);
                if (i > 0) {
                    handOvers.add((steps.get(i)[0] - steps.get(i - 1)[1]) / 1e6);
                }
            }
        }
        handOvers.sort(Double::compare);
        double seconds = (end - begin) / 1e9;
        measures.add(EngineRounds.named(many, name, "") + ", whole", seconds, "s");
        measures.add(EngineRounds.named(many, name, "") + ", rate", many * EngineBench.STEPS / seconds, "steps/s");
        measures.add(EngineRounds.named(many, name, "") + ", hand-over p50", handOvers.get(handOvers.size() / 2), "ms");
        measures.add(
                EngineRounds.named(many, name, "") + ", hand-over p99", handOvers.get(handOvers.size() * 99 / 100), "ms");
    }

    private static void step(String instance) throws Exception {
        long start = System.nanoTime();
        new ProcessBuilder("/bin/true").start().waitFor();
        List<long[]> steps = DONE.computeIfAbsent(instance, any -> new ArrayList<>());
        synchronized (steps) {
            steps.add(new long[] {start, System.nanoTime()});
        }
    }

    /** As the external task client does: ten at most, one after the other, and ever longer pauses while there is nothing. */
    private static void work(ProcessEngine engine) {
        long pause = FIRST_PAUSE_MILLIS;
        try {
            while (!Thread.currentThread().isInterrupted()) {
                List<LockedExternalTask> tasks = engine.getExternalTaskService()
                        .fetchAndLock(WORKER_TASKS, "plain")
                        .topic("plain", LOCK_MILLIS)
                        .execute();
                if (tasks.isEmpty()) {
                    TimeUnit.MILLISECONDS.sleep(pause);
                    pause = Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
                    continue;
                }
                pause = FIRST_PAUSE_MILLIS;
                for (LockedExternalTask task : tasks) {
                    step(task.getProcessInstanceId());
                    engine.getExternalTaskService().complete(task.getId(), "plain");
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }
}
