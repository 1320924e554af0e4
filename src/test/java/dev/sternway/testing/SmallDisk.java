package dev.sternway.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A disk in memory that can be filled up. Where nobody may mount one, the test is left out. */
public final class SmallDisk implements AutoCloseable {
    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    /** @param folder made for it */
    public static SmallDisk of(int megabytes, Path folder) throws IOException, InterruptedException {
        Files.createDirectory(folder);
        boolean mounted = ended("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", folder.toString());
        assumeTrue(mounted, "only root mounts");
        return new SmallDisk(folder);
    }

    public Path folder() {
        return folder;
    }

    /** Up to the last megabyte. */
    public void fill() throws IOException {
        try (OutputStream out = Files.newOutputStream(other())) {
            byte[] block = new byte[1 << 16];
            for (long left = Files.getFileStore(other()).getUsableSpace() - (1 << 20); left > 0; left -= block.length) {
                out.write(block);
            }
        }
    }

    /** Removes what filled it. */
    public void makeRoom() throws IOException {
        Files.deleteIfExists(other());
    }

    private Path other() {
        return folder.resolve("other");
    }

    @Override
    public void close() throws IOException, InterruptedException {
        ended("umount", folder.toString());
    }

    private static boolean ended(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).start().waitFor() == 0;
    }
}
