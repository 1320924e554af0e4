package dev.sternway;

/** Entry point. */
public final class Sternway {
    private Sternway() {}

    public static void main(String[] args) {}
}
