package dev.sternway.executor.registry;

import dev.sternway.base.Digest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.awaitility.Awaitility;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** A real registry of Debian's package, for one user. */
final class DockerRegistry implements AutoCloseable {
    static final String USER = "deployer";
    static final String PASSWORD = "push-1t";
    private static final String KIND = "application/vnd.docker.distribution.manifest.v2+json";

    private final HttpClient client = HttpClient.newHttpClient();
    private final int port;
    private final Process process;

    DockerRegistry(Path folder) throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Files.writeString(folder.resolve("users"), USER + ":" + new BCryptPasswordEncoder(4).encode(PASSWORD) + "\n");
        Path settings = Files.writeString(
                folder.resolve("registry.yaml"), """
                version: 0.1
                log: {level: error}
                storage: {filesystem: {rootdirectory: %s}, delete: {enabled: true}}
                http: {addr: "127.0.0.1:%d"}
                auth: {htpasswd: {realm: it, path: %s}}
                """.formatted(folder.resolve("store"), port, folder.resolve("users")));
        process = new ProcessBuilder("docker-registry", "serve", settings.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("registry.log").toFile())
                .start();
        Awaitility.await().ignoreExceptions().until(() -> send("GET", "/v2/", "", "") == 200);
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    /** Builds and pushes an image of nothing but a note. @return its digest */
    String push(String repository, String tag, String note) throws Exception {
        String config = "{\"architecture\":\"amd64\",\"os\":\"linux\",\"comment\":\"" + note + "\"}";
        String digest = "sha256:" + Digest.of(config);
        HttpResponse<String> begun = answer("POST", "/v2/" + repository + "/blobs/uploads/", "", "");
        String place = begun.headers().firstValue("Location").orElseThrow();
        String path = place.substring(place.indexOf("/v2/")) + "&digest=" + digest;
        require(send("PUT", path, "application/octet-stream", config), 201);
        String manifest = "{\n   \"schemaVersion\": 2,\n   \"mediaType\": \"" + KIND
                + "\",\n   \"config\": {\"mediaType\": \"application/vnd.docker.container.image.v1+json\", \"size\": "
                + config.length() + ", \"digest\": \"" + digest + "\"},\n   \"layers\": []\n}";
        require(send("PUT", "/v2/" + repository + "/manifests/" + tag, KIND, manifest), 201);
        return "sha256:" + Digest.of(manifest);
    }

    void delete(String repository, String digest) throws Exception {
        require(send("DELETE", "/v2/" + repository + "/manifests/" + digest, "", ""), 202);
    }

    private static void require(int status, int wanted) {
        if (status != wanted) {
            throw new IllegalStateException("the registry answers " + status);
        }
    }

    private int send(String method, String path, String kind, String body) throws Exception {
        return answer(method, path, kind, body).statusCode();
    }

    private HttpResponse<String> answer(String method, String path, String kind, String body) throws Exception {
        String pair = Base64.getEncoder().encodeToString((USER + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url() + path))
                .header("Authorization", "Basic " + pair)
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        if (!kind.isEmpty()) {
            request.header("Content-Type", kind);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
