package dev.sternway.demo.billing;

import dev.sternway.testing.GitPlace;
import dev.sternway.testing.QuietPort;
import dev.sternway.testing.Supervisord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** The machine of the billing service: a clone that runs, a clone that people work in, settings, a service and a mailer. */
final class BillingMachine implements AutoCloseable {
    private static final String REQUIREMENTS = "requirements.txt";

    private final Path folder;
    private final GitPlace code;
    private final int port = QuietPort.free();
    private final Supervisord supervisord;

    /** Version 1.4.0 runs. */
    BillingMachine(Path folder) throws Exception {
        this.folder = folder;
        for (String name : List.of("bin", "config", "run")) {
            Files.createDirectories(folder.resolve(name));
        }
        for (String script : List.of("install-dependencies", "smoke")) {
            Path file = Files.writeString(folder.resolve("bin").resolve(script), text("bin/" + script));
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        Files.writeString(
                settings(),
                "{\"rounding\": \"commercial\", \"currencies\": [\"EUR\"], \"sender\": \"billing@billing.example\"}");
        Files.writeString(folder.resolve("run/maintenance"), "off");
        code = new GitPlace(folder.resolve("git"));
        code.write("billing.py", text("billing.py")).write(REQUIREMENTS, "python-dateutil==2.8.2\n");
        code.release("Version 1.4.0");
        tag("v1.4.0");
        GitPlace.in(folder, "clone", "--quiet", code.remote(), "deployed");
        deploy("v1.4.0");
        supervisord = new Supervisord(folder.resolve("supervisor"), """
                [program:billing]
                command=python3 deployed/billing.py %d
                directory=%s
                autostart=false
                redirect_stderr=true
                [program:invoice-mailer]
                command=/bin/sleep 1000000
                autostart=false
                """.formatted(port, folder));
        supervisord.ctl("start", "invoice-mailer");
        supervisord.ctl("start", "billing");
    }

    GitPlace code() {
        return code;
    }

    Path settings() {
        return folder.resolve("config/billing.json");
    }

    String url() {
        return "http://localhost:" + port;
    }

    String installed() throws IOException {
        return Files.readString(folder.resolve("run/installed.txt"));
    }

    String programs() throws IOException {
        return supervisord.ctl("status").replaceAll("(?m) +(RUNNING|STOPPED).*$", " $1");
    }

    /** As the team would: main, tag, dependencies, settings, service. */
    void release() throws Exception {
        code.write("billing.py", text("billing.py").replace("1.4.0", "1.5.0"))
                .write(REQUIREMENTS, "python-dateutil==2.9.0\nbabel==2.16.0\n")
                .release("Version 1.5.0: currencies");
        tag("v1.5.0");
        deploy("v1.5.0");
        Files.writeString(
                settings(),
                "{\"rounding\": \"bankers\", \"currencies\": [\"EUR\", \"CHF\"], \"sender\": \"new@billing.example\"}");
        supervisord.ctl("restart", "billing");
    }

    @Override
    public void close() {
        supervisord.close();
    }

    private void tag(String name) throws IOException, InterruptedException {
        code.git("tag", name);
        code.git("push", "--quiet", "origin", name);
    }

    private void deploy(String tag) throws IOException, InterruptedException {
        Path deployed = folder.resolve("deployed");
        GitPlace.in(deployed, "fetch", "--quiet", "--tags");
        GitPlace.in(deployed, "checkout", "--quiet", tag);
        Files.copy(
                deployed.resolve(REQUIREMENTS),
                folder.resolve("run/installed.txt"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    static String text(String resource) throws IOException {
        try (var in = BillingMachine.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
