package dev.sternway.cli.hand;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** One segment of an address, whatever somebody typed. */
final class Segment {
    private Segment() {}

    static String of(String typed) {
        return URLEncoder.encode(typed, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
