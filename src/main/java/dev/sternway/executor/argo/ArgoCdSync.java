package dev.sternway.executor.argo;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.JsonNode;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.http.Api;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** An application of Argo CD at an earlier revision of its repository. */
public final class ArgoCdSync implements Executor<ArgoCdSync.Inputs> {
    /** Which application, and where it goes back to. */
    public record Inputs(
            @JsonPropertyDescription("Target with Argo CD's url and a token that may get and sync the application.")
            @NotBlank
            String target,

            @JsonPropertyDescription("Name of the application.") @NotBlank
            String application,

            @JsonPropertyDescription("Namespace of the application, where it is not Argo CD's own.")
            @JsonProperty("application-namespace")
            Optional<@Size(min = 1) String> applicationNamespace,

            @JsonPropertyDescription("Commit, tag or chart version; what ran at arming when left out.")
            Optional<@Size(min = 1) String> revision,

            @JsonPropertyDescription("Remove what the revision does not have; false when left out.")
            boolean prune,

            @JsonPropertyDescription("So long may it take until the application is healthy; 10m when left out.")
            Duration timeout) {
        public Inputs {
            timeout = timeout == null ? Duration.ofMinutes(10) : timeout;
        }

        String key(String about) {
            return "argocd/" + about + "/" + target + "/" + applicationNamespace.orElse("") + "/" + application;
        }
    }

    @Override
    public String uses() {
        return "argocd/sync";
    }

    @Override
    public String summary() {
        return "Syncs an Argo CD application to an earlier revision and waits until it is healthy.";
    }

    @Override
    public Class<Inputs> inputs() {
        return Inputs.class;
    }

    @Override
    public Nature nature() {
        return Nature.PROBEABLE;
    }

    /** Argo CD renders the revision: it is still there. */
    @Override
    public Outcome ready(Inputs inputs, StepContext context) throws Exception {
        return asked(inputs, context, application -> {
            JsonNode now = application.get();
            String revision = inputs.revision().orElseGet(() -> Application.revision(now));
            if (revision.isEmpty()) {
                throw unknown(
                        "It was never synced from one repository: there is no revision to go back to", application);
            }
            application.requireMay(now);
            application.requireManifests(revision);
            if (inputs.revision().isEmpty()) {
                context.keepsakes().keep(inputs.key("armed"), revision);
            }
            Map<String, String> evidence = new TreeMap<>(Map.of("revision", revision));
            if (Application.automatic(now)) {
                evidence.put("auto-sync", "it is on: deploy/argocd-pause has to come before");
            }
            return Outcome.done(evidence);
        });
    }

    @Override
    public Probe probe(Inputs inputs, StepContext context) throws Exception {
        Outcome so = verify(inputs, context);
        return so instanceof Outcome.Done done ? new Probe.Already(done.evidence()) : Probe.needed();
    }

    @Override
    public Outcome run(Inputs inputs, StepContext context) throws Exception {
        return asked(inputs, context, application -> {
            String before = Application.revision(application.get());
            String wanted = wanted(inputs, context, application);
            if (!before.isEmpty() && !Application.isAt(application.get(), wanted)) {
                context.keepsakes().keep(inputs.key("before"), before);
            }
            return become(wanted, application, context);
        });
    }

    @Override
    public Outcome verify(Inputs inputs, StepContext context) throws Exception {
        return asked(inputs, context, application -> {
            String wanted = wanted(inputs, context, application);
            String left = Application.left(application.get(), wanted);
            return left.isEmpty()
                    ? Outcome.done(Map.of("revision", wanted))
                    : Outcome.failed(
                            "SW-1180",
                            inputs.application() + ": " + left + ", expected " + wanted,
                            application.where(),
                            "See who or what syncs it, then choose again");
        });
    }

    @Override
    public Outcome undo(Inputs inputs, StepContext context) throws Exception {
        return asked(inputs, context, application -> {
            Optional<String> before = context.keepsakes().find(inputs.key("before"));
            if (before.isEmpty()) {
                return Outcome.done(Map.of(inputs.application(), "not changed by this plan"));
            }
            Outcome done = become(before.get(), application, context);
            if (done instanceof Outcome.Done) {
                context.keepsakes().forget(inputs.key("before"));
            }
            return done;
        });
    }

    /** What an attempt that died has asked for is waited for, not asked for twice. */
    private static Outcome become(String wanted, Application application, StepContext context) throws Exception {
        JsonNode now = application.get();
        if (Application.automatic(now)) {
            throw Outcome.Thrown.refused(
                    "SW-1179",
                    "Auto-sync is on: Argo CD would refuse, or bring the new revision back",
                    application.where(),
                    "Put deploy/argocd-pause before this step");
        }
        String underWay = Application.underWay(now);
        if (!underWay.isEmpty() && !underWay.equals(wanted)) {
            return Outcome.failed(
                    "SW-1180",
                    "Argo CD is syncing it to " + underWay,
                    application.where(),
                    "Choose again when that has ended");
        }
        if (underWay.isEmpty() && !Application.isAt(now, wanted)) {
            context.stillMine();
            application.sync(wanted);
        }
        try {
            String[] left = {""};
            boolean arrived = new Waiting(context, application.inputs().timeout()).until(() -> {
                JsonNode then = application.get();
                left[0] = Application.left(then, wanted);
                boolean over = Application.underWay(then).isEmpty() && !Application.isAt(then, wanted);
                return over ? "" : left[0];
            });
            return arrived && left[0].isEmpty()
                    ? Outcome.done(Map.of("revision", wanted))
                    : Outcome.failed(
                            "SW-1180",
                            application.inputs().application() + ": " + left[0] + ", expected " + wanted,
                            application.where(),
                            "Look at the application, then choose again");
        } catch (StepContext.Cancelled stopped) {
            application.stop();
            throw stopped;
        }
    }

    private static String wanted(Inputs inputs, StepContext context, Application application) throws Outcome.Thrown {
        return inputs.revision()
                .or(() -> context.keepsakes().find(inputs.key("armed")))
                .orElseThrow(() -> unknown("Nobody noted at arming which revision ran", application));
    }

    private static Outcome.Thrown unknown(String what, Application application) {
        return Outcome.Thrown.refused(
                "SW-1177", what, application.where(), "Name revision, or arm the plan with this step in it");
    }

    private interface Task {
        Outcome with(Application application) throws Exception;
    }

    private static Outcome asked(Inputs inputs, StepContext context, Task task) throws Exception {
        try {
            return task.with(new Application(new Api(context, inputs.target(), Map.of()), inputs));
        } catch (Api.Unanswered silent) {
            return silent.outcome();
        }
    }
}
