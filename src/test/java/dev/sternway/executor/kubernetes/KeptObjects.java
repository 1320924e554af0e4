package dev.sternway.executor.kubernetes;

import dev.sternway.plan.Target;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatusBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.server.mock.KubernetesMixedDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.ServerRequest;
import io.fabric8.mockwebserver.ServerResponse;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.logging.Level;
import java.util.logging.Logger;

/** fabric8's server, and beside it the little of the deployment controller that the steps rely on. */
final class KeptObjects extends TestCluster {
    private static final String REVISION = "deployment.kubernetes.io/revision";
    private static final String REVIEWS = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";

    private static final Logger CHATTER = Logger.getLogger(MockWebServer.class.getName());

    private final KubernetesMockServer server;
    private final KubernetesClient client;

    KeptObjects() {
        Map<ServerRequest, Queue<ServerResponse>> responses = new HashMap<>();
        server = new KubernetesMockServer(
                new Context(Serialization.jsonMapper()), new MockWebServer(), responses, new Doors(responses), false);
        CHATTER.setLevel(Level.WARNING);
        server.init();
        client = new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(Config.empty())
                        .withMasterUrl(url())
                        .withOauthToken(ADMIN)
                        .build())
                .build();
        client.apps().deployments().inNamespace(NAMESPACE).inform(new Controller());
    }

    /** Knows two people: one may everything, one may read. */
    private static final class Doors extends KubernetesMixedDispatcher {
        Doors(Map<ServerRequest, Queue<ServerResponse>> responses) {
            super(responses);
        }

        @Override
        public MockResponse dispatch(RecordedRequest request) {
            String who = request.getHeader("Authorization");
            boolean reader = ("Bearer " + READER).equals(who);
            if (who != null && !reader && !("Bearer " + ADMIN).equals(who)) {
                return new MockResponse().setResponseCode(401);
            }
            if (request.getPath().startsWith(REVIEWS)) {
                boolean patch = request.getBody().readUtf8().contains("\"patch\"");
                return new MockResponse()
                        .setResponseCode(201)
                        .setBody("{\"apiVersion\":\"authorization.k8s.io/v1\",\"kind\":\"SelfSubjectAccessReview\","
                                + "\"spec\":{},\"status\":{\"allowed\":" + !(reader && patch) + "}}");
            }
            if (reader && !request.getMethod().equals("GET")) {
                return new MockResponse().setResponseCode(403);
            }
            return super.dispatch(request);
        }
    }

    private final class Controller implements ResourceEventHandler<Deployment> {
        @Override
        public void onAdd(Deployment deployment) {
            observe(deployment);
        }

        @Override
        public void onUpdate(Deployment before, Deployment now) {
            observe(now);
        }

        @Override
        public void onDelete(Deployment deployment, boolean unknown) {}

        private void observe(Deployment now) {
            long generation =
                    Optional.ofNullable(now.getMetadata().getGeneration()).orElse(1L);
            if (now.getStatus() != null && Objects.equals(now.getStatus().getObservedGeneration(), generation)) {
                return;
            }
            keep(now);
            String image =
                    now.getSpec().getTemplate().getSpec().getContainers().get(0).getImage();
            boolean broken = image.contains("broken");
            int wanted = now.getSpec().getReplicas();
            if (broken) {
                pod(now);
            }
            client.apps()
                    .deployments()
                    .inNamespace(NAMESPACE)
                    .withName(now.getMetadata().getName())
                    .edit(it -> new DeploymentBuilder(it)
                            .withStatus(new DeploymentStatusBuilder()
                                    .withObservedGeneration(generation)
                                    .withReplicas(wanted)
                                    .withUpdatedReplicas(wanted)
                                    .withAvailableReplicas(broken ? 0 : wanted)
                                    .addNewCondition()
                                    .withType("Progressing")
                                    .withReason(broken ? "ProgressDeadlineExceeded" : "NewReplicaSetAvailable")
                                    .withLastUpdateTime("of " + generation)
                                    .endCondition()
                                    .build())
                            .build());
        }

        private void keep(Deployment now) {
            var sets = client.apps().replicaSets().inNamespace(NAMESPACE);
            var own = sets.withLabel("app", now.getMetadata().getName()).list().getItems();
            long newest = own.stream().mapToLong(KeptObjects::revision).max().orElse(0);
            Optional<ReplicaSet> same = own.stream()
                    .filter(it -> it.getSpec()
                            .getTemplate()
                            .getSpec()
                            .equals(now.getSpec().getTemplate().getSpec()))
                    .max(Comparator.comparingLong(KeptObjects::revision));
            String name = same.map(it -> it.getMetadata().getName())
                    .orElse(now.getMetadata().getName() + "-" + (own.size() + 1));
            ReplicaSet set = new ReplicaSetBuilder()
                    .withNewMetadata()
                    .withName(name)
                    .withNamespace(NAMESPACE)
                    .addToLabels("app", now.getMetadata().getName())
                    .addToAnnotations(REVISION, String.valueOf(newest + 1))
                    .addNewOwnerReference()
                    .withUid(now.getMetadata().getUid())
                    .withController(true)
                    .endOwnerReference()
                    .endMetadata()
                    .withNewSpec()
                    .withTemplate(now.getSpec().getTemplate())
                    .endSpec()
                    .build();
            set.getSpec().getTemplate().getMetadata().getLabels().put("pod-template-hash", name);
            if (same.isEmpty()) {
                sets.resource(set).create();
            } else if (revision(same.get()) < newest) {
                sets.withName(name).edit(it -> set);
            }
        }

        private void pod(Deployment now) {
            String name =
                    now.getMetadata().getName() + "-pod-" + now.getMetadata().getGeneration();
            client.pods()
                    .inNamespace(NAMESPACE)
                    .resource(new PodBuilder()
                            .withNewMetadata()
                            .withName(name)
                            .withNamespace(NAMESPACE)
                            .addToLabels("app", now.getMetadata().getName())
                            .endMetadata()
                            .withStatus(RealCluster.pulling())
                            .build())
                    .create();
        }
    }

    private static long revision(ReplicaSet set) {
        return Long.parseLong(set.getMetadata().getAnnotations().get(REVISION));
    }

    @Override
    public KubernetesClient client() {
        return client;
    }

    @Override
    String url() {
        return server.url("/").replaceAll("/$", "");
    }

    @Override
    Optional<Target.Tls> tls() {
        return Optional.empty();
    }

    @Override
    Map<String, String> secrets() {
        return Map.of();
    }

    @Override
    public void close() {
        client.close();
        server.destroy();
    }
}
