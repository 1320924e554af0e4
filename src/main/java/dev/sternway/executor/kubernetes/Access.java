package dev.sternway.executor.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.sternway.base.ProblemException;
import dev.sternway.executor.StepContext;
import dev.sternway.plan.Target;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import java.io.IOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Where a cluster is and who Sternway is to it: nothing of the machine's own kubeconfig or variables counts. */
record Access(StepContext context, String target) {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Path OWN = Path.of("/var/run/secrets/kubernetes.io/serviceaccount");
    private static final int CONNECT_MILLIS = 5_000;
    private static final int ANSWER_MILLIS = 15_000;
    private static final Set<String> UNDERSTOOD_USER =
            Set.of("token", "client-certificate-data", "client-key-data", "username", "password");
    private static final Set<String> UNDERSTOOD_CLUSTER = Set.of("server", "certificate-authority-data", "extensions");

    /** @throws ProblemException SW-1163 when the target does not say it, SW-0837 when it is out of reach */
    Config config() {
        Target named = context.target(target);
        if (named.type() != Target.Type.KUBERNETES) {
            throw unclear("it is no target of type kubernetes", "Give it type: kubernetes");
        }
        Optional<Target.Kubernetes> how = named.kubernetes();
        ConfigBuilder config = new ConfigBuilder(Config.empty());
        config.withAutoConfigure(false)
                .withConnectionTimeout(CONNECT_MILLIS)
                .withRequestTimeout(ANSWER_MILLIS)
                .withRequestRetryBackoffLimit(0)
                .withUserAgent("sternway");
        if (how.flatMap(Target.Kubernetes::kubeconfig).isPresent()) {
            fromKubeconfig(how.get(), config);
        } else if (named.url().isPresent()) {
            fromAddress(named, config);
        } else {
            fromWithin(config);
        }
        how.flatMap(Target.Kubernetes::namespace).ifPresent(config::withNamespace);
        Config ready = config.build();
        requireInReach(URI.create(ready.getMasterUrl()));
        return ready;
    }

    private void fromAddress(Target named, ConfigBuilder config) {
        config.withMasterUrl(named.url().orElseThrow());
        named.token()
                .ifPresent(token -> config.withOauthToken(context.secret(token).reveal()));
        named.tls().ifPresent(tls -> {
            tls.ca().ifPresent(ca -> config.withCaCertData(encoded(ca)));
            tls.certificate().ifPresent(own -> config.withClientCertData(encoded(own)));
            tls.key().ifPresent(key -> config.withClientKeyData(encoded(key)));
        });
    }

    private String encoded(Target.SecretReference reference) {
        return Base64.getEncoder()
                .encodeToString(context.secret(reference).reveal().getBytes(StandardCharsets.UTF_8));
    }

    private void fromWithin(ConfigBuilder config) {
        String host =
                Optional.ofNullable(System.getenv("KUBERNETES_SERVICE_HOST")).orElse("");
        if (host.isEmpty() || !Files.isReadable(OWN.resolve("token"))) {
            throw unclear(
                    "it names neither kubeconfig nor url, and Sternway does not run in a cluster",
                    "Give it kubernetes: {kubeconfig: {secret: NAME}}, or url and token");
        }
        String port =
                Optional.ofNullable(System.getenv("KUBERNETES_SERVICE_PORT")).orElse("443");
        try {
            config.withMasterUrl("https://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port)
                    .withOauthToken(Files.readString(OWN.resolve("token")).strip())
                    .withCaCertFile(OWN.resolve("ca.crt").toString())
                    .withNamespace(Files.readString(OWN.resolve("namespace")).strip());
        } catch (IOException unreadable) {
            throw unclear("its service account cannot be read: " + unreadable.getMessage(), "Mount it, then try again");
        }
    }

    private void fromKubeconfig(Target.Kubernetes how, ConfigBuilder config) {
        JsonNode file = read(context.secret(how.kubeconfig().orElseThrow()).reveal());
        String name = how.context().orElse(file.path("current-context").asText());
        JsonNode chosen = entry(file, "contexts", "context", name);
        JsonNode cluster =
                entry(file, "clusters", "cluster", chosen.path("cluster").asText());
        JsonNode user = entry(file, "users", "user", chosen.path("user").asText());
        requireUnderstood(cluster, UNDERSTOOD_CLUSTER);
        requireUnderstood(user, UNDERSTOOD_USER);
        config.withMasterUrl(cluster.path("server").asText());
        Map.<String, java.util.function.Consumer<String>>of(
                        "token", config::withOauthToken,
                        "client-certificate-data", config::withClientCertData,
                        "client-key-data", config::withClientKeyData,
                        "username", config::withUsername,
                        "password", config::withPassword)
                .forEach((key, set) -> text(user, key).ifPresent(set));
        text(cluster, "certificate-authority-data").ifPresent(config::withCaCertData);
        text(chosen, "namespace").ifPresent(config::withNamespace);
    }

    private JsonNode read(String text) {
        try {
            return YAML.readTree(text);
        } catch (JsonProcessingException broken) {
            throw unclear("its kubeconfig is not YAML", "Take what kubectl config view --raw --flatten prints");
        }
    }

    private JsonNode entry(JsonNode file, String list, String field, String name) {
        Set<String> names = new TreeSet<>();
        for (JsonNode one : file.path(list)) {
            names.add(one.path("name").asText());
            if (one.path("name").asText().equals(name) && one.path(field).isObject()) {
                return one.path(field);
            }
        }
        throw unclear("its kubeconfig has no '" + name + "' under " + list, "It has " + names);
    }

    /** What runs a program, reads a file of this machine or trusts anybody is not done. */
    private void requireUnderstood(JsonNode part, Set<String> understood) {
        part.fieldNames().forEachRemaining(field -> {
            boolean off = part.path(field).isBoolean() && !part.path(field).asBoolean();
            if (!understood.contains(field) && !off) {
                throw unclear(
                        "its kubeconfig says '" + field + "', which Sternway does not follow",
                        "Give it a service account's token and certificate-authority-data: kubectl create token NAME");
            }
        });
    }

    private static Optional<String> text(JsonNode part, String field) {
        JsonNode value = part == null ? MissingNode.getInstance() : part.path(field);
        return Optional.of(value.asText()).filter(it -> !it.isBlank());
    }

    private void requireInReach(URI place) {
        String host = Optional.ofNullable(place.getHost()).orElse("").replaceAll("[\\[\\]]", "");
        if (host.isEmpty()) {
            throw unclear("'" + place + "' is no address", "Give it as https://host:6443");
        }
        try {
            context.allowed().reach().addresses(host, place.getPort() < 0 ? 443 : place.getPort());
        } catch (UnknownHostException none) {
            context.print("no address is known of " + host);
        }
    }

    private ProblemException unclear(String why, String next) {
        return ProblemException.of("SW-1163", "The cluster " + target + " cannot be asked: " + why, target, next);
    }
}
