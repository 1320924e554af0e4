package dev.sternway.executor.frontend;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.plan.yaml.PlanMapper;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** What browsers get is the build of before, down to the last byte of its scripts and styles. */
public final class CheckServed implements Executor<CheckServed.Inputs> {
    private static final int NAMED = 5;
    private static final int ID = 12;

    /** The page. */
    public record Inputs(
            @JsonPropertyDescription("Target with the address that browsers use, behind the CDN where there is one.")
            @NotBlank
            String target,

            @JsonPropertyDescription("Path of the page; / when left out.") @Pattern(regexp = "/.*")
            String path,

            @JsonPropertyDescription("For each file; 10s when left out.")
            Duration timeout) {
        public Inputs {
            path = path == null ? "/" : path;
            timeout = timeout == null ? Duration.ofSeconds(10) : timeout;
        }

        ServedPage page() {
            return new ServedPage(target, path, timeout);
        }

        String note() {
            return "served/" + target + path;
        }
    }

    @Override
    public String uses() {
        return "check/served";
    }

    @Override
    public String summary() {
        return "Checks that the page with its scripts and styles is served as at arming, whatever caches are between.";
    }

    @Override
    public Class<Inputs> inputs() {
        return Inputs.class;
    }

    @Override
    public Nature nature() {
        return Nature.IDEMPOTENT;
    }

    /** A page that differs from one request to the next cannot be compared. */
    @Override
    public Outcome ready(Inputs inputs, StepContext context) throws Exception {
        Map<String, String> first = inputs.page().digests(context);
        List<String> restless = differences(first, inputs.page().digests(context));
        if (!restless.isEmpty()) {
            throw Outcome.Thrown.refused(
                    "SW-1118",
                    "Two requests in a row differ: " + String.join("; ", restless),
                    inputs.target(),
                    "Name a page that is the same for everybody, for example /index.html");
        }
        context.keepsakes().keep(inputs.note(), PlanMapper.json().writeValueAsString(first));
        return Outcome.done(
                Map.of("files", String.valueOf(first.size()), "page", first.getOrDefault(inputs.path(), "")));
    }

    /** A check is always made anew. */
    @Override
    public Probe probe(Inputs inputs, StepContext context) {
        return Probe.needed();
    }

    @Override
    public Outcome run(Inputs inputs, StepContext context) throws Exception {
        Optional<String> noted = context.keepsakes().find(inputs.note());
        if (noted.isEmpty()) {
            throw Outcome.Thrown.refused(
                    "SW-1118",
                    "Nobody noted at arming what " + inputs.path() + " looked like",
                    inputs.target(),
                    "Arm the plan before the release");
        }
        Map<String, String> armed = PlanMapper.json().readValue(noted.get(), new TypeReference<>() {});
        List<String> different = differences(armed, inputs.page().digests(context));
        return different.isEmpty()
                ? Outcome.done(Map.of("files", armed.size() + " as at arming"))
                : Outcome.failed(
                        "SW-1118",
                        "Not the build of arming is served: " + String.join("; ", different),
                        inputs.target(),
                        "Purge the caches in between, then choose again");
    }

    private static List<String> differences(Map<String, String> armed, Map<String, String> now) {
        TreeSet<String> all = new TreeSet<>(armed.keySet());
        all.addAll(now.keySet());
        List<String> different = new ArrayList<>();
        for (String file : all) {
            String was = armed.getOrDefault(file, "");
            String is = now.getOrDefault(file, "");
            if (!was.equals(is)) {
                different.add(file
                        + (is.isEmpty()
                                ? " is gone"
                                : was.isEmpty() ? " is new" : " is " + id(is) + ", was " + id(was)));
            }
        }
        int more = different.size() - NAMED;
        return more <= 0
                ? different
                : java.util.stream.Stream.concat(
                                different.stream().limit(NAMED), java.util.stream.Stream.of(more + " more"))
                        .toList();
    }

    private static String id(String digest) {
        return digest.substring(0, Math.min(ID, digest.length()));
    }
}
