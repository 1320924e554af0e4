package dev.sternway.security;

import dev.sternway.base.Digest;
import dev.sternway.base.Problem;
import dev.sternway.base.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What monitoring systems show at the door: a bearer token, or an HMAC-SHA256 over timestamp, colon and body. Several of
 * each may be valid, so that they can be changed one after the other.
 */
public record AlertKeys(List<Secret> tokens, List<Secret> signing) {
    public static final String TIMESTAMP = "X-Sternway-Timestamp";
    public static final String SIGNATURE = "X-Sternway-Signature";

    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final String ALGORITHM = "HmacSHA256";
    private static final String PREFIX = "sha256=";

    public AlertKeys {
        tokens = List.copyOf(tokens);
        signing = List.copyOf(signing);
    }

    boolean knows(String token) {
        byte[] shown = Digest.sha256().digest(token.getBytes(StandardCharsets.UTF_8));
        boolean known = false;
        for (Secret one : tokens) {
            byte[] right = Digest.sha256().digest(one.reveal().getBytes(StandardCharsets.UTF_8));
            known |= MessageDigest.isEqual(shown, right);
        }
        return known;
    }

    /** @param timestamp seconds since 1970. @return why the signature does not count; empty when it does */
    Optional<Problem> whyNot(String timestamp, String signature, byte[] body, Instant now) {
        if (!timestamp.matches("\\d{1,12}")) {
            return refused("SW-0805", "The timestamp of the signature is no number of seconds");
        }
        byte[] shown = bytes(signature.startsWith(PREFIX) ? signature.substring(PREFIX.length()) : signature);
        boolean signed = false;
        for (Secret key : signing) {
            signed |= MessageDigest.isEqual(shown, mac(key, timestamp, body));
        }
        if (!signed) {
            return refused("SW-0805", "The signature is wrong");
        }
        Duration off = Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), now)
                .abs();
        return off.compareTo(TOLERANCE) > 0
                ? refused("SW-0806", "The signature is " + off.toSeconds() + " seconds off this clock")
                : Optional.empty();
    }

    private static Optional<Problem> refused(String code, String what) {
        String next = code.equals("SW-0806")
                ? "Sign anew, within 5 minutes; compare the clocks"
                : "Send hex of HMAC-SHA256 over timestamp, colon and body";
        return Optional.of(new Problem(code, what, SIGNATURE, next));
    }

    private static byte[] bytes(String hex) {
        try {
            return HexFormat.of().parseHex(hex);
        } catch (IllegalArgumentException none) {
            return new byte[0];
        }
    }

    private static byte[] mac(Secret key, String timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key.reveal().getBytes(StandardCharsets.UTF_8), ALGORITHM));
            mac.update((timestamp + ":").getBytes(StandardCharsets.UTF_8));
            return mac.doFinal(body);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
