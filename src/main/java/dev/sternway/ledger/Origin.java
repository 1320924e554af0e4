package dev.sternway.ledger;

import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.TreeMap;

/** Where the call comes from that this thread works for; doors set it, and the ledger's entries note it. */
public final class Origin {
    private static final int LONGEST = 200;
    private static final String FROM = "from";
    private static final Map<String, String> THIS_NODE =
            Map.of(FROM, "this node, " + ManagementFactory.getRuntimeMXBean().getName());
    private static final ThreadLocal<Map<String, String>> CURRENT = ThreadLocal.withInitial(() -> THIS_NODE);

    private Origin() {}

    /**
     * To be followed by {@link #clear}.
     *
     * @param address of the caller
     * @param agent program that calls, in its own words; empty when it does not say
     * @param login how the caller proved who it is
     */
    public static void set(String address, String agent, String login) {
        Map<String, String> origin = new TreeMap<>(Map.of(FROM, printable(address), "login", printable(login)));
        if (!agent.isBlank()) {
            origin.put("agent", printable(agent));
        }
        CURRENT.set(origin);
    }

    public static void clear() {
        CURRENT.remove();
    }

    /** For the detail of an entry; names the process where nobody called. */
    public static Map<String, String> current() {
        return CURRENT.get();
    }

    private static String printable(String text) {
        String line = text.replaceAll("\\p{Cntrl}", " ").strip();
        return line.length() > LONGEST ? line.substring(0, LONGEST) : line;
    }
}
