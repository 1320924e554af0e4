package dev.sternway.base.tls;

import dev.sternway.base.Problem;
import dev.sternway.base.ProblemException;
import dev.sternway.base.Secret;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Whom to trust in place of those whom Java trusts, and how to show who one is. All of it is PEM text.
 *
 * @param ca certificates of those who vouch for the service
 * @param certificate one's own, with those between it and the service's, if any
 * @param key of the certificate, as PKCS #8 without a password
 */
public record TlsIdentity(Optional<Secret> ca, Optional<Secret> certificate, Optional<Secret> key) {
    private static final Pattern KEY = Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]+)-----END PRIVATE KEY-----");
    private static final List<String> KINDS = List.of("RSA", "EC", "Ed25519");

    /** @throws ProblemException SW-0653 when certificate or key cannot be read, or one stands without the other */
    public SSLContext context() {
        if (certificate.isPresent() != key.isPresent()) {
            throw unreadable("a certificate needs its key, and a key its certificate", null);
        }
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            KeyManagerFactory shown = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            shown.init(ownStore(), new char[0]);
            TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trusted.init(ca.isPresent() ? store(certificates(text(ca))) : null);
            context.init(shown.getKeyManagers(), trusted.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException | IllegalArgumentException broken) {
            throw unreadable(String.valueOf(broken.getMessage()), broken);
        }
    }

    private KeyStore ownStore() throws GeneralSecurityException, IOException {
        KeyStore store = store(List.of());
        if (key.isPresent()) {
            store.setKeyEntry(
                    "own",
                    privateKey(text(key)),
                    new char[0],
                    certificates(text(certificate)).toArray(Certificate[]::new));
        }
        return store;
    }

    private static KeyStore store(List<Certificate> trusted) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        for (int i = 0; i < trusted.size(); i++) {
            store.setCertificateEntry("ca" + i, trusted.get(i));
        }
        return store;
    }

    private static List<Certificate> certificates(String pem) throws GeneralSecurityException {
        List<Certificate> found = new ArrayList<>(CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII))));
        if (found.isEmpty()) {
            throw new GeneralSecurityException("there is no certificate in it");
        }
        return found;
    }

    private static PrivateKey privateKey(String pem) throws GeneralSecurityException {
        Matcher key = KEY.matcher(pem);
        if (!key.find()) {
            throw new GeneralSecurityException("there is no BEGIN PRIVATE KEY in it");
        }
        PKCS8EncodedKeySpec spec =
                new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(key.group(1)));
        for (String kind : KINDS) {
            try {
                return KeyFactory.getInstance(kind).generatePrivate(spec);
            } catch (InvalidKeySpecException other) {
                continue;
            }
        }
        throw new GeneralSecurityException("the key is none of " + String.join(", ", KINDS));
    }

    private static String text(Optional<Secret> secret) {
        return secret.map(Secret::reveal).orElse("");
    }

    private static ProblemException unreadable(String why, @org.jspecify.annotations.Nullable Throwable cause) {
        Problem problem = new Problem(
                "SW-0653",
                "A certificate or key of a target cannot be used: " + why,
                "tls",
                "Give PEM text: certificates, and the key as PKCS #8 (openssl pkcs8 -topk8 -nocrypt)");
        return cause == null ? new ProblemException(problem) : new ProblemException(problem, cause);
    }
}
