package dev.sternway;

import dev.sternway.cli.Cli;

/** Entry point. */
public final class Sternway {
    private Sternway() {}

    public static void main(String[] args) {
        int code = Cli.run(args);
        if (code != Cli.GOES_ON) {
            System.exit(code);
        }
    }
}
