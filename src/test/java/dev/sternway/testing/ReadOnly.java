package dev.sternway.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/**
 * A file or folder that nobody may replace, root neither: it is mounted read-only over itself, as containers do with their
 * configuration. Without root its folder loses the right to write.
 */
public final class ReadOnly implements AutoCloseable {
    private static final boolean ROOT = "root".equals(System.getProperty("user.name"));

    private final Path place;

    public ReadOnly(Path place) {
        this.place = ROOT || Files.isDirectory(place) ? place : place.getParent();
        if (ROOT) {
            run("mount", "--bind", name(), name());
            run("mount", "-o", "remount,ro,bind", name());
        } else {
            allow(false);
        }
    }

    @Override
    public void close() {
        if (ROOT) {
            run("umount", "--lazy", name());
        } else {
            allow(true);
        }
    }

    private String name() {
        return place.toString();
    }

    private void allow(boolean write) {
        try {
            Set<PosixFilePermission> rights = Files.getPosixFilePermissions(place);
            if (write) {
                rights.add(PosixFilePermission.OWNER_WRITE);
            } else {
                rights.removeAll(Set.of(
                        PosixFilePermission.OWNER_WRITE,
                        PosixFilePermission.GROUP_WRITE,
                        PosixFilePermission.OTHERS_WRITE));
            }
            Files.setPosixFilePermissions(place, rights);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void run(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.onExit().join().exitValue() != 0) {
                throw new IllegalStateException(String.join(" ", command) + ": " + said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
