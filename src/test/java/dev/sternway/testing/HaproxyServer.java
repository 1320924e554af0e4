package dev.sternway.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The distribution's HAProxy on a free port: blue and green in the backend app, an ACL for maintenance, two sockets. */
public final class HaproxyServer implements AutoCloseable {
    private final Path folder;
    private final int port = ServerProcess.freePort();
    private final ServerProcess process;

    public HaproxyServer(Path folder, String blue, String green) {
        this.folder = folder;
        try {
            Files.writeString(folder.resolve("maintenance.lst"), "");
            Files.writeString(
                    folder.resolve("haproxy.cfg"), """
                    global
                        stats socket %1$s/admin.sock level admin
                        stats socket %1$s/user.sock level user
                    defaults
                        mode http
                        timeout connect 2s
                        timeout client 60s
                        timeout server 60s
                    frontend web
                        bind 127.0.0.1:%2$d
                        http-request return status 503 content-type text/plain string maintenance hdr Retry-After 60 if { path_beg -f %1$s/maintenance.lst }
                        default_backend app
                    backend app
                        option httpchk GET /
                        default-server check inter 200ms rise 1 fall 1
                        server blue %3$s weight 100 disabled
                        server green %4$s weight 100
                    """.formatted(folder, port, address(blue), address(green)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        process = ServerProcess.start(
                folder,
                port,
                List.of(
                        "/usr/sbin/haproxy",
                        "-db",
                        "-f",
                        folder.resolve("haproxy.cfg").toString()));
    }

    public String url() {
        return "http://localhost:" + port;
    }

    public String adminSocket() {
        return "unix://" + folder.resolve("admin.sock");
    }

    public String userSocket() {
        return "unix://" + folder.resolve("user.sock");
    }

    public String acl() {
        return folder.resolve("maintenance.lst").toString();
    }

    private static String address(String url) {
        return "127.0.0.1:" + URI.create(url).getPort();
    }

    @Override
    public void close() {
        process.close();
    }
}
