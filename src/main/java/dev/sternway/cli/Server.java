package dev.sternway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sternway.base.ProblemException;
import dev.sternway.cli.profile.Account;
import dev.sternway.plan.yaml.PlanMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** How verbs reach a running server; password and token come from the environment or from a profile only. */
public final class Server {
    private static final int BAD_GATEWAY = 502;
    private static final Duration TWO_SECONDS = Duration.ofSeconds(2);

    /** Made with the first request: most verbs of a start send none. */
    private static final class Client {
        private static final HttpClient ONE =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    }

    @Option(
            names = "--server",
            paramLabel = "URL",
            description = "Address of the server (STERNWAY_URL, else http://localhost:8080).")
    private Optional<String> url = Optional.empty();

    @Option(
            names = "--user",
            description = "Who you are (STERNWAY_USER, else admin); the password is read from STERNWAY_PASSWORD."
                    + " A token in STERNWAY_TOKEN goes before both.")
    private Optional<String> user = Optional.empty();

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            description = "Address and token or password of ~/.config/sternway/profiles.yaml (STERNWAY_PROFILE).")
    private Optional<String> profile = Optional.empty();

    @Option(names = "--json", description = "Answers in JSON, for machines; a refusal is JSON on standard error.")
    private boolean json;

    private Optional<Account> account = Optional.empty();
    private Duration ahead = Duration.ZERO;
    private Duration patience = Duration.ofSeconds(60);

    /** Whether a machine wants to read the answer. */
    public boolean json() {
        return json;
    }

    /** Longer than the usual minute, for what the server needs longer for. */
    public void waitsFor(Duration longest) {
        patience = longest;
    }

    /** The server's time, as of its last answer, to the second. */
    public Instant now() {
        return Instant.now().plus(ahead);
    }

    /** Prints the server's answer for machines, or the sentence for people. */
    public void tell(CommandSpec verb, JsonNode answer, String sentence) {
        verb.commandLine().getOut().println(json ? answer.toPrettyString() : sentence);
    }

    public JsonNode get(String path) {
        return json(send(request(path).GET()));
    }

    public String text(String path) {
        return send(request(path).GET()).body();
    }

    public JsonNode post(String path, String type, byte[] body, Optional<String> key) {
        HttpRequest.Builder request =
                request(path).header("Content-Type", type).POST(HttpRequest.BodyPublishers.ofByteArray(body));
        key.ifPresent(it -> request.header("Idempotency-Key", it));
        return json(send(request));
    }

    public JsonNode change(String method, String path, String body) {
        return json(send(request(path)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))));
    }

    /** One part of a path. */
    public static String part(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(address(path))
                .timeout(patience)
                .header("User-Agent", "sternway, " + System.getProperty("user.name", "unknown"))
                .header("Authorization", account().authorization());
    }

    private Account account() {
        Account known = account.orElseGet(() -> Account.of(new Account.Wanted(url, user, profile), System.getenv()));
        account = Optional.of(known);
        return known;
    }

    private URI address(String path) {
        String server = account().url();
        if (!server.matches("https?://[^\\s/]+.*")) {
            throw ProblemException.of(
                    "SW-0652", server + " is no address of a server", "--server", "Give it as http://host:8080");
        }
        return URI.create(server.replaceAll("/+$", "") + path);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        String server = account().url();
        HttpResponse<String> answer;
        try {
            answer = Client.ONE.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw away("No server answers at " + server, server);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ProblemException.of("SW-0902", "Stopped", server, "");
        }
        answer.headers().firstValue("Date").ifPresent(this::compareClocks);
        if (answer.statusCode() >= BAD_GATEWAY && !answer.body().startsWith("{")) {
            throw away("The server at " + server + " is not there; " + answer.statusCode() + " was answered", server);
        }
        if (answer.statusCode() >= 400) {
            JsonNode problem = answer.body().startsWith("{")
                    ? parse(answer.body())
                    : PlanMapper.json().createObjectNode();
            throw ProblemException.of(
                    problem.path("code").asText("SW-0903"),
                    problem.path("detail").asText("The server answered " + answer.statusCode()),
                    "",
                    "");
        }
        return answer;
    }

    private static ProblemException away(String what, String server) {
        return ProblemException.of("SW-0902", what, server, "Start one with sternway serve, or give --server");
    }

    private void compareClocks(String date) {
        try {
            Duration difference =
                    Duration.between(Instant.now(), ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME));
            ahead = difference.abs().compareTo(TWO_SECONDS) > 0 ? difference : Duration.ZERO;
        } catch (DateTimeParseException unknown) {
            ahead = Duration.ZERO;
        }
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return answer.body().isBlank() ? PlanMapper.json().createObjectNode() : parse(answer.body());
    }

    private static JsonNode parse(String body) {
        try {
            return PlanMapper.json().readTree(body);
        } catch (IOException e) {
            throw ProblemException.of("SW-0903", "The server's answer is not JSON", "", "Check --server");
        }
    }
}
