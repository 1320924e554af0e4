package dev.sternway.executor.kubernetes;

import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;

/** Kinds of objects that steps ask a cluster for. */
public enum Kind {
    DEPLOYMENT("apps", "v1", "Deployment", "deployments"),
    STATEFULSET("apps", "v1", "StatefulSet", "statefulsets"),
    DAEMONSET("apps", "v1", "DaemonSet", "daemonsets"),
    REPLICASET("apps", "v1", "ReplicaSet", "replicasets"),
    CONTROLLERREVISION("apps", "v1", "ControllerRevision", "controllerrevisions"),
    POD("", "v1", "Pod", "pods"),
    CONFIGMAP("", "v1", "ConfigMap", "configmaps"),
    SECRET("", "v1", "Secret", "secrets"),
    INGRESS("networking.k8s.io", "v1", "Ingress", "ingresses"),
    AUTOSCALER("autoscaling", "v1", "HorizontalPodAutoscaler", "horizontalpodautoscalers"),
    ROLLOUT("argoproj.io", "v1alpha1", "Rollout", "rollouts"),
    APPLICATION("argoproj.io", "v1alpha1", "Application", "applications");

    private final String group;
    private final String version;
    private final String kind;
    private final String plural;

    Kind(String group, String version, String kind, String plural) {
        this.group = group;
        this.version = version;
        this.kind = kind;
        this.plural = plural;
    }

    /** As access rules say it: {@code patch deployments.apps}. */
    String resource() {
        return group.isEmpty() ? plural : plural + "." + group;
    }

    String group() {
        return group;
    }

    String plural() {
        return plural;
    }

    String word() {
        return kind;
    }

    String apiVersion() {
        return group.isEmpty() ? version : group + "/" + version;
    }

    ResourceDefinitionContext definition() {
        return new ResourceDefinitionContext.Builder()
                .withGroup(group)
                .withVersion(version)
                .withKind(kind)
                .withPlural(plural)
                .withNamespaced(true)
                .build();
    }
}
