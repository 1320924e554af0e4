package dev.sternway.security;

import dev.sternway.base.Problem;

/** Which HTTP status a refusal has, at either door. */
public final class Refusals {
    private Refusals() {}

    /** 400 for what cannot be read, 404 for what is unknown, 409 for what is busy or in another state, 403 for whom it is forbidden, else 422. */
    public static int status(Problem problem) {
        return switch (problem.code()) {
            case "SW-0610", "SW-0651", "SW-0804", "SW-0811", "SW-0812", "SW-0816", "SW-0821", "SW-0845" -> 400;
            case "SW-0611",
                    "SW-0612",
                    "SW-0614",
                    "SW-0702",
                    "SW-0703",
                    "SW-0713",
                    "SW-0641",
                    "SW-0814",
                    "SW-0817",
                    "SW-0833",
                    "SW-1041",
                    "SW-1042" -> 404;
            case "SW-0579", "SW-0580", "SW-0704", "SW-0705", "SW-0706", "SW-0710", "SW-0640", "SW-0815", "SW-0835" ->
                409;
            case "SW-0707", "SW-0708", "SW-0813", "SW-0818", "SW-0832", "SW-0834", "SW-0846" -> 403;
            default -> 422;
        };
    }
}
