package dev.sternway.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sternway.cli.ServerInProcess;
import dev.sternway.security.access.Role;
import dev.sternway.security.access.Rule;
import dev.sternway.security.access.Rules;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Who may do what, asked of a real server: every endpoint, every role. */
class RolesTest {
    private static final Path PAGE = Path.of("docs", "security.md");
    private static final String FROM = "<!-- roles -->\n";
    private static final String TO = "<!-- end of roles -->\n";

    @TempDir
    private static Path folder;

    private static ConfigurableApplicationContext server;
    private static Knocker stranger;

    @BeforeAll
    static void start() {
        server = ServerInProcess.start(folder);
        stranger =
                Knocker.stranger("http://localhost:" + server.getEnvironment().getProperty("local.server.port"));
        Knocker admin = stranger.as("admin", "admin");
        for (Role role : Role.values()) {
            String group = role.groups().stream().findFirst().orElse("backend");
            HttpResponse<String> made = admin.ask(
                    "POST",
                    "/api/users",
                    "{\"name\": \"" + role.title() + "s\", \"password\": \"" + password(role) + "\", \"groups\": [\""
                            + group + "\"]}",
                    Map.of());
            assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void everyEndpointHasARule() {
        assertThat(endpoints().stream()
                        .filter(endpoint -> rule(endpoint).isEmpty())
                        .toList())
                .as("add them to a rule in security/access, and to docs/security.md with -Dsternway.update=true")
                .isEmpty();
    }

    @Test
    void everyRuleHasAnEndpoint() {
        Set<String> used = endpoints().stream()
                .flatMap(endpoint -> rule(endpoint).stream()
                        .flatMap(rule -> rule.paths().stream().filter(path -> covers(rule, path, endpoint))))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(Rules.list().stream().flatMap(rule -> rule.paths().stream()))
                .as("paths of rules that no endpoint has")
                .filteredOn(path -> !used.contains(path) && !path.startsWith("/api/alerts/"))
                .isEmpty();
    }

    @Test
    void thePageShowsWhoMayDoWhat() throws IOException {
        String page = Files.readString(PAGE);
        String right =
                page.substring(0, page.indexOf(FROM) + FROM.length()) + table() + page.substring(page.indexOf(TO));
        if (Boolean.getBoolean("sternway.update")) {
            Files.writeString(PAGE, right);
        }
        assertThat(page).as("run with -Dsternway.update=true").isEqualTo(right);
    }

    @Test
    void everyRoleGetsThroughExactlyTheDoorsThatItsRowNames() {
        List<String> wrong = new ArrayList<>();
        Set<Rule> opened = new HashSet<>();
        for (String endpoint : endpoints()) {
            Rule rule = rule(endpoint).orElseThrow();
            boolean tried = !harmless(endpoint) || !opened.add(rule);
            for (Role role : Role.values()) {
                boolean may = role.may(rule.action());
                if (may && tried) {
                    continue;
                }
                HttpResponse<String> answer = knock(stranger.as(role.title() + "s", password(role)), endpoint);
                boolean refused = answer.statusCode() == 403 && answer.body().contains("SW-0802");
                if (refused == may || answer.statusCode() == 401) {
                    wrong.add(role.title() + " " + endpoint + ": " + answer.statusCode() + " " + answer.body());
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void strangersGetInNowhere() {
        assertThat(endpoints().stream()
                        .map(endpoint ->
                                endpoint + ": " + knock(stranger, endpoint).statusCode())
                        .filter(answer -> !answer.endsWith(": 401"))
                        .toList())
                .isEmpty();
        assertThat(stranger.get("/actuator/health").statusCode()).isEqualTo(200);
        assertThat(stranger.get("/actuator/health").body())
                .isEqualTo("{\"status\":\"UP\",\"groups\":[\"liveness\",\"readiness\"]}");
        for (String nobodys :
                List.of("/actuator", "/actuator/env", "/h2-console", "/error", "/engine-rest/application.wadl")) {
            assertThat(stranger.get(nobodys).statusCode()).as(nobodys).isEqualTo(401);
            assertThat(stranger.as("admin", "admin").get(nobodys).statusCode())
                    .as(nobodys)
                    .isIn(403, 404);
        }
    }

    @Test
    void anOddlyWrittenPathIsTheSameDoor() {
        Knocker viewer = stranger.as("viewers", password(Role.VIEWER));
        Knocker participant = stranger.as("participants", password(Role.PARTICIPANT));
        for (String path : List.of("/engine-rest/%75ser", "/engine-rest/user/", "/engine-rest/engine/default/user")) {

            assertThat(viewer.get(path).statusCode()).as(path).isEqualTo(403);
        }
        assertThat(viewer.get("/%65ngine-rest/user").statusCode()).isEqualTo(400);
        for (String path : List.of(
                "/engine-rest/process-definition",
                "/engine-rest/%70rocess-definition",
                "/engine-rest/engine/default/process-definition")) {
            assertThat(participant.get(path).body())
                    .as("the engine knows who asks, so that its own authorisations apply")
                    .doesNotContain("rollback");
        }
        assertThat(viewer.get("/engine-rest/process-definition").body()).contains("rollback");
    }

    private static HttpResponse<String> knock(Knocker who, String endpoint) {
        String[] parts = endpoint.split(" ");
        return who.ask(
                parts[0], parts[1].replaceAll("\\{[^}]+}", "none"), parts[0].equals("GET") ? "" : "{}", Map.of());
    }

    /** What would really change this server is not tried by somebody who may; of each rule one endpoint is. */
    private static boolean harmless(String endpoint) {
        return endpoint.contains("{") || endpoint.startsWith("GET") && !endpoint.contains("/report");
    }

    private static Set<String> endpoints() {
        Set<String> all = new TreeSet<>();
        server.getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .forEach((mapping, handler) -> mapping.getMethodsCondition()
                        .getMethods()
                        .forEach(method -> mapping.getPatternValues()
                                .forEach(path -> all.add(method + " " + path.replaceAll(":[^/]*}", "}")))));
        EngineEndpoints.all().stream()
                .filter(endpoint -> !endpoint.startsWith("OPTIONS"))
                .forEach(all::add);
        all.addAll(List.of("GET /engine-rest/engine", "GET /actuator/info", "GET /actuator/prometheus"));
        all.removeAll(List.of("POST /api/alerts/{format}", "GET /board/log-in", "POST /board/log-in"));
        return all;
    }

    private static Optional<Rule> rule(String endpoint) {
        String[] parts = endpoint.split(" ");
        return Rules.covering(parts[0], parts[1].replaceAll("\\{[^}]+}", "none"));
    }

    private static boolean covers(Rule rule, String path, String endpoint) {
        String[] parts = endpoint.split(" ");
        return new org.springframework.util.AntPathMatcher().match(path, parts[1].replaceAll("\\{[^}]+}", "none"))
                && rule.methods().contains(parts[0]);
    }

    private static String password(Role role) {
        return role.title() + "-password";
    }

    private static String table() {
        List<Role> roles = Arrays.asList(Role.values());
        StringBuilder table = new StringBuilder("| scope | endpoints | "
                + roles.stream().map(Role::title).collect(Collectors.joining(" | ")) + " |\n"
                + "|--|--|" + "--|".repeat(roles.size()) + "\n");
        for (Rule rule : Rules.list()) {
            table.append("| ").append(rule.action().scope()).append(" | ");
            table.append(String.join("/", rule.methods()));
            table.append(rule.paths().stream().map(path -> " `" + path + "`").collect(Collectors.joining(",")));
            roles.forEach(role -> table.append(" | ").append(role.may(rule.action()) ? "yes" : ""));
            table.append(" |\n");
        }
        return table.toString().replace("|  |", "| |").replace("|  |", "| |");
    }
}
