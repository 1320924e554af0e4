package dev.sternway.security.access;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The endpoints; the first rule that covers a request counts, and what none covers is nobody's. */
public final class Rules {
    private static final List<Rule> OWN = List.of(
            Rule.get(
                    Action.READ,
                    "/api/guards",
                    "/api/guards/*",
                    "/api/guards/*/verdicts",
                    "/api/rollbacks",
                    "/api/rollbacks/*",
                    "/api/rollbacks/*/*",
                    "/api/backups",
                    "/api/ledger",
                    "/api/history",
                    "/api/estimates",
                    "/api/processes",
                    "/api/processes/*",
                    "/api/locks",
                    "/api/alerts",
                    "/api/me",
                    "/api/openapi",
                    "/api/openapi.yaml",
                    "/board",
                    "/board/plans",
                    "/board/history",
                    "/board/rollbacks/*/report.md",
                    "/board/rollbacks/*/report.pdf",
                    "/board/guards/*",
                    "/board/guards/*/now",
                    "/board/guards/*/plan",
                    "/board/guards/*/changes",
                    "/board/rollbacks/*",
                    "/board/rollbacks/*/now",
                    "/board/rollbacks/*/changes",
                    "/board/rollbacks/*/diagrams/*",
                    "/board/rollbacks/*/report"),
            Rule.post(Action.ALERTS, "/api/alerts/*"),
            Rule.post(
                    Action.ARM,
                    "/api/guards",
                    "/api/guards/*/cancel",
                    "/api/guards/*/release",
                    "/api/guards/*/disarm",
                    "/api/backups/purge",
                    "/api/locks/release"),
            Rule.post(
                    Action.START,
                    "/api/rollbacks",
                    "/api/rollbacks/*/withdraw",
                    "/api/rollbacks/*/cancel",
                    "/api/rollbacks/*/resume",
                    "/api/rollbacks/go-on",
                    "/api/migrations"),
            Rule.post(Action.DESIGN, "/api/processes", "/api/processes/*/approve", "/api/processes/*/reject"),
            Rule.get(Action.READ, "/api/tokens"),
            Rule.change(Action.READ, "/api/tokens", "/api/tokens/*", "/api/me/password"),
            Rule.post(Action.ADMIN, "/api/backups/own"),
            Rule.get(Action.ADMIN, "/api/users"),
            Rule.change(
                    Action.ADMIN, "/api/users", "/api/users/*/password", "/api/users/*/disable", "/api/users/*/enable"),
            Rule.get(Action.METRICS, "/actuator/prometheus"),
            Rule.get(Action.READ, "/actuator/info"));

    private static final List<Rule> ALL = Stream.concat(
                    OWN.stream(), EngineRules.LIST.stream().map(rule -> rule.under(EngineRules.DOOR)))
            .toList();

    private Rules() {}

    /** In the order in which they count. */
    public static List<Rule> list() {
        return ALL;
    }

    /** @param path decoded. @return empty when nobody may */
    public static Optional<Rule> covering(String method, String path) {
        String asked = EngineRules.ofTheOnlyEngine(path.length() > 1 ? path.replaceAll("/+$", "") : path);
        String as = method.equals("HEAD") || method.equals("OPTIONS") ? "GET" : method;
        return ALL.stream().filter(rule -> rule.covers(as, asked)).findFirst();
    }
}
