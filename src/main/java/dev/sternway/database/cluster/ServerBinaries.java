package dev.sternway.database.cluster;

import dev.sternway.base.Printed;
import dev.sternway.base.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The programs of a PostgreSQL server where Sternway runs: {@code postgres} and {@code pg_ctl}. */
public record ServerBinaries(Path folder, String version) {
    /** Where they are; the environment variable STERNWAY_PG_SERVER_BIN says the same. */
    private static final String FOLDER = "sternway.pg-server-bin";

    private static final Pattern MAJOR = Pattern.compile("\\(PostgreSQL\\) (\\d+)");

    /**
     * Of just this version: files of a server are read by no other.
     *
     * @throws ProblemException SW-0561 naming the package when they are missing
     */
    public static ServerBinaries find(int major) {
        List<Path> places = new ArrayList<>();
        String given = System.getProperty(FOLDER, System.getenv().getOrDefault("STERNWAY_PG_SERVER_BIN", ""));
        if (!given.isEmpty()) {
            places.add(Path.of(given));
        } else {
            Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
                    .filter(place -> !place.isEmpty())
                    .forEach(place -> places.add(Path.of(place)));
            places.add(Path.of("/usr/lib/postgresql/" + major + "/bin"));
        }
        List<String> others = new ArrayList<>();
        for (Path place : places) {
            if (Files.isExecutable(place.resolve("postgres")) && Files.isExecutable(place.resolve("pg_ctl"))) {
                String said = version(place);
                Matcher matched = MAJOR.matcher(said);
                if (matched.find() && Integer.parseInt(matched.group(1)) == major) {
                    return new ServerBinaries(place, said);
                }
                others.add(said + " in " + place);
            }
        }
        throw ProblemException.of(
                "SW-0561",
                "There is no PostgreSQL server " + major + " here to restore into"
                        + (others.isEmpty() ? "" : ", only " + String.join(", ", others)),
                given.isEmpty() ? "PATH, /usr/lib/postgresql/" + major + "/bin" : given,
                "Install Debian's package postgresql-" + major
                        + " where Sternway runs, or name the folder of postgres and pg_ctl in STERNWAY_PG_SERVER_BIN");
    }

    private static String version(Path place) {
        try {
            Process process = new ProcessBuilder(place.resolve("postgres").toString(), "--version").start();
            String said = Printed.of(process.getInputStream()).strip();
            process.waitFor();
            return said;
        } catch (IOException unfit) {
            return "none that runs";
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return "none that runs";
        }
    }

    /** One of the programs with its words; never as root, whom PostgreSQL refuses: then in a user namespace. */
    ProcessBuilder command(String program, String... words) {
        List<String> command = asServer(folder.resolve(program).toString());
        command.addAll(List.of(words));
        return quiet(command);
    }

    /** Any program that works on the server's files, as the user whom the server runs as. */
    public static ProcessBuilder alike(List<String> words) {
        List<String> command = asServer(words.get(0));
        command.addAll(words.subList(1, words.size()));
        return quiet(command);
    }

    private static ProcessBuilder quiet(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.directory(Path.of("/").toFile());
        builder.environment().keySet().retainAll(Set.of("PATH", "HOME", "TMPDIR"));
        builder.environment().put("LC_ALL", "C");
        return builder;
    }

    private static List<String> asServer(String program) {
        boolean root = Objects.equals(System.getProperty("user.name"), "root");
        return new ArrayList<>(root ? List.of("unshare", "--user", program) : List.of(program));
    }
}
