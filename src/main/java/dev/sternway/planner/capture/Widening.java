package dev.sternway.planner.capture;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Changes of type after which the old value is exactly the new one cast back, as long as the migration converts plainly. */
final class Widening {
    private static final List<String> WHOLE = List.of("smallint", "integer", "bigint", "numeric");
    private static final Pattern SIZED =
            Pattern.compile("(character varying|numeric|bit varying|varbit)\\((\\d+)(?:,(\\d+))?\\)");

    private Widening() {}

    static boolean isExact(String from, String to) {
        if (from.equals(to)) {
            return true;
        }
        if (WHOLE.contains(from) && WHOLE.contains(to)) {
            return WHOLE.indexOf(from) < WHOLE.indexOf(to);
        }
        if (from.startsWith("character varying") && (to.equals("text") || to.equals("character varying"))
                || from.equals("text") && to.equals("character varying")
                || from.equals("real") && to.equals("double precision")
                || from.startsWith("numeric(") && to.equals("numeric")) {
            return true;
        }
        Matcher one = SIZED.matcher(from);
        Matcher other = SIZED.matcher(to);
        return one.matches()
                && other.matches()
                && one.group(1).equals(other.group(1))
                && Integer.parseInt(one.group(2)) <= Integer.parseInt(other.group(2))
                && java.util.Objects.equals(one.group(3), other.group(3));
    }
}
