package dev.sternway.base.web;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;

/**
 * One entry of an allow-list.
 *
 * @param name of a host; with {@code *.} in front, of everything below a domain
 * @param network address and number of leading bits that count
 * @param port the only one; any when empty
 */
record HostRule(Optional<String> name, Optional<Network> network, Optional<Integer> port) {
    private static final String LITERAL = "[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*";

    record Network(InetAddress address, int bits) {
        boolean covers(InetAddress other) {
            byte[] one = address.getAddress();
            byte[] two = other.getAddress();
            if (one.length != two.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> bit % 8;
                if ((one[bit / 8] & mask) != (two[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }

    /** @throws IllegalArgumentException when it is neither a name, an address nor a network */
    static HostRule of(String text) {
        String rule = text.strip().toLowerCase(Locale.ROOT);
        if (rule.matches("(\\*\\.)?[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?(:\\d{1,5})?")
                && !rule.matches("[0-9.]+(:\\d+)?")) {
            int colon = rule.indexOf(':');
            return colon < 0
                    ? new HostRule(Optional.of(rule), Optional.empty(), Optional.empty())
                    : new HostRule(
                            Optional.of(rule.substring(0, colon)),
                            Optional.empty(),
                            Optional.of(Integer.parseInt(rule.substring(colon + 1))));
        }
        return new HostRule(Optional.empty(), Optional.of(network(rule)), Optional.empty());
    }

    private static Network network(String rule) {
        int slash = rule.indexOf('/');
        String literal = (slash < 0 ? rule : rule.substring(0, slash)).replaceAll("[\\[\\]]", "");
        if (!literal.matches(LITERAL)) {
            throw new IllegalArgumentException(rule + " is no host, address or network");
        }
        try {
            InetAddress address = InetAddress.getByName(literal);
            int all = address.getAddress().length * 8;
            int bits = slash < 0 ? all : Integer.parseInt(rule.substring(slash + 1));
            if (bits < 0 || bits > all) {
                throw new IllegalArgumentException(rule + " has more bits than an address");
            }
            return new Network(address, bits);
        } catch (UnknownHostException | NumberFormatException wrong) {
            throw new IllegalArgumentException(rule + " is no host, address or network", wrong);
        }
    }

    boolean names(String host, int at) {
        String asked = host.toLowerCase(Locale.ROOT).replaceAll("\\.$", "");
        return port.filter(only -> only != at).isEmpty()
                && name.filter(own -> own.startsWith("*.") ? asked.endsWith(own.substring(1)) : asked.equals(own))
                        .isPresent();
    }

    boolean covers(InetAddress address) {
        return network.filter(own -> own.covers(address)).isPresent();
    }
}
