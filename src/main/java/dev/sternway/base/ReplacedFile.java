package dev.sternway.base;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.Optional;

/** A file that others read, replaced as a whole: they find the old content or the new, never half of it. */
public final class ReplacedFile {
    private ReplacedFile() {}

    /** With owner and rights of the old one; a link stays a link. @throws IOException when it is not there, too */
    public static void write(Path name, String content) throws IOException {
        Path file = name.toRealPath();
        PosixFileAttributes rights = Files.readAttributes(file, PosixFileAttributes.class);
        Path beside = Files.createTempFile(folder(file), "." + file.getFileName(), ".new");
        try {
            Files.writeString(beside, content);
            PosixFileAttributeView view = Files.getFileAttributeView(beside, PosixFileAttributeView.class);
            view.setPermissions(rights.permissions());
            if (!view.readAttributes().owner().equals(rights.owner())) {
                view.setOwner(rights.owner());
            }
            view.setGroup(rights.group());
            try (FileChannel channel = FileChannel.open(beside, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    /** Whether this user may do that. */
    public static boolean possible(Path name) throws IOException {
        Path file = name.toRealPath();
        return Files.isWritable(file) && Files.isWritable(folder(file));
    }

    /** In the words of the system: permission denied, Read-only file system, Device or resource busy. */
    public static String whyNot(FileSystemException failure) {
        return Optional.ofNullable(failure.getReason()).orElse("permission denied");
    }

    private static Path folder(Path file) {
        return Optional.ofNullable(file.getParent()).orElse(Path.of("/"));
    }
}
