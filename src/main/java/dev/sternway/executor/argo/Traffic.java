package dev.sternway.executor.argo;

import com.fasterxml.jackson.databind.JsonNode;

/** Which pods of a rollout get the traffic, as its controller says. */
final class Traffic {
    private Traffic() {}

    static String stable(JsonNode rollout) {
        return rollout.at("/status/stableRS").asText("not known");
    }

    /** Why not all traffic goes to the stable pods; empty when it does. */
    static String elsewhere(JsonNode rollout) {
        JsonNode status = rollout.path("status");
        String stable = status.path("stableRS").asText();
        boolean under = !status.path("currentPodHash").asText().equals(stable);
        if (status.path("observedGeneration").asLong()
                < rollout.at("/metadata/generation").asLong()) {
            return "its controller has not seen the last change";
        }
        if (under && !status.path("abort").asBoolean()) {
            return "a rollout is under way";
        }
        String active = status.at("/blueGreen/activeSelector").asText();
        if (!active.isEmpty() && !active.equals(stable)) {
            return "the active service leads to " + active;
        }
        int weight = status.at("/canary/weights/canary/weight").asInt();
        if (under && weight > 0) {
            return "the canary gets " + weight + "%";
        }
        int wanted = rollout.at("/spec/replicas").asInt(1);
        int ready = status.path("availableReplicas").asInt()
                - (under ? status.path("updatedReplicas").asInt() : 0);
        return ready < wanted ? ready + " of " + wanted + " stable pods are ready" : "";
    }
}
