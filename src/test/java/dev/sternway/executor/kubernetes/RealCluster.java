package dev.sternway.executor.kubernetes;

import dev.sternway.plan.Target;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.springframework.util.FileSystemUtils;

/** etcd, kube-apiserver and kube-controller-manager; this is the kubelet, as far as pods have to get ready. */
final class RealCluster extends TestCluster {
    private final Path folder;
    private final List<Process> processes = new ArrayList<>();
    private final int port = free();
    private final KubernetesClient client;

    RealCluster(Path programs) {
        try {
            folder = Files.createTempDirectory("kubernetes");
            int store = free();
            String etcd = "http://127.0.0.1:" + store;
            Files.writeString(
                    folder.resolve("tokens"), ADMIN + ",admin,1,system:masters\n" + READER + ",reader,2,readers\n");
            start("openssl", "genrsa", "-out", "sa.key", "2048").waitFor();
            start(
                    "etcd",
                    "--data-dir=data",
                    "--listen-client-urls=" + etcd,
                    "--advertise-client-urls=" + etcd,
                    "--listen-peer-urls=http://127.0.0.1:" + free());
            start(
                    programs.resolve("kube-apiserver").toString(),
                    "--etcd-servers=" + etcd,
                    "--secure-port=" + port,
                    "--bind-address=127.0.0.1",
                    "--cert-dir=certs",
                    "--token-auth-file=tokens",
                    "--authorization-mode=RBAC",
                    "--service-account-key-file=sa.key",
                    "--service-account-signing-key-file=sa.key",
                    "--service-account-issuer=https://local",
                    "--service-cluster-ip-range=10.0.0.0/24",
                    "--disable-admission-plugins=ServiceAccount");
            Config config = new ConfigBuilder(Config.empty())
                    .withMasterUrl(url())
                    .withOauthToken(ADMIN)
                    .withTrustCerts(true)
                    .withDisableHostnameVerification(true)
                    .build();
            client = new KubernetesClientBuilder().withConfig(config).build();
            Awaitility.await()
                    .atMost(Duration.ofMinutes(2))
                    .ignoreException(KubernetesClientException.class)
                    .until(() -> client.namespaces().withName(NAMESPACE).get() != null);
            kubeconfig();
            start(
                    programs.resolve("kube-controller-manager").toString(),
                    "--kubeconfig=kubeconfig",
                    "--port=0",
                    "--secure-port=0",
                    "--leader-elect=false",
                    "--controllers=deployment,replicaset,statefulset,daemonset");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        client.rbac()
                .clusterRoleBindings()
                .resource(new ClusterRoleBindingBuilder()
                        .withNewMetadata()
                        .withName("readers")
                        .endMetadata()
                        .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", "view")
                        .addNewSubject("rbac.authorization.k8s.io", "Group", "readers", null)
                        .build())
                .create();
        client.pods().inNamespace(NAMESPACE).inform(new Kubelet());
    }

    private final class Kubelet implements ResourceEventHandler<Pod> {
        @Override
        public void onAdd(Pod pod) {
            boolean broken = pod.getSpec().getContainers().get(0).getImage().contains("broken");
            PodStatus status = broken
                    ? pulling()
                    : new PodStatusBuilder()
                            .withPhase("Running")
                            .addNewCondition()
                            .withType("Ready")
                            .withStatus("True")
                            .endCondition()
                            .build();
            client.pods()
                    .inNamespace(NAMESPACE)
                    .resource(new PodBuilder(pod)
                            .editMetadata()
                            .withResourceVersion(null)
                            .endMetadata()
                            .withStatus(status)
                            .build())
                    .patchStatus();
        }

        @Override
        public void onUpdate(Pod before, Pod now) {}

        @Override
        public void onDelete(Pod pod, boolean unknown) {}
    }

    static PodStatus pulling() {
        return new PodStatusBuilder()
                .withPhase("Pending")
                .addNewContainerStatus()
                .withName("api")
                .withImage("")
                .withImageID("")
                .withReady(false)
                .withRestartCount(0)
                .withNewState()
                .withNewWaiting("Back-off pulling image", "ImagePullBackOff")
                .endState()
                .endContainerStatus()
                .build();
    }

    private void kubeconfig() throws IOException {
        Files.writeString(folder.resolve("kubeconfig"), """
                apiVersion: v1
                kind: Config
                current-context: it
                clusters: [{name: it, cluster: {server: "%s", insecure-skip-tls-verify: true}}]
                users: [{name: it, user: {token: %s}}]
                contexts: [{name: it, context: {cluster: it, user: it}}]
                """.formatted(url(), ADMIN));
    }

    private Process start(String... argv) throws IOException {
        Process process = new ProcessBuilder(Arrays.asList(argv))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(
                        folder.resolve(Path.of(argv[0]).getFileName() + ".log").toFile())
                .start();
        processes.add(process);
        return process;
    }

    private static int free() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public KubernetesClient client() {
        return client;
    }

    @Override
    String url() {
        return "https://127.0.0.1:" + port;
    }

    @Override
    Optional<Target.Tls> tls() {
        return Optional.of(
                new Target.Tls(Optional.of(new Target.SecretReference("CA")), Optional.empty(), Optional.empty()));
    }

    /** What it signed itself with at its first start. */
    @Override
    Map<String, String> secrets() {
        try {
            return Map.of("CA", Files.readString(folder.resolve("certs/apiserver.crt")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        client.close();
        for (int i = processes.size() - 1; i >= 0; i--) {
            processes.get(i).destroyForcibly();
        }
        FileSystemUtils.deleteRecursively(folder.toFile());
    }
}
