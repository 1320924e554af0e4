package dev.sternway.executor.consul;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.http.Api;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keys of Consul with the values that they had at arming, all at one stroke. */
public final class ConsulKv implements Executor<ConsulKv.Inputs> {
    /** As many as one transaction takes. */
    private static final int MOST = 64;

    /** Which keys. */
    public record Inputs(
            @JsonPropertyDescription("Target with Consul's url and a token that may read and write the keys.") @NotBlank
            String target,

            @JsonPropertyDescription(
                    "Whole keys, without a slash in front. One that was not there at arming is removed.")
            @NotEmpty
            @Size(max = MOST)
            List<@NotNull @Pattern(regexp = "[^/\\s][^\\n]*", message = "is a key like shop/api/limit") String> keys,

            @JsonPropertyDescription("Datacenter; that of the asked agent when left out.")
            Optional<@Size(min = 1) String> datacenter) {
        public Inputs {
            keys = keys == null ? List.of() : List.copyOf(keys);
        }
    }

    @Override
    public String uses() {
        return "consul/kv";
    }

    @Override
    public String summary() {
        return "Puts keys of Consul back to what they were at arming, all or none, where nobody changes them meanwhile.";
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
        return asked(inputs, context, store -> {
            store.keep(KeptKeys.ARMED, store.read());
            return Outcome.done(Map.of("kept", inputs.keys().size() + " keys"));
        });
    }

    @Override
    public Probe probe(Inputs inputs, StepContext context) throws Exception {
        Outcome so = verify(inputs, context);
        return so instanceof Outcome.Done done ? new Probe.Already(done.evidence()) : Probe.needed();
    }

    @Override
    public Outcome run(Inputs inputs, StepContext context) throws Exception {
        return asked(inputs, context, store -> {
            Map<String, KeptKeys.Value> wanted = store.kept(KeptKeys.ARMED);
            Map<String, KeptKeys.Value> now = store.read();
            if (KeptKeys.differing(wanted, now).isEmpty()) {
                return Outcome.done(Map.of("changed", "nothing"));
            }
            store.keep(KeptKeys.BEFORE, now);
            return store.write(wanted, now);
        });
    }

    @Override
    public Outcome verify(Inputs inputs, StepContext context) throws Exception {
        return asked(inputs, context, store -> {
            List<String> others = KeptKeys.differing(store.kept(KeptKeys.ARMED), store.read());
            return others.isEmpty()
                    ? Outcome.done(Map.of("as at arming", String.join(", ", inputs.keys())))
                    : Outcome.failed(
                            "SW-1184",
                            "Not as at arming: " + String.join(", ", others),
                            inputs.target(),
                            "See who or what writes them, then choose again");
        });
    }

    @Override
    public Outcome undo(Inputs inputs, StepContext context) throws Exception {
        return asked(inputs, context, store -> {
            if (!store.isKept(KeptKeys.BEFORE)) {
                return Outcome.done(Map.of("changed", "nothing by this plan"));
            }
            Outcome done = store.write(store.kept(KeptKeys.BEFORE), store.read());
            if (done instanceof Outcome.Done) {
                store.forget(KeptKeys.BEFORE);
            }
            return done;
        });
    }

    private interface Task {
        Outcome with(KeptKeys store) throws Exception;
    }

    private static Outcome asked(Inputs inputs, StepContext context, Task task) throws Exception {
        try {
            return task.with(new KeptKeys(new Api(context, inputs.target(), Map.of()), inputs));
        } catch (Api.Unanswered silent) {
            return silent.outcome();
        }
    }
}
