package dev.sternway.executor.http;

import dev.sternway.base.Problem;
import dev.sternway.executor.StepContext;
import dev.sternway.plan.Target;
import java.util.Optional;
import java.util.Set;

/** A service that does not let a step in: it says so by its status, and asking again does not help. */
public final class NotLetIn {
    private static final Set<Integer> STATUSES = Set.of(401, 403, 407);

    private NotLetIn() {}

    public static boolean is(int status) {
        return STATUSES.contains(status);
    }

    /** SW-0341: who was not let in where; empty when the answer is another. */
    public static Optional<Problem> problem(HttpCall call, HttpAnswer answer, StepContext context) {
        if (!is(answer.status())) {
            return Optional.empty();
        }
        String said = answer.body().isBlank() ? "" : ": " + answer.start();
        return Optional.of(new Problem(
                "SW-0341",
                call.where(context) + " does not let " + who(call, context) + " in, it answers " + answer.status()
                        + said,
                call.target(),
                answer.status() == 403
                        ? "Allow this log-in to do it at the service, or give the target another one"
                        : "Correct the log-in of the target, or what it has to be at the service"));
    }

    private static String who(HttpCall call, StepContext context) {
        Target target = context.target(call.target());
        if (call.headers().keySet().stream().anyMatch("Authorization"::equalsIgnoreCase)) {
            return "the log-in in the step's headers";
        }
        if (target.token().isPresent()) {
            return "the token " + target.token().get().secret();
        }
        return target.user()
                .filter(user -> target.password().isPresent())
                .map(user -> "the user " + user)
                .orElse("a request without a log-in");
    }
}
