package dev.sternway.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/** A real supervisord of Debian with programs that a test names; what they print goes to files of its folder. */
public final class Supervisord implements AutoCloseable {
    private final Path config;
    private final Process process;

    /** @param programs as {@code [program:x]} sections */
    public Supervisord(Path folder, String programs) throws IOException {
        Files.createDirectories(folder);
        config = Files.writeString(folder.resolve("supervisord.conf"), """
                [unix_http_server]
                file=%1$s/sock
                chmod=0700
                username=ops
                password=0ps
                [supervisord]
                nodaemon=true
                logfile=%1$s/log
                pidfile=%1$s/pid
                childlogdir=%1$s
                [rpcinterface:supervisor]
                supervisor.rpcinterface_factory=supervisor.rpcinterface:make_main_rpcinterface
                [supervisorctl]
                serverurl=unix://%1$s/sock
                username=ops
                password=0ps
                %2$s
                """.formatted(folder, programs));
        process = new ProcessBuilder("supervisord", "-n", "-c", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile())
                .start();
        Awaitility.await().until(() -> Files.exists(folder.resolve("sock")));
    }

    public Path config() {
        return config;
    }

    /** What supervisorctl says. */
    public String ctl(String... arguments) throws IOException {
        List<String> line = new ArrayList<>(List.of("supervisorctl", "-c", config.toString()));
        line.addAll(List.of(arguments));
        Process ctl = new ProcessBuilder(line).redirectErrorStream(true).start();
        return new String(ctl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
