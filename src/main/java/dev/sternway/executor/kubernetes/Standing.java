package dev.sternway.executor.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * How far a workload's pods are, as its controller says.
 *
 * @param ready pods of what is wanted that can serve, old ones not counted
 * @param settled the wanted ones are ready, and no others are left
 * @param gaveUp when the controller said that it makes no progress; empty while it does
 */
record Standing(int ready, int wanted, boolean settled, String gaveUp) {
    private static final String NO_PROGRESS = "ProgressDeadlineExceeded";

    static Standing of(Kind kind, JsonNode workload) {
        JsonNode status = workload.path("status");
        boolean observed = status.path("observedGeneration").asLong()
                >= workload.path("metadata").path("generation").asLong();
        int wanted =
                kind == Kind.DAEMONSET ? status.path("desiredNumberScheduled").asInt() : Workload.replicas(workload);
        int updated = status.path(kind == Kind.DAEMONSET ? "updatedNumberScheduled" : "updatedReplicas")
                .asInt();
        int available = status.path(
                        switch (kind) {
                            case DAEMONSET -> "numberAvailable";
                            case STATEFULSET -> "readyReplicas";
                            default -> "availableReplicas";
                        })
                .asInt();
        int all = status.path(kind == Kind.DAEMONSET ? "currentNumberScheduled" : "replicas")
                .asInt();
        boolean current = kind != Kind.STATEFULSET || current(status, updated, wanted);
        int old = kind == Kind.STATEFULSET && current ? 0 : Math.max(0, all - updated);
        int ready = observed ? Math.max(0, Math.min(wanted, available - old)) : 0;
        boolean settled = observed && current && ready >= wanted && all <= wanted;
        return new Standing(ready, wanted, settled, observed ? gaveUp(status) : "");
    }

    /** A stateful set counts no updated replicas any more once all are. */
    private static boolean current(JsonNode status, int updated, int wanted) {
        return updated >= wanted
                || status.path("currentRevision")
                        .asText()
                        .equals(status.path("updateRevision").asText());
    }

    private static String gaveUp(JsonNode status) {
        for (JsonNode condition : status.path("conditions")) {
            if (condition.path("type").asText().equals("Progressing")
                    && condition.path("reason").asText().equals(NO_PROGRESS)) {
                return condition.path("lastUpdateTime").asText(NO_PROGRESS);
            }
        }
        return "";
    }

    String said() {
        return ready + " of " + wanted + " ready";
    }
}
