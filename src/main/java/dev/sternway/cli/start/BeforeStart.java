package dev.sternway.cli.start;

import dev.sternway.base.ProblemException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What is known to be wrong with a server's settings before anything of it is started. */
public final class BeforeStart {
    private static final List<String> STORES = List.of("jdbc:postgresql:", "jdbc:h2:");

    private static final int HIGHEST_PORT = 65_535;

    private BeforeStart() {}

    /** Makes it when it is not there. @throws ProblemException SW-0913 when nothing can be written there */
    public static void data(Path data) {
        Path folder = data.toAbsolutePath();
        try {
            // a link to a folder is one, which createDirectories denies
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder);
            }
        } catch (IOException refused) {
            throw unwritable(folder, "it cannot be made");
        }
        if (!Files.isWritable(folder)) {
            throw unwritable(folder, "nothing may be written there");
        }
    }

    /** @throws ProblemException SW-0914 when it is no folder */
    public static void processes(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw ProblemException.of(
                    "SW-0914",
                    "There is no folder " + folder + " of diagrams",
                    folder.toString(),
                    "Correct --processes, or leave it out for the built-in ones");
        }
    }

    /** @throws ProblemException SW-0915 when no machine is known by the address, SW-0917 when there is no such port */
    public static void listening(String address, int port) {
        if (port < 0 || port > HIGHEST_PORT) {
            throw ProblemException.of(
                    "SW-0917",
                    "There is no port " + port,
                    String.valueOf(port),
                    "Give --port a number from 1 to 65535, or 0 for one that is free");
        }
        try {
            InetAddress.getByName(address);
        } catch (UnknownHostException nobody) {
            throw ProblemException.of(
                    "SW-0915",
                    "There is no address " + address,
                    address,
                    "Give --address one of this machine's, such as 127.0.0.1; 0.0.0.0 means all of them");
        }
    }

    /** @throws ProblemException SW-0916 when the server cannot keep its own data in such a database */
    public static void database(String url) {
        if (STORES.stream().noneMatch(url::startsWith)) {
            throw ProblemException.of(
                    "SW-0916",
                    "STERNWAY_DB_URL names no database that Sternway can keep its own data in",
                    "STERNWAY_DB_URL",
                    "Write jdbc:postgresql://host:5432/sternway, or leave it out: then they are kept in --data");
        }
    }

    private static ProblemException unwritable(Path folder, String why) {
        return ProblemException.of(
                "SW-0913",
                "No data can be kept in the folder " + folder + ": " + why,
                folder.toString(),
                "Give another folder with --data, or let the user whom the server runs as write to this one");
    }
}
