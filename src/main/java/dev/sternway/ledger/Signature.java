package dev.sternway.ledger;

import dev.sternway.base.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;

/** Signs an export with an Ed25519 key, as {@code openssl genpkey -algorithm ed25519} makes one. */
public final class Signature {
    private static final String START = "{\"signature\":\"";
    private static final String ALGORITHM = "Ed25519";

    private Signature() {}

    /** Whether it is the line that {@link #line} gives. */
    public static boolean isOne(String line) {
        return line.startsWith(START);
    }

    /**
     * @return the last line of a signed export
     * @throws ProblemException SW-0732 when the file holds no private Ed25519 key
     */
    public static String line(List<String> lines, Path privateKey) {
        try {
            java.security.Signature signature = java.security.Signature.getInstance(ALGORITHM);
            signature.initSign(
                    KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(pem(privateKey))));
            signature.update(bytes(lines));
            return START + Base64.getEncoder().encodeToString(signature.sign()) + "\"}";
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw noKey(privateKey, "private");
        }
    }

    /** @throws ProblemException SW-0732 when the file holds no public Ed25519 key */
    public static boolean fits(List<String> lines, String signed, Path publicKey) {
        try {
            java.security.Signature signature = java.security.Signature.getInstance(ALGORITHM);
            signature.initVerify(
                    KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(pem(publicKey))));
            signature.update(bytes(lines));
            return signature.verify(
                    Base64.getDecoder().decode(signed.substring(START.length(), signed.lastIndexOf('"'))));
        } catch (java.security.SignatureException | StringIndexOutOfBoundsException e) {
            return false;
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw noKey(publicKey, "public");
        }
    }

    private static byte[] bytes(List<String> lines) {
        return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] pem(Path file) {
        try {
            return Base64.getMimeDecoder()
                    .decode(Files.readString(file)
                            .replaceAll("-----[A-Z ]+-----", "")
                            .strip());
        } catch (IOException e) {
            throw noKey(file, "readable");
        }
    }

    private static ProblemException noKey(Path file, String which) {
        return ProblemException.of(
                "SW-0732",
                "The file is no " + which + " Ed25519 key",
                file.toString(),
                "Make one: openssl genpkey -algorithm ed25519 -out key.pem; openssl pkey -in key.pem -pubout -out public.pem");
    }
}
