package dev.sternway.executor.springcloud;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.JsonNode;
import dev.sternway.base.DurationText;
import dev.sternway.base.Problem;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.http.HttpInShell;
import dev.sternway.plan.shell.Needs;
import dev.sternway.plan.shell.ShellSetting;
import dev.sternway.plan.shell.ShellStep;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Instances of an application take the configuration anew that was put back before, and show that they have it. */
public final class SpringCloudRefresh implements Executor<SpringCloudRefresh.Inputs> {
    /** A page of the application itself that shows its configuration. */
    public record Shows(
            @JsonPropertyDescription("Path to ask with GET, for example /actuator/info.")
            @NotBlank
            @Pattern(regexp = "/.*")
            String path,

            @JsonPropertyDescription("Values, by JSON pointer, that it shows with the wanted configuration.") @NotEmpty
            Map<@Pattern(regexp = "(/.*)?") String, JsonNode> json) {
        public Shows {
            json = json == null ? Map.of() : Map.copyOf(json);
        }
    }

    /** Which instances, and how they show what they have. */
    public record Inputs(
            @JsonPropertyDescription("One target for each instance, with its own URL and the log-in of its actuator.")
            @NotEmpty
            List<@NotBlank String> targets,

            @JsonPropertyDescription(
                    "Ask the first instance to tell all others over Spring Cloud Bus (busrefresh); false when left out.")
            boolean bus,

            @JsonPropertyDescription("Path of the actuator; /actuator when left out.") @Pattern(regexp = "/.*[^/]")
            String actuator,

            @JsonPropertyDescription(
                    "Properties with the values they have to have, as the actuator's env endpoint shows them.")
            Map<@Pattern(regexp = "[\\w.\\[\\]-]+") String, String> env,

            @JsonPropertyDescription("A page that shows the configuration, where env is not exposed or hides values.")
            Optional<@Valid Shows> shows,

            @JsonPropertyDescription("How long each instance has to show it; 30s when left out.")
            Duration within) {
        public Inputs {
            targets = targets == null ? List.of() : List.copyOf(targets);
            actuator = actuator == null ? "/actuator" : actuator;
            env = env == null ? Map.of() : Map.copyOf(env);
            within = within == null ? Duration.ofSeconds(30) : within;
        }

        @AssertTrue(message = "give env, or shows: a refresh that nobody looks at proves nothing")
        boolean isProof() {
            return !env.isEmpty() || shows.isPresent();
        }

        String endpoint() {
            return bus ? "busrefresh" : "refresh";
        }
    }

    @Override
    public String uses() {
        return "spring-cloud/refresh";
    }

    @Override
    public String summary() {
        return "Lets instances with Spring Cloud take their configuration anew, and waits until each shows the wanted values.";
    }

    @Override
    public Class<Inputs> inputs() {
        return Inputs.class;
    }

    @Override
    public Nature nature() {
        return Nature.IDEMPOTENT;
    }

    @Override
    public String whyByHand() {
        return "a refresh takes what the configuration says: put that back, then refresh again";
    }

    /** Whether every instance answers, lets this log-in in, can be refreshed and shows what is asked for. */
    @Override
    public Outcome ready(Inputs inputs, StepContext context) throws Exception {
        for (Instance instance : instances(inputs, context)) {
            instance.requireRefreshable();
            instance.lacks();
        }
        return Outcome.done(Map.of("instances", String.valueOf(inputs.targets().size())));
    }

    @Override
    public Probe probe(Inputs inputs, StepContext context) throws Exception {
        for (Instance instance : instances(inputs, context)) {
            try {
                if (!instance.lacks().isEmpty()) {
                    return Probe.needed();
                }
            } catch (Outcome.Thrown silent) {
                return Probe.unknown(String.valueOf(silent.getMessage()));
            }
        }
        return Probe.already("instances", inputs.targets().size() + " show it already");
    }

    /** An instance that cannot be refreshed does not keep the others from it. */
    @Override
    public Outcome run(Inputs inputs, StepContext context) throws Exception {
        List<Instance> instances = instances(inputs, context);
        Map<String, String> evidence = new TreeMap<>();
        List<Outcome.Failed> failed = new ArrayList<>();
        for (Instance instance : inputs.bus() ? instances.subList(0, 1) : instances) {
            context.stillMine();
            try {
                evidence.put(instance.target(), instance.refresh());
            } catch (Outcome.Thrown silent) {
                if (silent.outcome() instanceof Outcome.Failed failure) {
                    context.print(failure.problem().what());
                    failed.add(failure);
                }
            }
        }
        if (failed.isEmpty()) {
            return Outcome.done(evidence);
        }
        Problem first = failed.get(0).problem();
        String all = failed.stream().map(it -> it.problem().what()).collect(Collectors.joining("; "));
        boolean mayPass = failed.stream().allMatch(Outcome.Failed::retryable);
        return new Outcome.Failed(new Problem(first.code(), all, first.where(), first.next()), mayPass);
    }

    @Override
    public Outcome verify(Inputs inputs, StepContext context) throws Exception {
        long start = System.nanoTime();
        List<String> wrong = new ArrayList<>();
        for (Instance instance : instances(inputs, context)) {
            String lacks = instance.await(inputs.within().minusNanos(System.nanoTime() - start));
            if (!lacks.isEmpty()) {
                wrong.add(lacks);
            }
        }
        return wrong.isEmpty()
                ? Outcome.done(Map.of("instances", inputs.targets().size() + " show it"))
                : Outcome.failed(
                        "SW-0344",
                        "After " + DurationText.format(inputs.within()) + " not all show the wanted configuration: "
                                + String.join("; ", wrong),
                        String.join(", ", inputs.targets()),
                        "See that the configuration was put back where the instances take it from, then choose again");
    }

    private static List<Instance> instances(Inputs inputs, StepContext context) {
        return inputs.targets().stream()
                .map(target -> new Instance(context, inputs, target))
                .toList();
    }

    @Override
    public Optional<ShellStep> inShell(Inputs inputs, ShellSetting setting) {
        List<String> refreshes = new ArrayList<>();
        List<String> probes = new ArrayList<>();
        List<String> waits = new ArrayList<>();
        Needs needs = Needs.NOTHING;
        for (String target : inputs.targets()) {
            if (!inputs.bus() || refreshes.isEmpty()) {
                HttpInShell refresh = HttpInShell.of(Instance.refreshing(inputs, target), setting);
                needs = needs.and(refresh.needs());
                refreshes.add(refresh.send(" || return 1"));
                refreshes.add(HttpInShell.meets(Instance.SUCCESS, " || return 1"));
            }
            for (Instance.Question question : Instance.questions(inputs, target)) {
                HttpInShell asks = HttpInShell.of(question.call(), setting);
                needs = needs.and(asks.needs());
                probes.add(asks.send(" || return 2"));
                probes.add(HttpInShell.meets(question.expected(), " || return 1"));
                waits.add(question.asking(inputs.within()).inShell(asks));
            }
        }
        return Optional.of(ShellStep.of(
                        "refreshes " + String.join(", ", inputs.targets()) + " through " + inputs.actuator() + "/"
                                + inputs.endpoint(),
                        String.join("\n", refreshes),
                        needs)
                .probing(String.join("\n", probes))
                .verifying(String.join("\n", waits)));
    }
}
