package dev.sternway.database.mariadb;

import dev.sternway.base.ProblemException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Programs of the server, which Debian keeps in a folder that is not on everybody's PATH. */
final class Program {
    private static final List<String> FOLDERS = List.of(
            "/usr/sbin",
            "/usr/bin",
            "/usr/libexec",
            "/usr/local/sbin",
            "/usr/local/bin",
            "/opt/homebrew/bin",
            "/usr/local/mysql/bin");

    private Program() {}

    /** @throws ProblemException SW-0470 when there is none of these names */
    static String find(String... names) {
        List<String> folders = new ArrayList<>(
                List.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator)));
        folders.addAll(FOLDERS);
        for (String name : names) {
            for (String folder : folders) {
                Path program = Path.of(folder, name);
                if (Files.isExecutable(program)) {
                    return program.toString();
                }
            }
        }
        throw ProblemException.of(
                "SW-0470",
                "MariaDB is not installed here: no " + names[0],
                "PATH and " + String.join(", ", FOLDERS),
                "Install it (Debian: sudo apt-get install mariadb-server-core), or give --url of a server that runs");
    }
}
