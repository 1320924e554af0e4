package dev.sternway.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.util.ReflectionUtils;

/** What Sternway is delivered in fits what it is: files, ports, paths, options and variables are its own. */
class PackagingTest {
    private static final Path DOCKERFILE = Path.of("docker/Dockerfile");
    private static final Path UNIT = Path.of("docker/systemd/sternway.service");
    private static final Path CHART = Path.of("docker/helm/sternway");
    private static final String READY = "/actuator/health/readiness";
    private static final String ALIVE = "/actuator/health/liveness";

    @Test
    void theImageCopiesFilesThatAreThereRunsAsNobodySpecialAndAsksForItsHealthWhereItServes() throws IOException {
        String dockerfile = Files.readString(DOCKERFILE);
        String kept = Files.readString(Path.of(".dockerignore"));

        List<String> copied = found(dockerfile, "(?m)^COPY (?!--from)(.+) \\S+$").stream()
                .flatMap(files -> Stream.of(files.split(" ")))
                .toList();
        assertThat(copied).isNotEmpty().allSatisfy(file -> {
            assertThat(Path.of(file)).exists();
            assertThat(kept.lines()).contains("!" + file);
        });
        assertThat(found(dockerfile, "(?m)^USER (.+)$")).containsExactly("10001:10001");
        assertThat(found(dockerfile, "(?m)^EXPOSE (\\d+)$")).containsExactly(port());
        assertThat(found(dockerfile, "http://localhost:(\\S+)\"")).containsExactly(port() + ALIVE);
        assertThat(found(dockerfile, "(?m)^CMD \\[\"serve\", \"--port\", \"(\\d+)\""))
                .containsExactly(port());
        options(dockerfile);
        assertThat(dockerfile).doesNotContain("ADD ", ":latest");
    }

    @Test
    void composeWaitsForTheDatabaseAndKnowsWhetherTheServerIsReady() throws IOException {
        JsonNode services = new YAMLMapper()
                .readTree(Path.of("docker/compose.yaml").toFile())
                .path("services");

        JsonNode sternway = services.path("sternway");
        assertThat(sternway.at("/depends_on/database/condition").asText()).isEqualTo("service_healthy");
        assertThat(sternway.at("/healthcheck/test").toString()).contains("http://localhost:" + port() + READY);
        assertThat(sternway.at("/build/dockerfile").asText()).isEqualTo(DOCKERFILE.toString());
        assertThat(services.at("/database/healthcheck/test")).isNotEmpty();
        sternway.path("environment").fieldNames().forEachRemaining(PackagingTest::known);
    }

    @Test
    void theChartMakesSeveralNodesOnPostgresqlWithSecretsByReferenceProbesAndABudget() throws IOException {
        Chart chart = Chart.of(CHART);

        Deployment deployment = read(chart.render("deployment.yaml"), Deployment.class);
        Container container =
                deployment.getSpec().getTemplate().getSpec().getContainers().get(0);
        assertThat(deployment.getSpec().getReplicas()).isEqualTo(2);
        assertThat(deployment.getSpec().getTemplate().getMetadata().getLabels())
                .containsAllEntriesOf(deployment.getSpec().getSelector().getMatchLabels());
        assertThat(container.getPorts().get(0).getContainerPort()).hasToString(port());
        assertThat(container.getLivenessProbe().getHttpGet().getPath()).isEqualTo(ALIVE);
        assertThat(container.getReadinessProbe().getHttpGet().getPath()).isEqualTo(READY);
        assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
        assertThat(deployment
                        .getSpec()
                        .getTemplate()
                        .getSpec()
                        .getSecurityContext()
                        .getRunAsUser())
                .isEqualTo(10001);
        assertThat(container.getEnv())
                .filteredOn(variable -> variable.getName().matches(".*(PASSWORD|TOKEN)"))
                .hasSize(2)
                .allSatisfy(variable -> assertThat(
                                variable.getValueFrom().getSecretKeyRef().getName())
                        .isEqualTo("sternway"));
        container.getEnv().forEach(variable -> known(variable.getName()));
        Service service = read(chart.render("service.yaml"), Service.class);
        assertThat(deployment.getSpec().getTemplate().getMetadata().getLabels())
                .containsAllEntriesOf(service.getSpec().getSelector());
        assertThat(service.getSpec().getPorts().get(0).getTargetPort().getStrVal())
                .isEqualTo(container.getPorts().get(0).getName());
        assertThat(read(chart.render("storage.yaml"), PersistentVolumeClaim.class)
                        .getSpec()
                        .getAccessModes())
                .containsExactly("ReadWriteMany");
        assertThat(read(chart.render("disruption.yaml"), PodDisruptionBudget.class)
                        .getSpec()
                        .getSelector()
                        .getMatchLabels())
                .isEqualTo(deployment.getSpec().getSelector().getMatchLabels());
    }

    @Test
    void whatIsOptionalOfTheChartIsLeftOutUntilAskedFor() throws IOException {
        Chart chart = Chart.of(CHART);
        assertThat(chart.render("ingress.yaml")).isBlank();
        assertThat(chart.render("network-policy.yaml")).isBlank();
        ((ObjectNode) chart.values().path("ingress")).put("enabled", true);
        ((ObjectNode) chart.values().path("networkPolicy")).put("enabled", true);

        assertThat(read(chart.render("ingress.yaml"), Ingress.class)
                        .getSpec()
                        .getTls()
                        .get(0)
                        .getSecretName())
                .isEqualTo("sternway-tls");
        assertThat(read(chart.render("network-policy.yaml"), NetworkPolicy.class)
                        .getSpec()
                        .getPolicyTypes())
                .containsExactly("Ingress");
    }

    @Test
    void systemdTakesTheUnitAndFindsLittleExposed() throws Exception {
        assertThat(said("systemd-analyze", "verify", UNIT.toString())).isEmpty();
        assertThat(said("systemd-analyze", "security", "--offline=true", "--threshold=20", UNIT.toString()))
                .contains("Overall exposure level for sternway.service");
        String unit = Files.readString(UNIT);
        options(unit);
        String environment = Files.readString(UNIT.resolveSibling("sternway.env"));
        assertThat(found(environment, "(?m)^#?(\\w+)=")).contains("PORT", "JAVA_OPTIONS");
        found(environment, "(?m)^#?(STERNWAY_\\w+)=").forEach(PackagingTest::known);
        assertThat(found(environment, "(?m)^PORT=(\\d+)$")).containsExactly(port());
    }

    /** As the reference, which is made of the verbs, says. */
    private static String port() throws IOException {
        return found(serve(), "Port to listen on \\(default (\\d+)\\)").get(0);
    }

    private static String serve() throws IOException {
        String page = Files.readString(Path.of("docs/reference/cli.md"));
        return found(page, "(?s)\n## sternway serve\n(.*?)\n## ").get(0);
    }

    private static void options(String text) throws IOException {
        String serve = serve();
        String call = found(text, "(?s)(\"serve\",.*|sternway\\.jar serve.*)")
                .get(0)
                .lines()
                .findFirst()
                .orElse("");
        assertThat(found(call, "(--[a-z-]+)")).isNotEmpty().allMatch(serve::contains);
    }

    /** A variable that nobody reads is a mistake. */
    private static void known(String variable) {
        try (Stream<Path> sources = Files.walk(Path.of("src/main"))) {
            assertThat(variable.startsWith("LOGGING_")
                            || sources.filter(Files::isRegularFile)
                                    .filter(file -> file.toString().matches(".*\\.(java|yaml)"))
                                    .anyMatch(file -> text(file).contains(variable)))
                    .as(variable)
                    .isTrue();
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private static <T> T read(String yaml, Class<T> type) {
        T read = Serialization.unmarshal(yaml, type);
        assertThat(unknown(read)).isEmpty();
        return read;
    }

    /** The models keep what Kubernetes does not know apart, at whatever depth. */
    private static Stream<String> unknown(Object part) {
        if (part instanceof Map<?, ?> map) {
            return map.values().stream().flatMap(PackagingTest::unknown);
        }
        if (part instanceof Collection<?> all) {
            return all.stream().flatMap(PackagingTest::unknown);
        }
        if (part == null || !part.getClass().getName().startsWith("io.fabric8.kubernetes.api.model")) {
            return Stream.of();
        }
        return Stream.of(part.getClass().getMethods())
                .filter(method -> method.getName().startsWith("get") && method.getParameterCount() == 0)
                .flatMap(method -> {
                    Object value = ReflectionUtils.invokeMethod(method, part);
                    return method.getName().equals("getAdditionalProperties")
                            ? ((Map<?, ?>) value).keySet().stream().map(String::valueOf)
                            : unknown(value);
                });
    }

    private static List<String> found(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        return matcher.results().map((MatchResult it) -> it.group(1)).toList();
    }

    private static String said(String... words) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(text).isZero();
        return text;
    }
}
