package dev.sternway.cli.processes;

import dev.sternway.base.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads diagrams, decisions and forms of a folder. */
final class DrawnFiles {
    private DrawnFiles() {}

    /** @throws ProblemException SW-0922 when there are none, or they cannot be read */
    static Map<String, byte[]> in(Path folder) {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> listing = Files.list(folder)) {
            for (Path file : listing.filter(DrawnFiles::counts).toList()) {
                files.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        } catch (IOException away) {
            throw unreadable(folder, "cannot be read");
        }
        if (files.isEmpty()) {
            throw unreadable(folder, "holds no .bpmn, .dmn or .form file");
        }
        return files;
    }

    /** @throws ProblemException SW-0922 when it cannot be read */
    static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException away) {
            throw unreadable(file, "cannot be read");
        }
    }

    /** The folder that a file lies in. */
    static Path folderOf(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        return parent == null ? Path.of("/") : parent;
    }

    static ProblemException unreadable(Path path, String why) {
        return ProblemException.of("SW-0922", path + " " + why, path.toString(), "Name a folder or a diagram in it");
    }

    private static boolean counts(Path file) {
        return Files.isRegularFile(file) && file.getFileName().toString().matches(".*\\.(bpmn|dmn|form)");
    }
}
