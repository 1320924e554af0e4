package dev.sternway.demo.victim;

/** A request that is answered with a status below 500. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    final int status;

    Refusal(int status, String why) {
        super(why);
        this.status = status;
    }
}
