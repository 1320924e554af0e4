package dev.sternway.planner.derive;

import dev.sternway.base.Digest;

/** A script that says in its first line which text was derived, so that a later run can tell whether people changed it. */
public final class Generated {
    private static final String SEAL = "-- Derived by Sternway; change the migration and derive again. Digest ";

    private Generated() {}

    static String sealed(String script) {
        return SEAL + Digest.of(script) + "\n" + script;
    }

    /** Nobody has changed it since it was written. */
    public static boolean isUntouched(String file) {
        int end = file.indexOf('\n');
        return end > 0
                && file.startsWith(SEAL)
                && file.substring(SEAL.length(), end).equals(Digest.of(file.substring(end + 1)));
    }
}
