package dev.sternway.bench;

import dev.sternway.plan.yaml.PlanMapper;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Many rollbacks at once, and how long it takes from a step's end to the next one's start: alone, then over a long history;
 * beside the plain engine, a shell script and Ansible, which do the same twenty steps.
 */
final class EngineBench implements Bench.Benchmark {
    private static final String UNEXPLAINED = "";
    static final int STEPS = 20;
    private static final int HEAP = 512;
    private static final String ANSIBLE = "ansible-playbook, 20 local commands";
    private static final String BASH = "bash script, 20 commands";
    private static final String OLD = ", long history";

    @Override
    public String usage() {
        return EngineOptions.USAGE;
    }

    @Override
    public void run(PrintStream out, java.util.List<String> words) throws Exception {
        EngineOptions options = EngineOptions.of(words);
        Map<String, Object> json = new LinkedHashMap<>();
        for (String store : options.stores()) {
            Measures measures = new Measures();
            try (EngineStore kept = store.equals("h2") ? EngineStore.h2() : EngineStore.postgres()) {
                measure(options, kept, measures);
            }
            String title = store + ": rollbacks of " + STEPS + " steps, server with -Xmx" + HEAP + "m, "
                    + Runtime.getRuntime().availableProcessors() + " processors, load "
                    + Measures.text(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
            if (options.json()) {
                json.put(store, measures.json(title));
            } else {
                measures.print(out, title, Optional.of(ANSIBLE));
                out.println();
            }
        }
        if (options.json()) {
            out.println(PlanMapper.json().writeValueAsString(json));
        }
    }

    private static void measure(EngineOptions options, EngineStore store, Measures measures) throws Exception {
        try (ScriptTwins twins = new ScriptTwins(Files.createTempDirectory("sternway-bench"))) {
            for (int i = 0; i < options.runs(); i++) {
                measures.time(BASH, twins::bash);
                if (twins.hasAnsible()) {
                    measures.time(ANSIBLE, twins::ansible);
                }
            }
            if (!twins.hasAnsible()) {
                measures.note("ansible-playbook is not installed (apt-get install ansible-core).");
            }
        }
        EngineRounds rounds = new EngineRounds(store, options, measures);
        rounds.round("");
        for (int many : options.concurrent()) {
            PlainOperaton.measure(store, many, many == 1 ? options.runs() : 1, measures);
        }
        if (options.history() > 0) {
            measures.time("writing " + options.history() + " rows of old history", () -> store.use(jdbc -> {
                OldHistory.write(jdbc, options.history());
                return options.history();
            }));
            rounds.round(OLD);
        }
        goals(options, measures);
    }

    private static void goals(EngineOptions options, Measures measures) {
        int most = options.concurrent().stream().max(Integer::compare).orElseThrow();
        int least = options.concurrent().stream().min(Integer::compare).orElseThrow();
        String rate = EngineRounds.named(most, EngineRounds.RATE, "");
        String alone = EngineRounds.named(least, EngineRounds.WHOLE, "");
        measures.goal("hand-over p50, " + least + " at once, ms", measures.median(EngineRounds.named(least, EngineRounds.P50, "")),
                true, 25, UNEXPLAINED);
        measures.goal("hand-over p50, " + most + " at once, ms", measures.median(EngineRounds.named(most, EngineRounds.P50, "")),
                true, 25, UNEXPLAINED);
        measures.goal("steps/s, " + most + " at once", measures.median(rate), false, 250, UNEXPLAINED);
        measures.goal("heap in use at " + most + " at once, MiB", measures.median(EngineRounds.named(most, EngineRounds.MEMORY, "")),
                true, HEAP, UNEXPLAINED);
        if (least == 1) {
            measures.goal("one rollback, times faster than Ansible", measures.median(ANSIBLE) / measures.median(alone), false, 10,
                    UNEXPLAINED);
            measures.goal("one rollback, seconds more than bash", measures.median(alone) - measures.median(BASH), true, 2,
                    UNEXPLAINED);
        }
        if (options.history() > 0) {
            String old = EngineRounds.named(most, EngineRounds.RATE, OLD);
            measures.goal("steps/s with " + options.history() + " old rows, share lost",
                    1 - measures.median(old) / measures.median(rate), true, 0.2, UNEXPLAINED);
        }
    }
}
