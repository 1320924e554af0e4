package dev.sternway.executor.kubernetes;

import dev.sternway.plan.Target;
import dev.sternway.plan.shell.Needs;
import dev.sternway.plan.shell.Shell;
import dev.sternway.plan.shell.ShellSetting;
import dev.sternway.plan.shell.ShellStep;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The same by kubectl, as whoever runs it. */
final class KubectlInShell {
    private static final Needs KUBECTL = Needs.command("kubectl", "Debian: apt-get install kubernetes-client");

    private KubectlInShell() {}

    static Optional<ShellStep> rollout(RolloutUndo.Inputs inputs, ShellSetting setting) {
        String kubectl = kubectl(inputs.target(), inputs.namespace(), setting);
        String workload = Shell.word(inputs.workload());
        return inputs.revision()
                .map(number -> said(
                        "takes " + inputs.workload() + " back to revision " + number,
                        kubectl + " rollout undo " + workload + " --to-revision=" + number + "\n"
                                + status(kubectl, inputs.workload(), inputs.timeout()),
                        kubectl));
    }

    static Optional<ShellStep> scale(Scale.Inputs inputs, ShellSetting setting) {
        if (inputs.workloads().stream().anyMatch(it -> it.replicas().isEmpty())) {
            return Optional.empty();
        }
        String kubectl = kubectl(inputs.target(), inputs.namespace(), setting);
        String run = inputs.workloads().stream()
                .sorted(java.util.Comparator.comparing(it -> it.replicas().orElseThrow() == 0))
                .map(it -> kubectl + " scale " + Shell.word(it.workload()) + " --replicas="
                        + it.replicas().orElseThrow() + "\n" + status(kubectl, it.workload(), inputs.timeout()))
                .collect(Collectors.joining("\n"));
        return Optional.of(said(
                "scales "
                        + inputs.workloads().stream()
                                .map(it ->
                                        it.workload() + " to " + it.replicas().orElseThrow())
                                .collect(Collectors.joining(", ")),
                run,
                kubectl));
    }

    static Optional<ShellStep> image(Image.Inputs inputs, ShellSetting setting) {
        if (inputs.images().isEmpty()) {
            return Optional.empty();
        }
        String kubectl = kubectl(inputs.target(), inputs.namespace(), setting);
        String images = inputs.images().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(it -> " " + Shell.word(it.getKey() + "=" + it.getValue()))
                .collect(Collectors.joining());
        return Optional.of(said(
                "lets " + inputs.workload() + " run" + images,
                kubectl + " set image " + Shell.word(inputs.workload()) + images + "\n"
                        + status(kubectl, inputs.workload(), inputs.timeout()),
                kubectl));
    }

    static Optional<ShellStep> ready(Ready.Inputs inputs, ShellSetting setting) {
        String kubectl = kubectl(inputs.target(), inputs.namespace(), setting);
        return Optional.of(said(
                "waits until all pods of " + String.join(", ", inputs.workloads()) + " are ready",
                inputs.workloads().stream()
                        .map(it -> status(kubectl, it, inputs.timeout()))
                        .collect(Collectors.joining("\n")),
                kubectl));
    }

    private static ShellStep said(String does, String run, String kubectl) {
        return ShellStep.of(
                does,
                run,
                KUBECTL.and(Needs.check(
                        kubectl + " auth can-i get pods -q",
                        "kubectl is not logged in to the cluster; see kubectl config get-contexts")));
    }

    private static String status(String kubectl, String workload, Duration timeout) {
        return kubectl + " rollout status " + Shell.word(workload) + " --timeout=" + timeout.toSeconds() + "s";
    }

    private static String kubectl(String target, Optional<String> namespace, ShellSetting setting) {
        Optional<Target.Kubernetes> how = setting.target(target).kubernetes();
        return List.of(
                        Optional.of("kubectl"),
                        how.flatMap(Target.Kubernetes::context).map(it -> "--context=" + Shell.word(it)),
                        namespace
                                .or(() -> how.flatMap(Target.Kubernetes::namespace))
                                .map(it -> "--namespace=" + Shell.word(it)))
                .stream()
                .flatMap(Optional::stream)
                .collect(Collectors.joining(" "));
    }
}
