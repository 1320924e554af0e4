package dev.sternway.executor.traffic;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sternway.base.ProblemException;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.traffic.HaproxyServers.Setting;
import dev.sternway.plan.shell.ShellSetting;
import dev.sternway.plan.shell.ShellStep;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Servers of HAProxy get their state and weight: those that take more traffic first, and the others when those run. */
public final class TrafficHaproxy implements Executor<TrafficHaproxy.Inputs> {
    private static final String NAME = "[A-Za-z0-9_.:-]+";

    /** The servers and what becomes of them. */
    public record Inputs(
            @JsonPropertyDescription(
                    "Target of type service with url unix:///run/haproxy/admin.sock or tcp://host:port, level admin.")
            @NotBlank
            String target,

            @JsonPropertyDescription("Name of the backend.") @NotBlank @Pattern(regexp = NAME)
            String backend,

            @JsonPropertyDescription("State and weight by the server's name.")
            Map<@Pattern(regexp = NAME) String, @Valid Setting> servers,

            @JsonPropertyDescription("true: all servers of the backend become as they were at arming.")
            boolean armed,

            @JsonPropertyDescription(
                    "How long servers that take traffic may need until HAProxy finds them up; 30s when left out.")
            @JsonProperty("up-within")
            Duration upWithin,

            @JsonPropertyDescription(
                    "So long they must be up without a break, longer than their checks take to fail; 6s when left out.")
            Duration settled,

            @JsonPropertyDescription(
                    "How long to wait until those that take none have no session any more; 60s when left out.")
            @JsonProperty("drained-within")
            Duration drainedWithin,

            @JsonPropertyDescription("How users see that it is so.")
            Optional<@Valid FromOutside> serves) {
        public Inputs {
            servers = servers == null ? Map.of() : Map.copyOf(servers);
            upWithin = upWithin == null ? Duration.ofSeconds(30) : upWithin;
            settled = settled == null ? Duration.ofSeconds(6) : settled;
            drainedWithin = drainedWithin == null ? Duration.ofSeconds(60) : drainedWithin;
        }

        @AssertTrue(message = "give either servers or armed: true")
        boolean isClear() {
            return servers.isEmpty() == armed;
        }
    }

    @Override
    public String uses() {
        return "traffic/haproxy";
    }

    @Override
    public String summary() {
        return "Sets state and weight of HAProxy's servers, and waits until the old ones have no session any more.";
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
    public Outcome ready(Inputs inputs, StepContext context) throws Outcome.Thrown {
        HaproxyConsole console = HaproxyConsole.of(context, inputs.target());
        console.requireAdmin();
        HaproxyServers servers = new HaproxyServers(console, inputs.backend());
        servers.settings(inputs.servers().keySet());
        Map<String, Setting> now = servers.settings();
        context.keepsakes().keep(key(inputs, "armed"), HaproxyServers.text(now));
        return Outcome.done(Map.of("kept", now.toString()));
    }

    @Override
    public Probe probe(Inputs inputs, StepContext context) throws Exception {
        Map<String, Setting> wanted = wanted(inputs, context);
        try {
            return HaproxySwitch.met(wanted, servers(inputs, context).settings(wanted.keySet()))
                    ? Probe.already("servers", wanted.toString())
                    : Probe.needed();
        } catch (Outcome.Thrown silent) {
            return Probe.unknown(String.valueOf(silent.getMessage()));
        }
    }

    @Override
    public Outcome run(Inputs inputs, StepContext context) throws Exception {
        Map<String, Setting> wanted = wanted(inputs, context);
        HaproxyServers servers = servers(inputs, context);
        String key = key(inputs, context.key());
        Map<String, Setting> now = servers.settings(wanted.keySet());
        if (context.keepsakes().find(key).isEmpty()) {
            context.keepsakes().keep(key, HaproxyServers.text(now));
        }
        Map<String, Setting> before =
                context.keepsakes().find(key).map(HaproxyServers::parse).orElse(now);
        HaproxySwitch change = new HaproxySwitch(servers, inputs.upWithin(), inputs.settled(), inputs.drainedWithin());
        try {
            Outcome outcome = change.become(wanted, before, context);
            if (!(outcome instanceof Outcome.Done) || inputs.serves().isEmpty()) {
                return outcome;
            }
            String lacks = inputs.serves().get().asking().until(context).unmet();
            return lacks.isEmpty() ? outcome : unseen(inputs, lacks);
        } catch (StepContext.Cancelled cancelled) {
            putBack(inputs, before, context);
            throw cancelled;
        }
    }

    private static void putBack(Inputs inputs, Map<String, Setting> before, StepContext context) {
        try {
            HaproxySwitch.set(servers(inputs, context.regardless()), before);
        } catch (Outcome.Thrown | ProblemException trouble) {
            context.print("the servers could not be set back: " + trouble.getMessage());
        }
    }

    @Override
    public Outcome verify(Inputs inputs, StepContext context) throws Exception {
        Map<String, Setting> wanted = wanted(inputs, context);
        Map<String, Setting> now = servers(inputs, context).settings(wanted.keySet());
        if (!HaproxySwitch.met(wanted, now)) {
            return Outcome.failed(
                    "SW-1142",
                    "The servers are " + now + ", wanted " + wanted,
                    inputs.backend(),
                    "See what else sets them, then choose again");
        }
        return Outcome.done(Map.of("servers", now.toString()));
    }

    /** Sets them as they were before, those that take more traffic first. */
    @Override
    public Outcome undo(Inputs inputs, StepContext context) throws Exception {
        Optional<Map<String, Setting>> before =
                context.keepsakes().find(key(inputs, context.key())).map(HaproxyServers::parse);
        if (before.isEmpty()) {
            return Outcome.done(Map.of("servers", "not set by this step"));
        }
        HaproxySwitch change = new HaproxySwitch(
                servers(inputs, context), inputs.upWithin(), inputs.settled(), inputs.drainedWithin());
        return change.become(before.get(), before.get(), context);
    }

    private static Outcome unseen(Inputs inputs, String lacks) {
        return Outcome.failed(
                "SW-1134",
                "The new servers are not seen from outside: " + lacks,
                inputs.backend(),
                "Look at what they answer, then choose again");
    }

    private static Map<String, Setting> wanted(Inputs inputs, StepContext context) {
        return inputs.armed()
                ? context.keepsakes()
                        .find(key(inputs, "armed"))
                        .map(HaproxyServers::parse)
                        .orElseThrow(() -> ProblemException.of(
                                "SW-1136",
                                "Nobody kept how the servers of " + inputs.backend() + " were at arming",
                                inputs.backend(),
                                "Arm the plan with this step in it, or name the servers"))
                : new TreeMap<>(inputs.servers());
    }

    private static HaproxyServers servers(Inputs inputs, StepContext context) {
        return new HaproxyServers(HaproxyConsole.of(context, inputs.target()), inputs.backend());
    }

    private static String key(Inputs inputs, String what) {
        return "haproxy/" + inputs.target() + "/" + inputs.backend() + "/" + what;
    }

    @Override
    public Optional<ShellStep> inShell(Inputs inputs, ShellSetting setting) {
        return HaproxyInShell.said(inputs, setting);
    }
}
