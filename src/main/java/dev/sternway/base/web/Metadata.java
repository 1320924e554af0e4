package dev.sternway.base.web;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Addresses at which clouds hand out credentials to whoever asks; nobody can allow them. */
final class Metadata {
    private static final Set<String> NAMES = Set.of(
            "metadata", "metadata.google.internal", "metadata.goog", "instance-data", "instance-data.ec2.internal");
    private static final List<HostRule> ADDRESSES = List.of(
            HostRule.of("169.254.0.0/16"),
            HostRule.of("fe80::/10"),
            HostRule.of("fd00:ec2::/32"),
            HostRule.of("fd20:ce::254"),
            HostRule.of("100.100.100.200"),
            HostRule.of("168.63.129.16"));
    private static final byte[] NAT64 = {0, 0x64, (byte) 0xff, (byte) 0x9b, 0, 0, 0, 0, 0, 0, 0, 0};
    private static final int V6 = 16;

    private Metadata() {}

    static boolean is(String host) {
        return NAMES.contains(host.toLowerCase(Locale.ROOT).replaceAll("\\.$", ""));
    }

    /** Also where an IPv6 address carries one of IPv4. */
    static boolean is(InetAddress address) {
        return ADDRESSES.stream().anyMatch(rule -> rule.covers(address))
                || address instanceof Inet6Address
                        && carried(address.getAddress()).stream().anyMatch(Metadata::is);
    }

    private static List<InetAddress> carried(byte[] bytes) {
        try {
            boolean nat64 = Arrays.equals(bytes, 0, NAT64.length, NAT64, 0, NAT64.length);
            boolean compatible = Arrays.equals(bytes, 0, NAT64.length, new byte[NAT64.length], 0, NAT64.length);
            if (nat64 || compatible) {
                return List.of(InetAddress.getByAddress(Arrays.copyOfRange(bytes, NAT64.length, V6)));
            }
            boolean sixToFour = bytes[0] == 0x20 && bytes[1] == 0x02;
            return sixToFour ? List.of(InetAddress.getByAddress(Arrays.copyOfRange(bytes, 2, 6))) : List.of();
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
