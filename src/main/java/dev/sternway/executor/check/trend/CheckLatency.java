package dev.sternway.executor.check.trend;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sternway.base.Problem;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.http.HttpAnswer;
import dev.sternway.executor.http.HttpCall;
import dev.sternway.executor.http.NotLetIn;
import dev.sternway.watch.condition.Chance;
import dev.sternway.watch.condition.Condition;
import dev.sternway.watch.condition.Unit;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** Whether answers are as quick and as good again as they were at arming. */
public final class CheckLatency implements Executor<CheckLatency.Inputs> {
    private static final double LIKELY = 0.05;
    private static final double EFFECT = 0.33;
    private static final int POINTS = 20;

    /** What is measured, and what is too much. */
    public record Inputs(
            @JsonPropertyDescription("Target with the base URL and the log-in.") @NotBlank
            String target,

            @JsonPropertyDescription("Path to ask with GET.") @NotBlank
            String path,

            @JsonPropertyDescription("Headers; a value secret:NAME is looked up.")
            Map<String, String> headers,

            @JsonPropertyDescription("The percentile that counts; 95 when left out.") @Min(1) @Max(100)
            Integer percentile,

            @JsonPropertyDescription(
                    "What is too slow, in milliseconds or against the baseline; > baseline + 50% when left out.")
            String breach,

            @JsonPropertyDescription("Which share of answers may not fail; > 1% when left out.")
            String errors,

            @JsonPropertyDescription("How long to measure; 1m when left out. At arming a fifth of it, at most 30s.")
            Duration over,

            @JsonPropertyDescription("Pause between two requests; 200ms when left out.")
            Duration every) {
        public Inputs {
            headers = headers == null ? Map.of() : Map.copyOf(headers);
            percentile = percentile == null ? 95 : percentile;
            breach = breach == null ? "> baseline + 50%" : breach;
            errors = errors == null ? "> 1%" : errors;
            over = over == null ? Duration.ofMinutes(1) : over;
            every = every == null ? Duration.ofMillis(200) : every;
        }
    }

    @Override
    public String uses() {
        return "check/latency";
    }

    @Override
    public String summary() {
        return "Checks that a service answers as quickly and as well as at arming, beyond chance.";
    }

    @Override
    public Class<Inputs> inputs() {
        return Inputs.class;
    }

    @Override
    public Nature nature() {
        return Nature.IDEMPOTENT;
    }

    /** Measures what is usual before the release. */
    @Override
    public Outcome ready(Inputs inputs, StepContext context) throws Exception {
        Condition.parse(inputs.breach());
        Condition.parse(inputs.errors());
        Duration fifth = inputs.over().dividedBy(5);
        Duration most = Duration.ofSeconds(30);
        Answers usual = Answers.of(call(inputs), inputs.every(), fifth.compareTo(most) > 0 ? most : fifth, context);
        if (usual.millis().isEmpty() && usual.notLetIn().isPresent()) {
            return new Outcome.Refused(usual.notLetIn().get());
        }
        if (usual.millis().isEmpty()) {
            return Outcome.failed(
                    "SW-1155",
                    "There is no baseline, no answer was good: " + usual.lastFailure(),
                    inputs.target(),
                    "Mend the service, then arm again");
        }
        context.keepsakes().keep(key(inputs), usual.text());
        return Outcome.done(Map.of("usual", usual.words(inputs.percentile())));
    }

    /** A check is always made anew. */
    @Override
    public Probe probe(Inputs inputs, StepContext context) {
        return Probe.needed();
    }

    @Override
    public Outcome run(Inputs inputs, StepContext context) throws Exception {
        Optional<Answers> usual = context.keepsakes().find(key(inputs)).map(Answers::parse);
        Condition breach = Condition.parse(inputs.breach());
        if (usual.isEmpty() && breach.relative()) {
            return Outcome.refused(
                    "SW-1136",
                    "Nobody measured at arming what is usual",
                    inputs.target(),
                    "Arm the plan with this step in it, or give breach in milliseconds");
        }
        Answers now = Answers.of(call(inputs), inputs.every(), inputs.over(), context);
        Map<String, String> evidence = new TreeMap<>();
        evidence.put("now", now.words(inputs.percentile()));
        usual.ifPresent(it -> evidence.put("usual", it.words(inputs.percentile())));
        Condition.Judgement failing = Condition.parse(inputs.errors()).judge(now.failedShare(), OptionalDouble.empty());
        if (failing.holds() && now.notLetIn().isPresent()) {
            return new Outcome.Failed(now.notLetIn().get(), false);
        }
        if (failing.holds()) {
            return worse(
                    inputs,
                    "Of " + now.all() + " requests " + now.failed() + " failed: " + failing.why() + "; the last: "
                            + now.lastFailure());
        }
        OptionalDouble before = usual.map(it -> OptionalDouble.of(it.percentile(inputs.percentile())))
                .orElse(OptionalDouble.empty());
        Condition.Judgement slow = breach.judge(now.percentile(inputs.percentile()), before, Unit.MILLIS);
        evidence.put("percentile " + inputs.percentile(), slow.why());
        if (slow.holds() && breach.relative() && usual.isPresent()) {
            Condition.Judgement chance =
                    new Chance(true, LIKELY, EFFECT, POINTS).judge(usual.get().millis(), now.millis());
            evidence.put("chance", chance.why());
            boolean few = Math.min(usual.get().millis().size(), now.millis().size()) < POINTS;
            return chance.holds() || few
                    ? worse(inputs, "Answers are slow: " + slow.why() + "; " + chance.why())
                    : Outcome.done(evidence);
        }
        return slow.holds() ? worse(inputs, "Answers are slow: " + slow.why()) : Outcome.done(evidence);
    }

    private static Outcome worse(Inputs inputs, String what) {
        return Outcome.failed(
                "SW-1155", what, inputs.target() + " " + inputs.path(), "Wait and choose again, or look at its load");
    }

    private static HttpCall call(Inputs inputs) {
        return new HttpCall(
                inputs.target(), "GET", inputs.path(), inputs.headers(), Optional.empty(), Duration.ofSeconds(10));
    }

    private static String key(Inputs inputs) {
        return "latency/" + inputs.target() + inputs.path();
    }

    /**
     * @param millis how long good answers took
     * @param lastFailure in words; blank when none failed
     * @param notLetIn when the last failure was that
     */
    record Answers(List<Double> millis, int failed, String lastFailure, Optional<Problem> notLetIn) {
        private static final int MOST = 500;

        Answers {
            millis = List.copyOf(millis);
        }

        static Answers of(HttpCall call, Duration every, Duration over, StepContext context)
                throws InterruptedException, StepContext.LeaseLost {
            List<Double> millis = new ArrayList<>();
            int failed = 0;
            String lastFailure = "";
            Optional<Problem> notLetIn = Optional.empty();
            long start = System.nanoTime();
            do {
                context.stillMine();
                long sent = System.nanoTime();
                String bad = "";
                try {
                    HttpAnswer answer = call.send(context);
                    if (answer.status() >= 500 || answer.status() == 429 || NotLetIn.is(answer.status())) {
                        bad = call.where(context) + " answers " + answer.status();
                        notLetIn = NotLetIn.problem(call, answer, context);
                    }
                } catch (java.io.IOException silent) {
                    bad = call.where(context) + " got no answer: " + silent.getMessage();
                    notLetIn = Optional.empty();
                }
                if (bad.isEmpty()) {
                    millis.add((System.nanoTime() - sent) / 1e6);
                } else {
                    failed++;
                    lastFailure = bad;
                }
                context.work().pause(every);
            } while (System.nanoTime() - start < over.toNanos());
            return new Answers(millis, failed, lastFailure, notLetIn);
        }

        int all() {
            return millis.size() + failed;
        }

        double failedShare() {
            return all() == 0 ? 1 : (double) failed / all();
        }

        double percentile(int which) {
            List<Double> sorted = millis.stream().sorted().toList();
            int at = (int) Math.ceil(which / 100.0 * sorted.size()) - 1;
            return sorted.isEmpty() ? Double.MAX_VALUE : sorted.get(Math.max(0, at));
        }

        String words(int which) {
            return all() + " requests, " + failed + " failed, half within " + Math.round(percentile(50)) + " ms, "
                    + which + " % within " + Math.round(percentile(which)) + " ms";
        }

        String text() {
            List<String> some = new ArrayList<>();
            int step = Math.max(1, millis.size() / MOST);
            for (int i = 0; i < millis.size(); i += step) {
                some.add(String.format(java.util.Locale.ROOT, "%.2f", millis.get(i)));
            }
            return failed + " " + String.join(" ", some);
        }

        static Answers parse(String text) {
            String[] parts = text.split(" ");
            List<Double> millis = new ArrayList<>();
            for (int i = 1; i < parts.length; i++) {
                millis.add(Double.parseDouble(parts[i]));
            }
            return new Answers(millis, Integer.parseInt(parts[0]), "", Optional.empty());
        }
    }
}
