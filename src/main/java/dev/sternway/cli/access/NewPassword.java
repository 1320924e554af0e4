package dev.sternway.cli.access;

import dev.sternway.base.ProblemException;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/** Asks twice where somebody types, and once where a program pipes. */
final class NewPassword {
    private NewPassword() {}

    static String ask(String person) {
        Console console = System.console();
        if (console == null) {
            return piped();
        }
        char[] first = console.readPassword("New password of %s: ", person);
        char[] again = console.readPassword("Again: ");
        if (first == null || !Arrays.equals(first, again)) {
            throw ProblemException.of("SW-0822", "The two passwords differ", "", "Type the same one twice");
        }
        return new String(first);
    }

    private static String piped() {
        try {
            return Objects.requireNonNullElse(
                    new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine(), "");
        } catch (IOException e) {
            throw ProblemException.of("SW-0822", "The password cannot be read", "standard input", "Pipe it in");
        }
    }
}
