package dev.sternway.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The distribution's nginx on a free port: it includes {@code upstream.conf}, and {@code server.conf} in its server. */
public final class NginxServer implements AutoCloseable {
    private static final String NGINX = "/usr/sbin/nginx";

    private final Path folder;
    private final int port = ServerProcess.freePort();
    private final ServerProcess process;

    /** @param upstream the first content of {@code upstream.conf}, which says what {@code app} is */
    public NginxServer(Path folder, String upstream) {
        this.folder = folder;
        write("upstream.conf", upstream);
        write("server.conf", "");
        write("nginx.conf", """
                user root;
                worker_processes 2;
                pid %1$s/nginx.pid;
                error_log %1$s/error.log;
                events {}
                http {
                    access_log off;
                    client_body_temp_path %1$s/body;
                    proxy_temp_path %1$s/proxy;
                    fastcgi_temp_path %1$s/fastcgi;
                    uwsgi_temp_path %1$s/uwsgi;
                    scgi_temp_path %1$s/scgi;
                    include %1$s/upstream.conf;
                    server {
                        listen 127.0.0.1:%2$d;
                        include %1$s/server.conf;
                        location / { proxy_pass http://app; }
                    }
                }
                """.formatted(folder, port));
        process = ServerProcess.start(folder, port, List.of(NGINX, "-c", conf(), "-g", "daemon off;"));
    }

    public String url() {
        return "http://localhost:" + port;
    }

    public Path file(String name) {
        return folder.resolve(name);
    }

    public String text(String name) {
        try {
            return Files.readString(file(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The commands of a step, in YAML. */
    public String commands() {
        return "test: [%1$s, -c, %2$s, -t]\nreload: [%1$s, -c, %2$s, -s, reload]\n".formatted(NGINX, conf());
    }

    private String conf() {
        return folder.resolve("nginx.conf").toString();
    }

    private void write(String name, String content) {
        try {
            Files.writeString(file(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
