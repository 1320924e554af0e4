package dev.sternway.security.access;

import dev.sternway.base.ProblemException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a caller may be allowed to do; a token's scopes have the same names. */
public enum Action {
    READ,
    METRICS,
    ALERTS,
    ARM,
    START,
    DECIDE,
    DESIGN,
    WORK,
    ADMIN;

    public String scope() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws ProblemException SW-0811 */
    public static Action ofScope(String scope) {
        return Arrays.stream(values())
                .filter(action -> action.scope().equals(scope.strip()))
                .findFirst()
                .orElseThrow(() -> ProblemException.of(
                        "SW-0811",
                        "There is no scope " + scope.strip(),
                        "scopes",
                        "Take of " + Arrays.stream(values()).map(Action::scope).collect(Collectors.joining(", "))));
    }
}
