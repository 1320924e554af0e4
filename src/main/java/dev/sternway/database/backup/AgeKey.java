package dev.sternway.database.backup;

import com.exceptionfactory.jagged.framework.stream.StandardDecryptingChannelFactory;
import com.exceptionfactory.jagged.framework.stream.StandardEncryptingChannelFactory;
import com.exceptionfactory.jagged.x25519.X25519KeyFactory;
import com.exceptionfactory.jagged.x25519.X25519RecipientStanzaReaderFactory;
import com.exceptionfactory.jagged.x25519.X25519RecipientStanzaWriterFactory;
import dev.sternway.base.ProblemException;
import dev.sternway.base.Secret;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Locale;
import javax.crypto.spec.SecretKeySpec;

/** Encrypts files in the format of age, so that the age command reads them where Sternway does not run. */
public final class AgeKey {
    public static final String ENDING = ".age";

    private static final int CHUNK = 1 << 16;

    private final String identity;
    private final String recipient;

    private AgeKey(String identity, String recipient) {
        this.identity = identity;
        this.recipient = recipient;
    }

    /**
     * @param secret what age-keygen prints: one line AGE-SECRET-KEY-1…, comments are skipped
     * @throws ProblemException SW-0493 when it is no such key
     */
    public static AgeKey of(Secret secret, String name) {
        String identity = secret.reveal()
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .findFirst()
                .orElse("");
        try {
            byte[] encoded = identity.getBytes(StandardCharsets.US_ASCII);
            byte[] recipient = new X25519KeyFactory()
                    .translateKey(new SecretKeySpec(encoded, "X25519"))
                    .getEncoded();
            return new AgeKey(
                    identity,
                    new String(recipient, StandardCharsets.US_ASCII).strip().toLowerCase(Locale.ROOT));
        } catch (GeneralSecurityException | IllegalArgumentException wrong) {
            throw ProblemException.of(
                    "SW-0493",
                    "The secret " + name + " is no age key",
                    name,
                    "Make one with age-keygen (Debian package age); it begins with AGE-SECRET-KEY-1");
        }
    }

    /** The public half, age1…. */
    public String recipient() {
        return recipient;
    }

    /** Replaces each file by its encrypted form, which has {@value #ENDING} at the end of its name. */
    public void encrypt(BackupFolder folder) throws IOException {
        for (Path file : folder.files()) {
            Path sealed = file.resolveSibling(BackupFolder.name(file) + ENDING);
            try (FileChannel in = FileChannel.open(file);
                    FileChannel out = ownerOnly(sealed);
                    WritableByteChannel encrypting = new StandardEncryptingChannelFactory()
                            .newEncryptingChannel(
                                    out,
                                    List.of(X25519RecipientStanzaWriterFactory.newRecipientStanzaWriter(recipient)))) {
                copy(in, encrypting);
            } catch (GeneralSecurityException failure) {
                throw new IOException(failure);
            }
            Files.delete(file);
        }
    }

    /** @throws ProblemException SW-0493 when the files are encrypted for another key, or were changed */
    public void decrypt(BackupFolder from, BackupFolder into) throws IOException {
        into.create();
        for (Path file : from.files()) {
            Path plain = into.path().resolve(BackupFolder.name(file).replaceFirst("\\.age$", ""));
            try (FileChannel in = FileChannel.open(file);
                    FileChannel out = ownerOnly(plain);
                    ReadableByteChannel decrypting = new StandardDecryptingChannelFactory()
                            .newDecryptingChannel(
                                    in,
                                    List.of(X25519RecipientStanzaReaderFactory.newRecipientStanzaReader(identity)))) {
                copy(decrypting, out);
            } catch (GeneralSecurityException failure) {
                into.delete();
                throw ProblemException.of(
                        "SW-0493",
                        "The dump cannot be decrypted with this key, which is for " + recipient,
                        file.toString(),
                        "Give the key that it was encrypted with");
            }
        }
    }

    private static FileChannel ownerOnly(Path file) throws IOException {
        Files.deleteIfExists(file);
        return FileChannel.open(
                file,
                java.util.Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    private static void copy(ReadableByteChannel in, WritableByteChannel out) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(CHUNK);
        while (in.read(buffer) >= 0) {
            buffer.flip();
            while (buffer.hasRemaining()) {
                out.write(buffer);
            }
            buffer.clear();
        }
    }
}
