package dev.sternway.base;

/** Carries a {@link Problem} to the edge (CLI, REST, worker), which shows it without a stack trace. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Problem problem;

    public ProblemException(Problem problem) {
        super(problem.toString());
        this.problem = problem;
    }

    public ProblemException(Problem problem, Throwable cause) {
        super(problem.toString(), cause);
        this.problem = problem;
    }

    public static ProblemException of(String code, String what, String where, String next) {
        return new ProblemException(new Problem(code, what, where, next));
    }

    public Problem problem() {
        return problem;
    }
}
