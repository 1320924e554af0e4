package dev.sternway.run.alert;

import dev.sternway.base.ProblemException;
import dev.sternway.plan.Plan;
import dev.sternway.plan.Target;
import dev.sternway.plan.Trigger;
import dev.sternway.run.Bundles;
import dev.sternway.run.Guard;
import dev.sternway.run.Guards;
import dev.sternway.watch.alert.Alert;
import dev.sternway.watch.alert.AlertRoutes;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Which armed plan an alert means: by label, by the route table, or by a target; and which of its triggers. */
@Component
class FindGuard {
    private static final int SHOWN = 20;
    private static final int KEPT = 5_000;

    private final Guards guards;
    private final Bundles bundles;
    private final AlertRoutes routes;
    private final Map<String, Plan> plans = new ConcurrentHashMap<>();

    FindGuard(Guards guards, Bundles bundles, AlertRoutes routes) {
        this.guards = guards;
        this.bundles = bundles;
        this.routes = routes;
    }

    /** A guard and the trigger that fires. */
    record Meant(Guard guard, Trigger trigger) {}

    /** @throws ProblemException SW-0611 when no or no single armed plan is meant, SW-0612 when it has no such trigger */
    Meant meant(Alert alert) {
        List<Guard> armed = new ArrayList<>(guards.in(Guard.State.ARMED));
        armed.addAll(guards.in(Guard.State.ROLLING_BACK));
        Optional<AlertRoutes.Route> route = routes.of(alert);
        Optional<String> plan = alert.label(Alert.PLAN).or(() -> route.map(AlertRoutes.Route::plan));
        Optional<String> environment =
                alert.label(Alert.ENVIRONMENT).or(() -> route.flatMap(AlertRoutes.Route::environment));
        List<Guard> meant = armed.stream()
                .filter(guard -> environment
                        .filter(it -> !it.equals(guard.environment()))
                        .isEmpty())
                .filter(guard -> plan.map(guard.planId()::equals).orElseGet(() -> touches(alert, plan(guard))))
                .toList();
        if (meant.size() != 1) {
            throw unknown(alert, plan, meant, armed);
        }
        Guard guard = meant.get(0);
        Optional<String> trigger = alert.label(Alert.TRIGGER).or(() -> route.flatMap(AlertRoutes.Route::trigger));
        return new Meant(guard, trigger(alert, plan(guard), trigger));
    }

    /** Whether the alert, not knowing what is armed, is about this plan. */
    boolean concerns(Alert alert, Guard guard) {
        Optional<String> plan =
                alert.label(Alert.PLAN).or(() -> routes.of(alert).map(AlertRoutes.Route::plan));
        boolean here = alert.label(Alert.ENVIRONMENT)
                .filter(it -> !it.equals(guard.environment()))
                .isEmpty();
        return here && plan.map(guard.planId()::equals).orElseGet(() -> touches(alert, plan(guard)));
    }

    private static Trigger trigger(Alert alert, Plan plan, Optional<String> named) {
        List<Trigger> waiting = plan.triggers().stream()
                .filter(it -> it.watch().alert().isPresent())
                .toList();
        return waiting.stream()
                .filter(it -> named.map(it.id()::equals)
                        .orElseGet(() -> it.watch().alert().orElseThrow().name().equals(alert.name())))
                .findFirst()
                .orElseThrow(() -> ProblemException.of(
                        "SW-0612",
                        "Plan " + plan.metadata().id() + " has no trigger for the alert " + named.orElse(alert.name()),
                        alert.name(),
                        waiting.isEmpty()
                                ? "Give the plan a trigger with watch: {alert: {name: " + alert.name() + "}}"
                                : "It waits for "
                                        + waiting.stream()
                                                .map(it -> it.watch()
                                                        .alert()
                                                        .orElseThrow()
                                                        .name())
                                                .collect(Collectors.joining(", "))));
    }

    /** By the target's name, or by the address that was scraped. */
    private static boolean touches(Alert alert, Plan plan) {
        Optional<String> named = alert.label(Alert.TARGET);
        if (named.isPresent()) {
            return plan.targets().containsKey(named.get());
        }
        return alert.label("instance")
                .map(it -> it.replaceFirst("^[a-z]+://", "").replaceFirst("/.*$", ""))
                .filter(it -> plan.targets().values().stream().anyMatch(target -> it.equals(address(target))))
                .isPresent();
    }

    private static String address(Target target) {
        String url = target.url().orElse("").replaceFirst("^jdbc:", "");
        try {
            URI uri = URI.create(url);
            return uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
        } catch (IllegalArgumentException odd) {
            return "";
        }
    }

    private Plan plan(Guard guard) {
        if (plans.size() > KEPT) {
            plans.clear();
        }
        return plans.computeIfAbsent(
                guard.digest() + "@" + guard.environment(),
                key -> bundles.find(guard.digest()).orElseThrow().plan(guard.environment()));
    }

    private static ProblemException unknown(Alert alert, Optional<String> plan, List<Guard> meant, List<Guard> armed) {
        String what = meant.isEmpty()
                ? "The alert " + alert.name() + " means no armed plan"
                        + plan.map(it -> ": " + it + " is not armed").orElse("")
                : "The alert " + alert.name() + " means several armed plans: " + names(meant);
        return ProblemException.of(
                "SW-0611",
                what,
                alert.name(),
                (armed.isEmpty() ? "No plan is armed" : "Armed are " + names(armed)) + "; name one by the label "
                        + Alert.PLAN + " (and " + Alert.ENVIRONMENT + "), by a route, or by a target");
    }

    private static String names(List<Guard> guards) {
        return guards.stream()
                        .limit(SHOWN)
                        .map(guard -> guard.planId() + " in " + guard.environment())
                        .collect(Collectors.joining(", "))
                + (guards.size() > SHOWN ? " and " + (guards.size() - SHOWN) + " more" : "");
    }
}
