package dev.sternway.cli.start;

import dev.sternway.base.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a server keeps what it must not forget. */
public final class DataFolder {
    private DataFolder() {}

    /** Makes it when it is not there. @throws ProblemException SW-0913 when nothing can be written there */
    public static void require(Path data) {
        Path folder = data.toAbsolutePath();
        try {
            // a link to a folder is one, which createDirectories denies
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder);
            }
        } catch (IOException refused) {
            throw unable(folder, "it cannot be made");
        }
        if (!Files.isWritable(folder)) {
            throw unable(folder, "nothing may be written there");
        }
    }

    private static ProblemException unable(Path folder, String why) {
        return ProblemException.of(
                "SW-0913",
                "No data can be kept in the folder " + folder + ": " + why,
                folder.toString(),
                "Give another folder with --data, or let the user whom the server runs as write to this one");
    }
}
