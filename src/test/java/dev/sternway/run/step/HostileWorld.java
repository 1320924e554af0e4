package dev.sternway.run.step;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.sternway.plan.yaml.PlanMapper;
import dev.sternway.testing.PostgresServer;
import dev.sternway.testing.Sshd;
import dev.sternway.testing.WebServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/** Targets of every kind that print whatever they are told, and fail with it. */
final class HostileWorld implements AutoCloseable {
    private static final Path EXAMPLES = Path.of("src/test/resources/executor");
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final String OF_THIS_MACHINE = "/(etc|var|opt|srv|run|usr|home|tmp|root)/.*";
    private static final String TALKATIVE = "env; env >&2; printf %s \"$CANARY\" | base64 -w0; exit 1";
    private static final String SHORT = "2s";

    private final Path folder;
    private final ObjectNode targets = PlanMapper.json().createObjectNode();
    private final WebServer echo = new WebServer(HostileWorld::said);
    private final ServerSocket mail = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService letters = Executors.newCachedThreadPool();
    private final Sshd sshd;

    HostileWorld(Path folder) throws Exception {
        this.folder = folder;
        this.sshd = new Sshd(folder.resolve("sshd"));
        new ProcessBuilder("git", "init", "--quiet", folder.resolve("tree").toString())
                .start()
                .waitFor();
        letters.submit(() -> {
            while (!mail.isClosed()) {
                Socket caller = mail.accept();
                letters.submit(() -> refuseLogIn(caller));
            }
            return "";
        });
    }

    static List<JsonNode> examples(String uses) throws IOException {
        try (Stream<Path> files = Files.list(EXAMPLES.resolve(uses))) {
            return files.filter(file -> file.getFileName().toString().startsWith("good"))
                    .sorted()
                    .map(HostileWorld::read)
                    .toList();
        }
    }

    private static JsonNode read(Path file) {
        try {
            return YAML.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The example, with targets of this world in place of its own, and in a hurry. */
    JsonNode hostile(int number, JsonNode example, JsonNode schema) throws Exception {
        ObjectNode with = example.deepCopy();
        with.remove("hosts");
        replace(with, schema, schema, number);
        return with;
    }

    private void replace(ObjectNode with, JsonNode schema, JsonNode root, int number) {
        for (Map.Entry<String, JsonNode> field : List.copyOf(with.properties())) {
            JsonNode described = resolved(schema.path("properties").path(field.getKey()), root);
            String about = schema.path("properties")
                            .path(field.getKey())
                            .path("description")
                            .asText()
                    + described.path("description").asText();
            JsonNode value = field.getValue();
            if (about.startsWith("Target")) {
                String name = "t" + number + "-" + field.getKey() + targets.size();
                targets.set(name, target(about, "T" + number + "_" + targets.size()));
                with.put(field.getKey(), name);
            } else if (value instanceof ArrayNode many && field.getKey().equals("targets")) {
                for (int i = 0; i < many.size(); i++) {
                    String name = "t" + number + "-" + i + targets.size();
                    targets.set(name, target("Target of type service", "T" + number + "_" + targets.size()));
                    many.set(i, many.textNode(name));
                }
            } else if (value instanceof ObjectNode inner) {
                replace(inner, described, root, number);
            } else if (field.getKey().equals("argv") && value instanceof ArrayNode argv) {
                argv.removeAll();
                if (!with.path("shell").asBoolean()) {
                    argv.add("/bin/sh").add("-c");
                }
                argv.add(TALKATIVE);
            } else if (value.asText().matches("\\d+(ms|s|m|h)")) {
                with.put(field.getKey(), SHORT);
            } else if (value.asText().matches(OF_THIS_MACHINE)) {
                with.put(field.getKey(), folder + value.asText());
            }
        }
    }

    private static JsonNode resolved(JsonNode schema, JsonNode root) {
        if (schema.has("$ref")) {
            return root.at(schema.path("$ref").asText().substring(1));
        }
        for (JsonNode one : schema.path("anyOf")) {
            if (!one.path("type").asText().equals("null")) {
                return resolved(one, root);
            }
        }
        return schema;
    }

    private ObjectNode target(String about, String secret) {
        ObjectNode target = PlanMapper.json().createObjectNode();
        if (about.contains("type host") || about.contains("or host")) {
            target.put("type", "host").put("directory", own(secret));
            target.putObject("variables").put("CANARY", "secret:" + secret + "_VARIABLE");
        } else if (about.contains("type pgbouncer")) {
            database(target.put("type", "pgbouncer"), "pgbouncer", secret);
        } else if (about.contains("type postgresql")) {
            database(target.put("type", "postgresql"), PostgresServer.create(), secret);
        } else if (about.contains("type mariadb")) {
            target.put("type", "mariadb")
                    .put("url", "jdbc:mariadb://localhost:" + mail.getLocalPort() + "/shop")
                    .put("user", "shop");
            secret(target, "password", secret);
        } else if (about.contains("type kubernetes")) {
            target.put("type", "kubernetes").put("url", echo.url());
            secret(target, "token", secret);
        } else if (about.contains("type git")) {
            target.put("type", "git")
                    .put("directory", folder.resolve("tree").toString())
                    .put("url", echo.url() + "/git");
            secret(target, "token", secret);
        } else if (about.contains("type ssh")) {
            ssh(target, secret);
        } else if (about.contains("type mail")) {
            target.put("type", "mail")
                    .put("url", "smtp://localhost:" + mail.getLocalPort())
                    .put("user", "sternway");
            secret(target, "password", secret);
        } else if (about.contains("haproxy")) {
            target.put("type", "service").put("url", "tcp://localhost:" + mail.getLocalPort());
            secret(target, "password", secret);
        } else {
            target.put("type", "service").put("url", echo.url());
            if (about.matches("(?s).*(token|key).*")) {
                secret(target, "token", secret);
            } else {
                secret(target.put("user", "sternway"), "password", secret);
            }
        }
        return target;
    }

    private String own(String name) {
        try {
            return Files.createDirectory(folder.resolve("host-" + name)).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void database(ObjectNode target, String name, String secret) {
        target.put("url", PostgresServer.url(name)).put("user", "postgres");
        secret(target, "password", secret);
    }

    private void ssh(ObjectNode target, String secret) {
        target.put("type", "ssh").put("user", System.getProperty("user.name"));
        secret(target, "password", secret);
        ObjectNode ssh = target.putObject("ssh");
        ssh.putArray("hosts").add(sshd.address());
        ssh.putObject("key").put("secret", secret + "_KEY");
        try {
            ssh.putArray("host-keys").add(sshd.hostKey());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void secret(ObjectNode target, String field, String name) {
        target.putObject(field).put("secret", name + "_SECRET");
    }

    /** The plan's folder. */
    Path plan(List<JsonNode> steps) throws IOException {
        Path plan = Files.createDirectories(folder.resolve("plan/environments")).getParent();
        ObjectNode yaml = (ObjectNode) YAML.readTree("""
                apiVersion: sternway.dev/v1
                kind: RollbackPlan
                metadata: {id: canaries, title: Canaries, release: "1", lead: deploy-lead}
                roles: {deploy-lead: [maria], ops: [olga], devops-lead: [dora], leadership: [cto], dba: [ivan]}
                safeguards: {backup: {database: shop}}
                decision: {within: 5m, by: deploy-lead, escalate: [devops-lead], otherwise: code-only}
                phases:
                  preservation: {within: 15m, steps: []}
                  data: {within: 45m}
                  restoration: {within: 60m, steps: []}
                  validation: {within: 2h, monitor: 1s, checks: []}
                """);
        database(targets.putObject("shop").put("type", "postgresql"), "shop", "SHOP");
        yaml.set("targets", targets);
        ((ArrayNode) yaml.at("/phases/restoration/steps")).addAll(steps);
        Files.writeString(plan.resolve("environments/test.yaml"), "{}\n");
        Files.writeString(plan.resolve("plan.yaml"), YAML.writeValueAsString(yaml));
        return plan;
    }

    /** Everything that came, in an answer that is an error. */
    private static WebServer.Answer said(WebServer.Asked asked) {
        String all = asked.method() + " " + asked.path() + " " + asked.headers() + " " + asked.body();
        return new WebServer.Answer(
                asked.path().hashCode() % 2 == 0 ? 500 : 403,
                PlanMapper.json()
                        .createObjectNode()
                        .put("error", all)
                        .put("message", all)
                        .toString(),
                Map.of("Content-Type", "application/json", "X-Said", "no"));
    }

    /** A mail server that repeats what it is told and takes nobody. */
    private static String refuseLogIn(Socket caller) throws IOException {
        try (caller;
                BufferedReader lines = new BufferedReader(
                        new InputStreamReader(caller.getInputStream(), StandardCharsets.ISO_8859_1));
                OutputStream out = caller.getOutputStream()) {
            out.write("220 hostile ESMTP\r\n".getBytes(StandardCharsets.US_ASCII));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String answer = line.startsWith("EHLO")
                        ? "250-hostile\r\n250 AUTH PLAIN\r\n"
                        : "535 5.7.8 not after you said " + line + "\r\n";
                out.write(answer.getBytes(StandardCharsets.ISO_8859_1));
                out.flush();
            }
        }
        return "";
    }

    @Override
    public void close() throws IOException {
        echo.close();
        mail.close();
        letters.shutdownNow();
        sshd.close();
    }
}
