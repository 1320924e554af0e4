package dev.sternway.run.secret;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Set;

/** How a value looks inside of something else. */
public final class Encoded {
    private static final int LETTERS = 4;
    private static final int BYTES = 3;
    private static final int SHORTEST = 8;

    private Encoded() {}

    /** In Base64: alone, and what of it is always the same wherever it begins in a longer text, like {@code user:value}. */
    public static Set<String> inBase64(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        Set<String> found = new LinkedHashSet<>(Set.of(Base64.getEncoder().encodeToString(bytes)));
        for (int before = 0; before < BYTES; before++) {
            byte[] shifted = new byte[before + bytes.length];
            System.arraycopy(bytes, 0, shifted, before, bytes.length);
            String encoded = Base64.getEncoder().withoutPadding().encodeToString(shifted);
            int from = before == 0 ? 0 : before + 1;
            int to = shifted.length / BYTES * LETTERS + shifted.length % BYTES;
            if (to - from >= SHORTEST) {
                found.add(encoded.substring(from, to));
                found.add(encoded.substring(from, to).replace('+', '-').replace('/', '_'));
            }
        }
        return found;
    }
}
