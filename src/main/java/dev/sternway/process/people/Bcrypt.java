package dev.sternway.process.people;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.operaton.bpm.engine.impl.digest.PasswordEncryptor;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/**
 * Passwords as bcrypt hashes of their SHA-384, since bcrypt itself looks at 72 bytes only. A pair that was right is known
 * again by a keyed digest, so that HTTP Basic does not cost a bcrypt per call.
 */
final class Bcrypt implements PasswordEncryptor {
    static final String NAME = "bcrypt-sha384";

    private static final int KNOWN = 1000;
    private static final String ALGORITHM = "HmacSHA256";

    private final BCryptPasswordEncoder bcrypt = new BCryptPasswordEncoder();
    private final byte[] key = new byte[32];
    private final String nobody;
    private final Set<String> right = Collections.synchronizedSet(Collections.newSetFromMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > KNOWN;
        }
    }));

    Bcrypt() {
        new SecureRandom().nextBytes(key);
        nobody = encrypt(Base64.getEncoder().encodeToString(key));
    }

    @Override
    public String encrypt(String password) {
        return bcrypt.encode(shortened(password));
    }

    @Override
    public boolean check(String password, String encrypted) {
        String pair = mac(password, encrypted);
        if (right.contains(pair)) {
            return true;
        }
        boolean matches = bcrypt.matches(shortened(password), encrypted);
        if (matches) {
            right.add(pair);
        }
        return matches;
    }

    /** Takes as long as a wrong password does. */
    void pretend(String password) {
        bcrypt.matches(shortened(password), nobody);
    }

    @Override
    public String hashAlgorithmName() {
        return NAME;
    }

    private static String shortened(String password) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-384").digest(password.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-384", e);
        }
    }

    private String mac(String password, String encrypted) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            mac.update((encrypted + "\n").getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(mac.doFinal(password.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
