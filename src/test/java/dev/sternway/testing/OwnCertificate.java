package dev.sternway.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sternway.base.Secret;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A key with a certificate that it signed itself: as PEM, and as a key store with the password {@code secret}. */
public record OwnCertificate(Secret certificate, Secret key, Path store) {
    private static final String PASSWORD = "secret";

    public static OwnCertificate make(Path folder, String name, String... more) throws Exception {
        Path file = folder.resolve(name + ".p12");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                file.toString()));
        command.addAll(List.of(more));
        int exit = new ProcessBuilder(command).inheritIO().start().waitFor();
        assertThat(exit).isZero();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream stored = Files.newInputStream(file)) {
            store.load(stored, PASSWORD.toCharArray());
        }
        return new OwnCertificate(
                Secret.of(armoured("CERTIFICATE", store.getCertificate(name).getEncoded())),
                Secret.of(armoured(
                        "PRIVATE KEY",
                        store.getKey(name, PASSWORD.toCharArray()).getEncoded())),
                file);
    }

    private static String armoured(String what, byte[] bytes) {
        return "-----BEGIN " + what + "-----\n" + Base64.getMimeEncoder().encodeToString(bytes) + "\n-----END " + what
                + "-----\n";
    }
}
