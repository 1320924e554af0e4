package dev.sternway.executor.maintenance;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sternway.base.ProblemException;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.maintenance.MaintenanceNginx.Page;
import dev.sternway.executor.traffic.HaproxyConsole;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** HAProxy answers 503 for the paths in one of its ACL files; entries are added and removed while it runs. */
public final class MaintenanceHaproxy implements Executor<MaintenanceHaproxy.Inputs> {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The list, and what users get. */
    public record Inputs(
            @JsonPropertyDescription(
                    "Target of type service with url unix:///run/haproxy/admin.sock or tcp://host:port, level admin.")
            @NotBlank
            String target,

            @JsonPropertyDescription(
                    "The ACL's file as the configuration names it, in: http-request return status 503 hdr Retry-After 60 if { path_beg -f FILE }.")
            @NotBlank
            @Pattern(regexp = "[A-Za-z0-9_./-]+")
            String acl,

            @JsonPropertyDescription("shown, or hidden as it was at arming.") @NotNull
            Page page,

            @JsonPropertyDescription("What the list gets; / for all paths when left out.")
            List<@Pattern(regexp = "[A-Za-z0-9_.~/%@:+,=-]+") String> paths,

            @JsonPropertyDescription("How users see it.") @NotNull @Valid
            PageOutside serves) {
        public Inputs {
            paths = paths == null || paths.isEmpty() ? List.of("/") : List.copyOf(paths);
        }

        boolean on() {
            return page == Page.SHOWN;
        }
    }

    @Override
    public String uses() {
        return "maintenance/haproxy";
    }

    @Override
    public String summary() {
        return "Lets HAProxy answer 503 with Retry-After for chosen paths, or serve again, and asks from outside.";
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
        HaproxyConsole console = HaproxyConsole.of(context, inputs.target());
        console.requireAdmin();
        TreeSet<String> now = listed(console, inputs);
        context.keepsakes().keep(key(inputs, "armed"), JSON.writeValueAsString(now));
        return Outcome.done(Map.of("kept", now.toString()));
    }

    @Override
    public Probe probe(Inputs inputs, StepContext context) throws Exception {
        try {
            TreeSet<String> now = listed(HaproxyConsole.of(context, inputs.target()), inputs);
            boolean so = now.equals(wanted(inputs, now, context))
                    && inputs.serves().once(inputs.on(), context).isEmpty();
            return so ? Probe.already("maintenance", now.toString()) : Probe.needed();
        } catch (Outcome.Thrown silent) {
            return Probe.unknown(String.valueOf(silent.getMessage()));
        }
    }

    @Override
    public Outcome run(Inputs inputs, StepContext context) throws Exception {
        HaproxyConsole console = HaproxyConsole.of(context, inputs.target());
        TreeSet<String> now = listed(console, inputs);
        if (kept(inputs, context.key(), context).isEmpty()) {
            context.keepsakes().keep(key(inputs, context.key()), JSON.writeValueAsString(now));
        }
        TreeSet<String> before = kept(inputs, context.key(), context).orElse(now);
        try {
            set(console, inputs, now, wanted(inputs, now, context), context);
            String lacks = inputs.serves().until(inputs.on(), context);
            return lacks.isEmpty()
                    ? Outcome.done(Map.of("paths", listed(console, inputs).toString()))
                    : unseen(inputs, lacks);
        } catch (StepContext.Cancelled cancelled) {
            putBack(console, inputs, before, context);
            throw cancelled;
        }
    }

    private static void putBack(HaproxyConsole console, Inputs inputs, TreeSet<String> before, StepContext context)
            throws StepContext.LeaseLost {
        try {
            set(console, inputs, listed(console, inputs), before, context.regardless());
        } catch (Outcome.Thrown | ProblemException trouble) {
            context.print("the list could not be set back: " + trouble.getMessage());
        }
    }

    @Override
    public Outcome verify(Inputs inputs, StepContext context) throws Exception {
        String lacks = inputs.serves().once(inputs.on(), context);
        return lacks.isEmpty()
                ? Outcome.done(Map.of("seen", inputs.on() ? "503 with Retry-After" : "no 503"))
                : unseen(inputs, lacks);
    }

    @Override
    public Outcome undo(Inputs inputs, StepContext context) throws Exception {
        Optional<TreeSet<String>> before = kept(inputs, context.key(), context);
        if (before.isPresent()) {
            HaproxyConsole console = HaproxyConsole.of(context, inputs.target());
            set(console, inputs, listed(console, inputs), before.get(), context);
        }
        return Outcome.done(Map.of("paths", before.map(TreeSet::toString).orElse("not set by this step")));
    }

    private static void set(
            HaproxyConsole console, Inputs inputs, TreeSet<String> now, TreeSet<String> wanted, StepContext context)
            throws Outcome.Thrown, StepContext.LeaseLost {
        for (String path : wanted) {
            if (!now.contains(path)) {
                context.stillMine();
                console.tell("add acl " + inputs.acl() + " " + path);
            }
        }
        for (String path : now) {
            if (!wanted.contains(path)) {
                context.stillMine();
                console.tell("del acl " + inputs.acl() + " " + path);
            }
        }
    }

    /** Off is as it was at arming; where nobody kept that, without the paths of this step. */
    private static TreeSet<String> wanted(Inputs inputs, TreeSet<String> now, StepContext context) throws IOException {
        TreeSet<String> wanted = new TreeSet<>(now);
        if (inputs.on()) {
            wanted.addAll(inputs.paths());
            return wanted;
        }
        Optional<TreeSet<String>> armed = kept(inputs, "armed", context);
        inputs.paths().forEach(wanted::remove);
        return armed.orElse(wanted);
    }

    private static TreeSet<String> listed(HaproxyConsole console, Inputs inputs) throws Outcome.Thrown {
        String answer = console.ask("show acl " + inputs.acl());
        TreeSet<String> listed = new TreeSet<>();
        for (String line : answer.lines().filter(it -> !it.isBlank()).toList()) {
            String[] parts = line.split(" ", 2);
            if (parts.length != 2 || !parts[0].startsWith("0x")) {
                throw ProblemException.of(
                        "SW-1141",
                        "HAProxy has no ACL with the file " + inputs.acl() + ": " + line,
                        inputs.acl(),
                        "Name the file as the configuration does; it must exist, and may be empty");
            }
            listed.add(parts[1].strip());
        }
        return listed;
    }

    private static Optional<TreeSet<String>> kept(Inputs inputs, String what, StepContext context) throws IOException {
        Optional<String> kept = context.keepsakes().find(key(inputs, what));
        return kept.isEmpty()
                ? Optional.empty()
                : Optional.of(new TreeSet<>(List.of(JSON.readValue(kept.get(), String[].class))));
    }

    private static String key(Inputs inputs, String what) {
        return "haproxy/" + inputs.target() + "/acl/" + inputs.acl() + "/" + what;
    }

    private static Outcome unseen(Inputs inputs, String lacks) {
        return Outcome.failed(
                "SW-1134",
                "The new list is not seen from outside: " + lacks,
                inputs.acl(),
                "See that a rule of the frontend uses this file, then choose again");
    }
}
