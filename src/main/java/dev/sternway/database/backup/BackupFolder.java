package dev.sternway.database.backup;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.sternway.base.Digest;
import dev.sternway.base.ProblemException;
import dev.sternway.plan.yaml.PlanMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A backup's folder: 0700, its files 0600, with a manifest that names each file's length and SHA-256. */
public record BackupFolder(Path path) {
    public static final String MANIFEST = "manifest.json";

    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> OWNER_FILE = PosixFilePermissions.fromString("rw-------");

    /** Empty, whatever was there before. */
    public void create() throws IOException {
        delete();
        Files.createDirectories(path, PosixFilePermissions.asFileAttribute(OWNER));
        Files.setPosixFilePermissions(path, OWNER);
    }

    public boolean exists() {
        return Files.exists(path.resolve(MANIFEST));
    }

    /** Lengths and digests of all files, which become durable and readable by their owner only. */
    public List<BackupManifest.Entry> seal() throws IOException {
        List<BackupManifest.Entry> entries = new ArrayList<>();
        for (Path file : files()) {
            Files.setPosixFilePermissions(file, OWNER_FILE);
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            entries.add(new BackupManifest.Entry(name(file), Files.size(file), sha256(file)));
        }
        return entries;
    }

    /** @return digest of the manifest, which covers every file */
    public String write(BackupManifest manifest) throws IOException {
        byte[] content = PlanMapper.json().writeValueAsBytes(manifest);
        Path fresh = path.resolve(MANIFEST + ".new");
        Files.write(fresh, content);
        Files.setPosixFilePermissions(fresh, OWNER_FILE);
        Files.move(fresh, path.resolve(MANIFEST), StandardCopyOption.ATOMIC_MOVE);
        return Digest.of(content);
    }

    /** @throws ProblemException SW-0420 when the manifest is missing or not the one with this digest */
    public BackupManifest manifest(String digest) throws IOException {
        try {
            byte[] content = Files.readAllBytes(path.resolve(MANIFEST));
            if (Digest.of(content).equals(digest)) {
                return PlanMapper.json().readValue(content, new TypeReference<BackupManifest>() {});
            }
        } catch (NoSuchFileException missing) {
            throw changed("its manifest is missing");
        }
        throw changed("its manifest was changed");
    }

    /** Every file is there with its length; reads no content. @throws ProblemException SW-0420 naming the file */
    public void requireFiles(BackupManifest manifest) throws IOException {
        for (BackupManifest.Entry entry : manifest.files()) {
            Path file = path.resolve(entry.name());
            if (!Files.exists(file)) {
                throw changed(entry.name() + " is missing");
            }
            if (Files.size(file) != entry.bytes()) {
                throw changed(entry.name() + " has another length");
            }
        }
    }

    /** Every file has its digest. @throws ProblemException SW-0420 naming the file that has not */
    public void requireUnchanged(BackupManifest manifest) throws IOException {
        requireFiles(manifest);
        for (BackupManifest.Entry entry : manifest.files()) {
            if (!sha256(path.resolve(entry.name())).equals(entry.sha256())) {
                throw changed(entry.name() + " was changed");
            }
        }
    }

    public long bytes() throws IOException {
        if (!Files.exists(path)) {
            return 0;
        }
        long bytes = 0;
        for (Path file : files()) {
            bytes += Files.exists(file) ? Files.size(file) : 0;
        }
        return bytes;
    }

    public void delete() throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        try (Stream<Path> all = Files.walk(path)) {
            for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** The backup itself, without its manifest. */
    public List<Path> files() throws IOException {
        try (Stream<Path> listing = Files.list(path)) {
            return listing.filter(file -> !name(file).startsWith(MANIFEST))
                    .sorted()
                    .toList();
        }
    }

    static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static String sha256(Path file) throws IOException {
        MessageDigest digest = Digest.sha256();
        try (InputStream content = new DigestInputStream(Files.newInputStream(file), digest)) {
            content.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private ProblemException changed(String what) {
        return ProblemException.of(
                "SW-0420",
                "The dump is missing or was changed since it was taken: " + what,
                path.toString(),
                "Restore the clone, or find the dump that was taken at arming");
    }
}
