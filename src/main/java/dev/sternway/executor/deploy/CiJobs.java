package dev.sternway.executor.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.http.Api;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What starts deployments in each service, as its documentation says. */
final class CiJobs {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private CiJobs() {}

    static Pausing.Deployer of(CiPause.Inputs inputs, StepContext context) {
        return switch (inputs.service()) {
            case GITHUB -> {
                int file = inputs.job().lastIndexOf('/');
                yield new Workflow(
                        Api.gitHub(context, inputs.target()),
                        "/repos/" + inputs.job().substring(0, file) + "/actions/workflows/"
                                + Api.encoded(inputs.job().substring(file + 1)));
            }
            case GITLAB ->
                new Project(
                        new Api(context, inputs.target(), java.util.Map.of()),
                        "/api/v4/projects/" + Api.encoded(inputs.job()));
            case JENKINS ->
                new Job(
                        new Api(context, inputs.target(), java.util.Map.of()),
                        Arrays.stream(inputs.job().split("/"))
                                .map(part -> "/job/" + Api.encoded(part))
                                .collect(Collectors.joining()));
        };
    }

    /** A workflow of GitHub Actions: {@code state} is active, or one of several kinds of disabled. */
    private record Workflow(Api service, String path) implements Pausing.Deployer {
        private static final String STATE = "state";

        @Override
        public JsonNode state() throws Api.Unanswered, InterruptedException {
            return JSON.objectNode().put(STATE, service.get(path).path(STATE).asText());
        }

        @Override
        public boolean paused(JsonNode state) {
            return !state.path(STATE).asText().equals("active");
        }

        @Override
        public void pause() throws Api.Unanswered, InterruptedException {
            service.send("PUT", path + "/disable", Optional.empty());
        }

        @Override
        public void set(JsonNode before) throws Api.Unanswered, InterruptedException {
            if (!paused(before)) {
                service.send("PUT", path + "/enable", Optional.empty());
            }
        }

        @Override
        public List<String> running() throws Api.Unanswered, InterruptedException {
            return each(service.get(path + "/runs?status=in_progress").path("workflow_runs"), "run ", "id");
        }
    }

    /** All pipelines of a GitLab project, by its CI/CD setting. */
    private record Project(Api service, String path) implements Pausing.Deployer {
        private static final String LEVEL = "builds_access_level";
        private static final String OFF = "disabled";

        @Override
        public JsonNode state() throws Api.Unanswered, InterruptedException {
            return JSON.objectNode().put(LEVEL, service.get(path).path(LEVEL).asText());
        }

        @Override
        public boolean paused(JsonNode state) {
            return state.path(LEVEL).asText().equals(OFF);
        }

        @Override
        public void pause() throws Api.Unanswered, InterruptedException {
            set(JSON.objectNode().put(LEVEL, OFF));
        }

        @Override
        public void set(JsonNode before) throws Api.Unanswered, InterruptedException {
            service.send("PUT", path, Optional.of(before));
        }

        /** The list is closed while pipelines are switched off. */
        @Override
        public List<String> running() throws Api.Unanswered, InterruptedException {
            return paused(state())
                    ? List.of()
                    : each(service.get(path + "/pipelines?status=running"), "pipeline ", "id");
        }
    }

    /** A job or a folder of branches of Jenkins. */
    private record Job(Api service, String path) implements Pausing.Deployer {
        private static final String DISABLED = "disabled";

        @Override
        public JsonNode state() throws Api.Unanswered, InterruptedException {
            JsonNode job = job();
            boolean disabled = job.has(DISABLED)
                    ? job.path(DISABLED).asBoolean()
                    : !job.path("buildable").asBoolean(true);
            return JSON.objectNode().put(DISABLED, disabled);
        }

        @Override
        public boolean paused(JsonNode state) {
            return state.path(DISABLED).asBoolean();
        }

        @Override
        public void pause() throws Api.Unanswered, InterruptedException {
            service.press(path + "/disable");
        }

        @Override
        public void set(JsonNode before) throws Api.Unanswered, InterruptedException {
            if (!paused(before)) {
                service.press(path + "/enable");
            }
        }

        @Override
        public List<String> running() throws Api.Unanswered, InterruptedException {
            JsonNode last = job().path("lastBuild");
            ObjectNode none = JSON.objectNode();
            return each(JSON.arrayNode().add(last.path("building").asBoolean() ? last : none), "build ", "number");
        }

        private JsonNode job() throws Api.Unanswered, InterruptedException {
            return service.get(path + "/api/json?tree=disabled,buildable,lastBuild%5Bnumber,building%5D");
        }
    }

    private static List<String> each(JsonNode list, String word, String field) {
        List<String> names = new ArrayList<>();
        for (JsonNode one : list) {
            if (one.has(field)) {
                names.add(word + one.path(field).asText());
            }
        }
        return names;
    }
}
