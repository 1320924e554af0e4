package dev.sternway.executor.kubernetes.objects;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.kubernetes.Cluster;
import dev.sternway.executor.kubernetes.Kind;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Ingresses lead to a maintenance page, and exactly to where they led before. */
public final class IngressMaintenance implements Executor<IngressMaintenance.Inputs> {
    /** Which ingresses, and what they do meanwhile. */
    public record Inputs(
            @JsonPropertyDescription("Target of type kubernetes.") @NotBlank
            String target,

            @JsonPropertyDescription("Namespace; the target's own when left out.")
            Optional<String> namespace,

            @JsonPropertyDescription("Names of the ingresses.") @NotEmpty
            List<@NotBlank String> ingresses,

            @JsonPropertyDescription("shown, or hidden as before it was shown.") @NotNull
            Page page,

            @JsonPropertyDescription("The service that answers with the page, for every path.")
            Optional<@Valid Backend> backend,

            @JsonPropertyDescription("Annotations that make the controller answer with the page.")
            Map<@NotBlank String, @NotNull String> annotations) {
        public Inputs {
            ingresses = ingresses == null ? List.of() : List.copyOf(ingresses);
            annotations = annotations == null ? Map.of() : Map.copyOf(annotations);
        }

        @AssertTrue(message = "give backend, annotations, or both")
        boolean isClear() {
            return backend.isPresent() || !annotations.isEmpty();
        }

        boolean on() {
            return page == Page.SHOWN;
        }
    }

    /** A service in the ingresses' namespace. */
    public record Backend(
            @JsonPropertyDescription("Its name.") @NotBlank String service,

            @JsonPropertyDescription("Number or name of its port.") @NotBlank
            String port) {}

    /** Whether the page is shown. */
    public enum Page {
        @JsonProperty("shown")
        SHOWN,
        @JsonProperty("hidden")
        HIDDEN
    }

    @Override
    public String uses() {
        return "kubernetes/ingress-maintenance";
    }

    @Override
    public String summary() {
        return "Lets ingresses lead to a maintenance page, by backend or annotations, and back to exactly where they led.";
    }

    @Override
    public Class<Inputs> inputs() {
        return Inputs.class;
    }

    @Override
    public Nature nature() {
        return Nature.PROBEABLE;
    }

    @Override
    public Outcome ready(Inputs inputs, StepContext context) throws Exception {
        try (Cluster cluster = open(inputs, context)) {
            Map<String, String> evidence = new TreeMap<>();
            for (String name : inputs.ingresses()) {
                Ingress ingress = ingress(inputs, cluster, name);
                boolean shown = ingress.isShown();
                cluster.requireMay(Kind.INGRESS, name, "get", "patch");
                if (shown && ingress.before().isEmpty()) {
                    return Outcome.refused(
                            "SW-1144",
                            "The maintenance page was on when the plan was armed",
                            cluster.where(Kind.INGRESS, name),
                            "Switch it off by hand, or arm the plan while it is off");
                }
                evidence.put("ingress " + name, shown ? "shows the page" : "leads to the application");
            }
            return Outcome.done(evidence);
        }
    }

    @Override
    public Probe probe(Inputs inputs, StepContext context) throws Exception {
        try (Cluster cluster = open(inputs, context)) {
            return lacking(inputs, cluster).isEmpty()
                    ? Probe.already("maintenance", inputs.on() ? "on" : "off")
                    : Probe.needed();
        }
    }

    @Override
    public Outcome run(Inputs inputs, StepContext context) throws Exception {
        return become(inputs, context, inputs.on());
    }

    @Override
    public Outcome verify(Inputs inputs, StepContext context) throws Exception {
        try (Cluster cluster = open(inputs, context)) {
            List<String> lacking = lacking(inputs, cluster);
            return lacking.isEmpty()
                    ? Outcome.done(Map.of("maintenance", inputs.on() ? "on" : "off"))
                    : Outcome.failed(
                            "SW-1169",
                            "Not as they were set: " + String.join(", ", lacking),
                            inputs.target(),
                            "See who or what writes these ingresses, then choose again");
        }
    }

    @Override
    public Outcome undo(Inputs inputs, StepContext context) throws Exception {
        return become(inputs, context, !inputs.on());
    }

    private static Outcome become(Inputs inputs, StepContext context, boolean on) throws Exception {
        try (Cluster cluster = open(inputs, context)) {
            List<String> turned = new ArrayList<>();
            try {
                for (String name : inputs.ingresses()) {
                    if (turn(ingress(inputs, cluster, name), on)) {
                        turned.add(name);
                    }
                }
            } catch (StepContext.Cancelled cancelled) {
                turnBack(inputs, turned, on, context.regardless());
                throw cancelled;
            }
            return Outcome.done(Map.of("maintenance", on ? "on" : "off"));
        }
    }

    /** Whether there was anything to do. */
    private static boolean turn(Ingress ingress, boolean on) throws Exception {
        if (ingress.isShown() == on) {
            return false;
        }
        if (on) {
            ingress.show();
        } else {
            ingress.hide();
        }
        return true;
    }

    private static void turnBack(Inputs inputs, List<String> turned, boolean on, StepContext context) throws Exception {
        try (Cluster cluster = open(inputs, context)) {
            for (String name : turned) {
                turn(ingress(inputs, cluster, name), !on);
            }
        } catch (Outcome.Thrown trouble) {
            context.print("the ingresses could not be set back: " + trouble.getMessage());
        }
    }

    private static List<String> lacking(Inputs inputs, Cluster cluster) throws Outcome.Thrown {
        List<String> lacking = new ArrayList<>();
        for (String name : inputs.ingresses()) {
            if (ingress(inputs, cluster, name).isShown() != inputs.on()) {
                lacking.add(name);
            }
        }
        return lacking;
    }

    private static Ingress ingress(Inputs inputs, Cluster cluster, String name) throws Outcome.Thrown {
        return new Ingress(
                cluster,
                name,
                cluster.get(Kind.INGRESS, name),
                Ingress.backend(inputs.backend()),
                inputs.annotations());
    }

    private static Cluster open(Inputs inputs, StepContext context) {
        return Cluster.open(context, inputs.target(), inputs.namespace());
    }
}
