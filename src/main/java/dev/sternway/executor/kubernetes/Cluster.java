package dev.sternway.executor.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sternway.base.Problem;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.StepContext;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** One namespace of a cluster, for the time of one question or one piece of work. */
public final class Cluster implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int TOO_MANY = 429;

    private final StepContext context;
    private final String target;
    private final String namespace;
    private final KubernetesClient client;

    private Cluster(StepContext context, String target, String namespace, KubernetesClient client) {
        this.context = context;
        this.target = target;
        this.namespace = namespace;
        this.client = client;
    }

    /**
     * @param namespace the target's own when empty
     * @throws dev.sternway.base.ProblemException SW-1163 when the target does not say how the cluster is reached
     */
    public static Cluster open(StepContext context, String target, Optional<String> namespace) {
        Config config = new Access(context, target).config();
        String chosen = namespace
                .or(() -> Optional.ofNullable(config.getNamespace()))
                .filter(it -> !it.isBlank())
                .orElse("default");
        return new Cluster(
                context,
                target,
                chosen,
                new KubernetesClientBuilder().withConfig(config).build());
    }

    public String namespace() {
        return namespace;
    }

    public StepContext context() {
        return context;
    }

    /** For keepsakes: what this is of, in this namespace. */
    public String key(String about, Kind kind, String name) {
        return "kubernetes/" + about + "/" + target + "/" + namespace + "/" + kind.plural() + "/" + name;
    }

    /** For people: which object is meant. */
    public String where(Kind kind, String name) {
        return target + ": " + kind.word() + " " + namespace + "/" + name;
    }

    public Optional<JsonNode> find(Kind kind, String name) throws Outcome.Thrown {
        return Optional.ofNullable(ask(
                        "get", kind, name, () -> objects(kind).withName(name).get()))
                .map(JSON::valueToTree);
    }

    /** @throws Outcome.Thrown SW-1164 when there is none */
    public JsonNode get(Kind kind, String name) throws Outcome.Thrown {
        Optional<JsonNode> found = find(kind, name);
        if (found.isEmpty()) {
            throw Outcome.Thrown.refused(
                    "SW-1164",
                    "There is no " + kind.word() + " " + name + " in the namespace " + namespace,
                    where(kind, name),
                    "Correct the name or the namespace");
        }
        return found.get();
    }

    public List<JsonNode> list(Kind kind, Map<String, String> labels) throws Outcome.Thrown {
        return ask("list", kind, "", () -> objects(kind).withLabels(labels).list()).getItems().stream()
                .map(item -> (JsonNode) JSON.valueToTree(item))
                .toList();
    }

    /** A patch as RFC 6902 has it: all of it, or nothing where one of its tests fails. */
    public JsonNode patch(Kind kind, String name, ArrayNode patch) throws Outcome.Thrown, StepContext.LeaseLost {
        context.stillMine();
        return JSON.valueToTree(ask(
                "patch",
                kind,
                name,
                () -> objects(kind).withName(name).patch(PatchContext.of(PatchType.JSON), patch.toString())));
    }

    /** A patch as above of what its controller keeps about it. */
    public JsonNode patchStatus(Kind kind, String name, ArrayNode patch) throws Outcome.Thrown, StepContext.LeaseLost {
        context.stillMine();
        return JSON.valueToTree(ask(
                "patch",
                kind,
                name,
                () -> objects(kind)
                        .withName(name)
                        .subresource("status")
                        .patch(PatchContext.of(PatchType.JSON), patch.toString())));
    }

    public JsonNode create(Kind kind, ObjectNode object) throws Outcome.Thrown, StepContext.LeaseLost {
        context.stillMine();
        object.put("apiVersion", kind.apiVersion()).put("kind", kind.word());
        ((ObjectNode) object.withObjectProperty("metadata")).put("namespace", namespace);
        GenericKubernetesResource wanted = JSON.convertValue(object, GenericKubernetesResource.class);
        return JSON.valueToTree(ask(
                "create",
                kind,
                "",
                () -> client.genericKubernetesResources(kind.definition())
                        .inNamespace(namespace)
                        .resource(wanted)
                        .create()));
    }

    public void delete(Kind kind, String name) throws Outcome.Thrown, StepContext.LeaseLost {
        context.stillMine();
        ask("delete", kind, name, () -> objects(kind).withName(name).delete());
    }

    /** @throws Outcome.Thrown SW-1162 when whom Sternway is to the cluster may not do that */
    public void requireMay(Kind kind, String name, String... verbs) throws Outcome.Thrown {
        for (String verb : verbs) {
            SelfSubjectAccessReview asked = new SelfSubjectAccessReviewBuilder()
                    .withNewSpec()
                    .withNewResourceAttributes()
                    .withNamespace(namespace)
                    .withGroup(kind.group())
                    .withResource(kind.plural())
                    .withName(name)
                    .withVerb(verb)
                    .endResourceAttributes()
                    .endSpec()
                    .build();
            SelfSubjectAccessReview answer =
                    ask("ask about", kind, name, () -> client.resource(asked).create());
            if (answer.getStatus() == null
                    || !Boolean.TRUE.equals(answer.getStatus().getAllowed())) {
                throw forbidden(verb, kind, name);
            }
        }
    }

    /** An empty patch. */
    public static ArrayNode change() {
        return JsonNodeFactory.instance.arrayNode();
    }

    /** One part of a patch; {@code op} is test, add, replace. */
    public static ArrayNode and(ArrayNode patch, String op, String path, JsonNode value) {
        patch.addObject().put("op", op).put("path", path).set("value", value);
        return patch;
    }

    /** A name as a part of a JSON pointer. */
    public static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    private NonNamespaceOperation<
                    GenericKubernetesResource, GenericKubernetesResourceList, Resource<GenericKubernetesResource>>
            objects(Kind kind) {
        return client.genericKubernetesResources(kind.definition()).inNamespace(namespace);
    }

    private <T> T ask(String verb, Kind kind, String name, Supplier<T> question) throws Outcome.Thrown {
        try {
            return question.get();
        } catch (KubernetesClientException refused) {
            throw thrown(refused, verb, kind, name);
        }
    }

    private Outcome.Thrown forbidden(String verb, Kind kind, String name) {
        return Outcome.Thrown.refused(
                "SW-1162",
                "Sternway may not " + verb + " " + kind.resource() + " in the namespace " + namespace,
                where(kind, name),
                "Bind a role that allows it to the account of the target");
    }

    private Outcome.Thrown thrown(KubernetesClientException refused, String verb, Kind kind, String name) {
        String where = where(kind, name);
        int code = refused.getCode();
        String said = refused.getStatus() == null || refused.getStatus().getMessage() == null
                ? words(refused)
                : refused.getStatus().getMessage();
        if (code == UNAUTHORIZED) {
            return Outcome.Thrown.refused(
                    "SW-1161",
                    "The cluster " + target + " does not know the token or the certificate",
                    where,
                    "Renew it in the target's secret");
        }
        if (code == FORBIDDEN) {
            return forbidden(verb, kind, name);
        }
        if (code == NOT_FOUND) {
            return Outcome.Thrown.refused("SW-1164", "There is no such thing: " + said, where, "Correct the name");
        }
        if (code == CONFLICT || code == TOO_MANY || code >= 500) {
            return Outcome.Thrown.failed("SW-1165", "The cluster did not do it: " + said, where, "Choose again later");
        }
        return code > 0
                ? Outcome.Thrown.refused("SW-1165", "The cluster refuses: " + said, where, "Read what it says")
                : Outcome.Thrown.failed(
                        "SW-1160",
                        "The cluster " + target + " does not answer: " + said,
                        where,
                        "Check its address, the network and its certificate");
    }

    private static String words(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    /** What it said when asked is a problem like any other. */
    static Optional<Problem> problem(Outcome.Thrown thrown) {
        return thrown.outcome() instanceof Outcome.Failed failed && failed.retryable()
                ? Optional.of(failed.problem())
                : Optional.empty();
    }

    @Override
    public void close() {
        client.close();
    }
}
