package dev.sternway.security.access;

import static dev.sternway.security.access.Rule.change;
import static dev.sternway.security.access.Rule.get;
import static dev.sternway.security.access.Rule.post;

import java.util.List;

/**
 * The engine's own REST API. What a rule lets through still meets the engine's authorisations. What people do not need
 * for their tasks is the administrator's: completing an external task of Sternway's own topic would forge a step's result.
 */
final class EngineRules {
    static final String DOOR = "/engine-rest";

    static final List<Rule> LIST = List.of(
            get(Action.READ, "/authorization/check", "/identity/groups", "/user/*/profile"),
            get(
                    Action.ADMIN,
                    "/authorization/**",
                    "/group/**",
                    "/identity/**",
                    "/metrics/**",
                    "/optimize/**",
                    "/telemetry/**",
                    "/tenant/**",
                    "/user/**"),
            get(
                    Action.READ,
                    "/batch/**",
                    "/case-definition/**",
                    "/case-execution/**",
                    "/case-instance/**",
                    "/decision-definition/**",
                    "/decision-requirements-definition/**",
                    "/deployment/**",
                    "/engine",
                    "/event-subscription/**",
                    "/execution/**",
                    "/external-task/**",
                    "/filter/**",
                    "/history/**",
                    "/incident/**",
                    "/job/**",
                    "/job-definition/**",
                    "/migration/**",
                    "/modification/**",
                    "/process-definition/**",
                    "/process-instance/**",
                    "/schema/**",
                    "/task/**",
                    "/variable-instance/**",
                    "/version"),
            post(
                    Action.READ,
                    "/case-execution",
                    "/case-execution/count",
                    "/case-instance",
                    "/case-instance/count",
                    "/execution",
                    "/execution/count",
                    "/external-task",
                    "/external-task/count",
                    "/filter/*/list",
                    "/filter/*/count",
                    "/filter/*/singleResult",
                    "/history/activity-instance",
                    "/history/case-instance",
                    "/history/detail",
                    "/history/external-task-log",
                    "/history/job-log",
                    "/history/process-instance",
                    "/history/task",
                    "/history/variable-instance",
                    "/history/*/count",
                    "/identity/password-policy",
                    "/job",
                    "/job/count",
                    "/job-definition",
                    "/job-definition/count",
                    "/process-instance",
                    "/process-instance/count",
                    "/task",
                    "/task/count",
                    "/variable-instance",
                    "/variable-instance/count"),
            change(Action.DECIDE, "/task/**", "/filter/create", "/filter/*"),
            post(Action.START, "/process-definition/**/start", "/process-definition/**/submit-form"),
            change(
                    Action.DESIGN,
                    "/deployment/create",
                    "/deployment/*",
                    "/deployment/*/redeploy",
                    "/decision-definition/**/evaluate"),
            post(
                    Action.WORK,
                    "/external-task/fetchAndLock",
                    "/external-task/*/complete",
                    "/external-task/*/failure",
                    "/external-task/*/bpmnError",
                    "/external-task/*/extendLock"),
            change(
                    Action.ADMIN,
                    "/authorization/**",
                    "/batch/**",
                    "/case-definition/**",
                    "/case-execution/**",
                    "/case-instance/**",
                    "/condition",
                    "/decision-definition/**",
                    "/decision-requirements-definition/**",
                    "/execution/**",
                    "/external-task/**",
                    "/group/**",
                    "/group",
                    "/history/**",
                    "/identity/verify",
                    "/incident/**",
                    "/job/**",
                    "/job-definition/**",
                    "/message",
                    "/metrics/**",
                    "/migration/**",
                    "/modification/**",
                    "/process-definition/**",
                    "/process-instance/**",
                    "/schema/**",
                    "/signal",
                    "/telemetry/**",
                    "/tenant/**",
                    "/user/**"));

    private EngineRules() {}

    /** There is one engine; under its name it is the same. */
    static String ofTheOnlyEngine(String path) {
        return path.replaceFirst("^" + DOOR + "/engine/[^/]+(?=/)", DOOR);
    }
}
