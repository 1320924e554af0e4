package dev.sternway.executor.config;

import dev.sternway.base.Digest;
import dev.sternway.base.ProblemException;
import dev.sternway.base.ReplacedFile;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.StepContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/** A file on this machine, replaced at one stroke, and the versions of it that are kept in the guard's folder. */
public final class HeldFile {
    public static final String ARMED = "armed";
    public static final String BEFORE = "before";
    private static final long LARGEST = 16L * 1024 * 1024;
    private static final String ABSENT = "absent";

    private final StepContext context;
    private final Path path;
    private final String scope;

    private HeldFile(StepContext context, Path path, String scope) {
        this.context = context;
        this.path = path;
        this.scope = scope;
    }

    /**
     * @param file from the directory of the host target, or a whole path
     * @param scope keeps versions of different steps apart; empty for what all share
     * @throws ProblemException SW-1124 when there is no folder for it
     */
    public static HeldFile of(StepContext context, String host, String file, String scope) {
        Path folder = Path.of(context.target(host).directory().orElse("/"));
        Path path = folder.resolve(file).toAbsolutePath().normalize();
        if (path.getParent() == null || !Files.isDirectory(path.getParent()) || Files.isDirectory(path)) {
            throw ProblemException.of(
                    "SW-1124",
                    "There is no file " + path + ", nor a folder for it",
                    host,
                    "Correct the path; it follows the directory of the target " + host);
        }
        return new HeldFile(context, followed(path), scope);
    }

    /** What a link leads to is replaced, not the link. */
    private static Path followed(Path path) {
        try {
            return Files.isSymbolicLink(path) ? path.toRealPath() : path;
        } catch (IOException dangling) {
            return path;
        }
    }

    public Path path() {
        return path;
    }

    /** Empty when there is no such file. @throws ProblemException SW-1124 when it cannot be read */
    public Optional<byte[]> content() {
        try {
            if (!Files.exists(path)) {
                return Optional.empty();
            }
            if (Files.size(path) > LARGEST) {
                throw ProblemException.of(
                        "SW-1124", path + " is larger than 16 MiB", path.toString(), "Name a file of configuration");
            }
            return Optional.of(Files.readAllBytes(path));
        } catch (IOException unreadable) {
            throw ProblemException.of(
                    "SW-1124",
                    path + " cannot be read: " + unreadable,
                    path.toString(),
                    "Let the user whom Sternway runs as read and write it");
        }
    }

    /** SHA-256, or a word for a file that is not there. */
    public String digest() {
        return content().map(Digest::of).orElse(ABSENT);
    }

    /** @throws Outcome.Thrown SW-1125 when the file could not be replaced */
    public void requireWritable() throws Outcome.Thrown {
        if (!Files.isWritable(path.getParent())) {
            throw denied("The folder of " + path + " may not be written");
        }
    }

    private Outcome.Thrown denied(String what) {
        return Outcome.Thrown.refused(
                "SW-1125", what, path.toString(), "Let the user whom Sternway runs as write there");
    }

    /** Keeps what is there now, also that there is nothing. @return its digest */
    public String keep(String as) throws IOException {
        Optional<byte[]> content = content();
        if (content.isPresent()) {
            Path copy = copy(as);
            Files.createDirectories(copy.getParent());
            Path fresh = copy.resolveSibling(copy.getFileName() + ".new");
            Files.deleteIfExists(fresh);
            Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(fresh, content.get());
            Files.move(fresh, copy, StandardCopyOption.ATOMIC_MOVE);
        }
        String digest = content.map(Digest::of).orElse(ABSENT);
        context.keepsakes().keep(note(as), digest);
        return digest;
    }

    /** What a killed attempt kept is still what was there before. */
    public void keepOnce(String as) throws IOException {
        if (context.keepsakes().find(note(as)).isEmpty()) {
            keep(as);
        }
    }

    public boolean isKept(String as) {
        return context.keepsakes().find(note(as)).isPresent();
    }

    /**
     * The kept version; empty when there was no file.
     *
     * @throws Outcome.Thrown SW-1126 when nothing was kept, or it was changed since
     */
    public Optional<byte[]> kept(String as) throws IOException, Outcome.Thrown {
        String digest = context.keepsakes().find(note(as)).orElse("");
        if (digest.equals(ABSENT)) {
            return Optional.empty();
        }
        Path copy = copy(as);
        if (!digest.isEmpty() && Files.exists(copy)) {
            byte[] content = Files.readAllBytes(copy);
            if (Digest.of(content).equals(digest)) {
                return Optional.of(content);
            }
        }
        throw Outcome.Thrown.refused(
                "SW-1126",
                digest.isEmpty()
                        ? "Nobody kept " + path + " at arming"
                        : "The version of " + path + " kept at arming was changed",
                path.toString(),
                "Arm the plan before the release, or name a file of the plan");
    }

    public void forget(String as) throws IOException {
        context.keepsakes().forget(note(as));
        Files.deleteIfExists(copy(as));
    }

    /**
     * At one stroke, with mode and owner of what was there; the disk has it before this returns.
     *
     * @throws Outcome.Thrown SW-1125 when it may not be replaced; then nothing is left beside it
     */
    public void replace(Optional<byte[]> content) throws IOException, StepContext.LeaseLost, Outcome.Thrown {
        context.stillMine();
        try {
            if (content.isEmpty()) {
                Files.deleteIfExists(path);
            } else {
                renew(content.get());
            }
        } catch (FileSystemException refused) {
            throw denied(path + " may not be replaced: " + ReplacedFile.whyNot(refused));
        }
    }

    private void renew(byte[] content) throws IOException {
        Path fresh = path.resolveSibling("." + path.getFileName() + ".sternway-new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            try (var channel = java.nio.channels.FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                var bytes = java.nio.ByteBuffer.wrap(content);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            dress(fresh);
            Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private void dress(Path fresh) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(fresh, PosixFileAttributeView.class);
        if (!Files.exists(path)) {
            view.setPermissions(PosixFilePermissions.fromString("rw-r--r--"));
            return;
        }
        PosixFileAttributes old = Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        PosixFileAttributes now = Files.readAttributes(fresh, PosixFileAttributes.class);
        if (!old.owner().equals(now.owner())) {
            view.setOwner(old.owner());
        }
        if (!old.group().equals(now.group())) {
            view.setGroup(old.group());
        }
        view.setPermissions(old.permissions());
    }

    private String note(String as) {
        return "file/" + as + "/" + scope + path;
    }

    private Path copy(String as) {
        return context.workspace().resolve("files").resolve(Digest.of(note(as).getBytes(StandardCharsets.UTF_8)));
    }
}
