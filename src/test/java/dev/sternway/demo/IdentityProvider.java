package dev.sternway.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

/** A certified OpenID provider in a process of its own; needs {@code npm ci} in src/test/oidc, which ./check does. */
final class IdentityProvider implements AutoCloseable {
    static final String CLIENT = "sternway";
    static final String SECRET = "a-secret-of-the-test";

    private final Process process;
    private final String issuer;

    private IdentityProvider(Process process, String issuer) {
        this.process = process;
        this.issuer = issuer;
    }

    /** @param sternway where people come back to */
    static IdentityProvider start(String sternway) throws IOException {
        Process process = new ProcessBuilder(List.of("node", "provider.mjs", sternway))
                .directory(Path.of("src", "test", "oidc").toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String issuer =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).readLine();
        if (issuer == null) {
            throw new IllegalStateException("the provider does not start: run npm ci in src/test/oidc");
        }
        return new IdentityProvider(process, issuer);
    }

    String issuer() {
        return issuer;
    }

    /** A token that the provider gives a program. */
    String token(String audience) throws IOException, InterruptedException {
        String basic = Base64.getEncoder().encodeToString("robot:another-secret".getBytes(StandardCharsets.UTF_8));
        String form = "grant_type=client_credentials&scope=api&resource=urn:" + audience;
        String body = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(issuer + "/token"))
                                .header("Authorization", "Basic " + basic)
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString(form))
                                .build(),
                        BodyHandlers.ofString())
                .body();
        return new ObjectMapper().readTree(body).path("access_token").asText();
    }

    @Override
    public void close() {
        process.destroy();
    }
}
