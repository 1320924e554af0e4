package dev.sternway.database.cluster;

import dev.sternway.base.Secret;
import dev.sternway.database.DatabaseAccess;
import dev.sternway.plan.yaml.PlanMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A server in a folder beside the live one, recovered to a moment: it listens on the loopback address only, archives
 * nothing, and lets in one role that was made for it. A note in the folder finds it again after a crash.
 */
public final class RestoredCluster {
    private static final String STOP = "60";
    private static final int SHOWN = 20;
    private static final int LOOK = 250;
    /** Line of postmaster.pid that says whether the server takes connections. */
    private static final int STATUS = 7;

    private final Path folder;

    /** @param lasting for good: settings that survive a crash, and every role of the old server may log in */
    record Note(
            String target, String binaries, int port, String role, String password, boolean ready, boolean lasting) {}

    /** Asked about twice a second while the server recovers. */
    public interface Watch {
        void look(long segmentsDone) throws Exception;
    }

    public RestoredCluster(Path folder) {
        this.folder = folder;
    }

    /** Where the files of the server belong; 0700. */
    public Path files() {
        return folder.resolve("data");
    }

    public Path folder() {
        return folder;
    }

    /** Removes whatever an earlier attempt left, and makes room for the files. */
    public Path prepare() throws Exception {
        remove();
        Files.createDirectories(folder);
        for (Path each : List.of(folder, files())) {
            Files.createDirectories(each);
            Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwx------"));
        }
        return files();
    }

    /**
     * Recovers the files that were unpacked, and lets the server work.
     *
     * @param carried settings that must not be smaller than the old server's
     * @return where the recovery stopped, in the server's words
     * @throws dev.sternway.base.ProblemException SW-0565 when the archive does not reach the target, SW-0566 when it fails
     */
    public String recover(
            ServerBinaries binaries,
            RecoveryTarget target,
            String restoreCommand,
            Map<String, String> carried,
            boolean lasting,
            Watch watch)
            throws Exception {
        Note note = new Note(
                target.text(),
                binaries.folder().toString(),
                freePort(),
                "sternway_" + random(4),
                random(24),
                false,
                lasting);
        keep(note);
        ClusterSettings settings = new ClusterSettings(files(), note.port(), note.role(), lasting);
        settings.write(carried);
        settings.recoverTo(target, restoreCommand);
        RecoveryLog log = log();
        if (!start(binaries, () -> watch.look(log.segments()))) {
            throw log.failure(target);
        }
        String stopped = log.stopped(target);
        stop(binaries, "fast");
        settings.write(carried);
        makeRole(binaries, note);
        if (!start(binaries, () -> {})) {
            throw log.failure(target);
        }
        keep(new Note(note.target(), note.binaries(), note.port(), note.role(), note.password(), true, lasting));
        return stopped;
    }

    /** What it was recovered to; empty when there is none, or it is not done. */
    public Optional<String> target() throws IOException {
        return note().filter(Note::ready).map(Note::target);
    }

    /** Whether it is meant to stay. */
    public boolean lasting() throws IOException {
        return note().filter(Note::lasting).isPresent();
    }

    /** One of its databases; the server is started again when somebody stopped it. */
    public DatabaseAccess access(String database) throws Exception {
        Note note = note().filter(Note::ready).orElseThrow();
        ServerBinaries binaries = new ServerBinaries(Path.of(note.binaries()), "");
        if (!runs() && !start(binaries, () -> {})) {
            throw log().failure(new RecoveryTarget(RecoveryTarget.Kind.NAME, note.target(), "latest"));
        }
        return DatabaseAccess.of(
                "jdbc:postgresql://127.0.0.1:" + note.port() + "/" + database,
                Optional.of(note.role()),
                Optional.of(Secret.of(note.password())));
    }

    public List<String> lastWords() throws IOException {
        return log().last(SHOWN);
    }

    /** Stops it and removes all of it; does nothing where there is none. */
    public void remove() throws Exception {
        Optional<Note> note = note();
        if (note.isPresent() && runs()) {
            stop(new ServerBinaries(Path.of(note.get().binaries()), ""), "immediate");
        }
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> walk = Files.walk(folder)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : all) {
            Files.deleteIfExists(file);
        }
    }

    private boolean start(ServerBinaries binaries, Step between) throws Exception {
        Path said = folder.resolve("pg_ctl.log");
        Process process = binaries.command(
                        "pg_ctl",
                        "-w",
                        "-t",
                        String.valueOf(Integer.MAX_VALUE / 1000),
                        "-D",
                        files().toString(),
                        "-l",
                        log().file().toString(),
                        "start")
                .redirectOutput(said.toFile())
                .start();
        boolean ended = false;
        try {
            while (!process.waitFor(LOOK, TimeUnit.MILLISECONDS)) {
                between.run();
            }
            boolean ready = process.exitValue() == 0 && ready(between);
            ended = true;
            return ready;
        } finally {
            if (!ended) {
                process.destroyForcibly();
                stop(binaries, "immediate");
            }
        }
    }

    /** pg_ctl does not wait for the end of a recovery. @return false when the server ended instead */
    private boolean ready(Step between) throws Exception {
        Path pid = files().resolve("postmaster.pid");
        while (Files.exists(pid)) {
            List<String> lines = Files.readAllLines(pid);
            if (lines.size() > STATUS && lines.get(STATUS).strip().equals("ready")) {
                return true;
            }
            Optional<ProcessHandle> server = ProcessHandle.of(Long.parseLong(lines.get(0)));
            if (server.isEmpty()) {
                return false;
            }
            try {
                server.get().onExit().get(LOOK, TimeUnit.MILLISECONDS);
                return false;
            } catch (TimeoutException works) {
                between.run();
            }
        }
        return false;
    }

    private void stop(ServerBinaries binaries, String how) throws Exception {
        Process process = binaries.command("pg_ctl", "-w", "-t", STOP, "-m", how, "-D", files().toString(), "stop")
                .redirectOutput(folder.resolve("pg_ctl.log").toFile())
                .start();
        process.waitFor();
    }

    /** While nobody else can get in. */
    private void makeRole(ServerBinaries binaries, Note note) throws Exception {
        Process process = binaries.command("postgres", "--single", "-j", "-D", files().toString(), "postgres")
                .redirectOutput(folder.resolve("single.log").toFile())
                .start();
        try (OutputStream words = process.getOutputStream()) {
            words.write(("set password_encryption = 'scram-sha-256';\n\ncreate role " + note.role()
                            + " superuser login password '" + note.password() + "';\n\n")
                    .getBytes(StandardCharsets.UTF_8));
        }
        process.waitFor();
        Files.deleteIfExists(folder.resolve("single.log"));
    }

    /** Whether the process that the folder names is alive and a server of that folder. */
    private boolean runs() throws IOException {
        Path pid = files().resolve("postmaster.pid");
        if (!Files.exists(pid)) {
            return false;
        }
        String first = Files.readAllLines(pid).stream().findFirst().orElse("0");
        return first.matches("\\d{1,10}")
                && ProcessHandle.of(Long.parseLong(first))
                        .filter(ProcessHandle::isAlive)
                        .filter(process -> process.info()
                                .commandLine()
                                .map(line -> line.contains(files().toString()))
                                .orElse(true))
                        .isPresent();
    }

    private RecoveryLog log() {
        return new RecoveryLog(folder.resolve("server.log"));
    }

    private Optional<Note> note() throws IOException {
        Path file = folder.resolve("cluster.json");
        return Files.exists(file)
                ? Optional.of(PlanMapper.json().readValue(Files.readAllBytes(file), Note.class))
                : Optional.empty();
    }

    private void keep(Note note) throws IOException {
        Path fresh = folder.resolve("cluster.json.new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(fresh, PlanMapper.json().writeValueAsBytes(note));
        Files.move(fresh, folder.resolve("cluster.json"), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Something to do. */
    private interface Step {
        void run() throws Exception;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String random(int bytes) {
        byte[] random = new byte[bytes];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
