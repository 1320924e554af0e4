package dev.sternway.cli;

import dev.sternway.cli.start.BeforeStart;
import dev.sternway.cli.start.NotStarted;
import dev.sternway.plan.allow.AllowFile;
import dev.sternway.process.engine.EngineMappings;
import dev.sternway.run.trace.TracingSetting;
import dev.sternway.watch.alert.AlertRoutes;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import org.springframework.context.support.GenericApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Starts the server. */
@Command(
        name = "serve",
        description =
                "Starts the server: engine, Tasklist, REST. Data in --data, or in PostgreSQL when STERNWAY_DB_URL,"
                        + " _USER and _PASSWORD are set.",
        mixinStandardHelpOptions = true)
final class Serve implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(Serve.class);

    @Option(names = "--port", defaultValue = "8080", description = "Port to listen on (default ${DEFAULT-VALUE}).")
    private int port = 8080;

    @Option(names = "--address", defaultValue = "0.0.0.0", description = "Address to listen on.")
    private String address = "0.0.0.0";

    @Option(names = "--data", defaultValue = "data", description = "Folder of database and backups (${DEFAULT-VALUE}).")
    private Path data = Path.of("data");

    @Option(
            names = "--backups",
            defaultValue = "${env:STERNWAY_BACKUPS:-}",
            description = "Folder of dumps, on a disk apart from the databases (STERNWAY_BACKUPS, else DATA/backups).")
    private String backups = "";

    @Option(
            names = "--processes",
            description = "Folder of diagrams, decisions and forms that replace the built-in ones.")
    private Optional<Path> processes = Optional.empty();

    @Option(
            names = "--alert-routes",
            defaultValue = "${env:STERNWAY_ALERT_ROUTES:-}",
            description = "YAML file that says which plan an alert means (STERNWAY_ALERT_ROUTES).")
    private String alertRoutes = "";

    @Option(
            names = "--hold",
            description =
                    "Run no step until sternway go-on: for what people did by hand meanwhile (docs/break-glass.md).")
    private boolean hold;

    @Option(
            names = "--restored",
            description =
                    "Sternway's own database was restored from a backup: ask targets and people what was done since"
                            + " (docs/operating-backup.md).")
    private boolean restored;

    @Option(
            names = "--allow",
            defaultValue = "${env:STERNWAY_ALLOW:-}",
            description = "YAML file of the hosts, commands and users that each environment may use (STERNWAY_ALLOW).")
    private String allow = "";

    @Override
    public Integer call() {
        if (!alertRoutes.isBlank()) {
            AlertRoutes.of(Path.of(alertRoutes));
        }
        AllowFile.of(allow);
        TracingSetting.check(System.getenv());
        BeforeStart.listening(address, port);
        BeforeStart.data(data);
        processes.ifPresent(BeforeStart::processes);
        Map<String, Object> settings = new HashMap<>();
        settings.put("sternway.allow", allow);
        settings.put("server.port", port);
        settings.put("server.address", address);
        settings.put("sternway.data", data.toAbsolutePath().toString());
        settings.put(
                "sternway.backups",
                (backups.isBlank() ? data.resolve("backups") : Path.of(backups))
                        .toAbsolutePath()
                        .toString());
        settings.put("sternway.processes", processes.map(Path::toString).orElse(""));
        settings.put("sternway.alert-routes", alertRoutes);
        settings.put("sternway.hold", hold);
        settings.put("sternway.restored", restored);
        String url = System.getenv("STERNWAY_DB_URL");
        if (url == null || url.isBlank()) {
            settings.put("spring.datasource.url", fileDatabase(data));
            settings.put("spring.datasource.username", "sternway");
            settings.put("spring.datasource.password", "");
        } else {
            BeforeStart.database(url);
            settings.put("spring.datasource.url", url);
            settings.put("spring.datasource.username", System.getenv().getOrDefault("STERNWAY_DB_USER", "sternway"));
            settings.put("spring.datasource.password", System.getenv().getOrDefault("STERNWAY_DB_PASSWORD", ""));
            impatient(settings, url);
            owner(settings, System.getenv());
        }
        try {
            EngineMappings mappings = EngineMappings.beginToRead(String.valueOf(settings.get("spring.datasource.url")));
            String listening = new SpringApplicationBuilder(Application.class)
                    .properties(settings)
                    .initializers((GenericApplicationContext context) ->
                            context.registerBean(EngineMappings.class, () -> mappings))
                    .run()
                    .getEnvironment()
                    .getRequiredProperty("local.server.port");
            System.out.println(
                    "Sternway is ready on http://localhost:" + listening + "/operaton/ (Tasklist, Cockpit, Admin)");
            return Cli.GOES_ON;
        } catch (RuntimeException failure) {
            throw NotStarted.of(failure, String.valueOf(port), data).orElseThrow(() -> unforeseen(failure));
        }
    }

    private static RuntimeException unforeseen(RuntimeException failure) {
        LOG.error("The server cannot start", failure);
        return failure;
    }

    /** Written asynchronously: H2's usual file is closed when a thread is interrupted that writes or reads it. */
    static String fileDatabase(Path data) {
        return "jdbc:h2:async:" + data.toAbsolutePath().resolve("sternway")
                + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;LOCK_TIMEOUT=10000";
    }

    /** Another role than the application's may own the tables; then the application may not change the ledger. */
    static void owner(Map<String, Object> settings, Map<String, String> environment) {
        String owner = environment.getOrDefault("STERNWAY_DB_OWNER", "");
        if (!owner.isBlank()) {
            settings.put("spring.flyway.user", owner);
            settings.put("spring.flyway.password", environment.getOrDefault("STERNWAY_DB_OWNER_PASSWORD", ""));
        }
    }

    /**
     * A node that is cut off must notice, and so must its database, which lets go then of what the node held; a migration may
     * take its time, so it has sessions of its own. Rows of one table that the engine writes together go as one statement.
     */
    private static void impatient(Map<String, Object> settings, String url) {
        String pool = "spring.datasource.hikari.data-source-properties.";
        settings.put(pool + "reWriteBatchedInserts", "true");
        settings.put(pool + "connectTimeout", "5");
        settings.put(pool + "socketTimeout", "20");
        settings.put(pool + "tcpKeepAlive", "true");
        settings.put(pool + "ApplicationName", "sternway server");
        settings.put(
                "spring.datasource.hikari.connection-init-sql",
                "set tcp_keepalives_idle = 5; set tcp_keepalives_interval = 2; set tcp_keepalives_count = 3;"
                        + " set tcp_user_timeout = '10s'");
        settings.put("spring.flyway.url", url);
        settings.put("spring.flyway.user", String.valueOf(settings.get("spring.datasource.username")));
        settings.put("spring.flyway.password", String.valueOf(settings.get("spring.datasource.password")));
    }

    /** The application, as Spring sees it. */
    @SpringBootConfiguration
    @EnableAutoConfiguration
    @ComponentScan(basePackages = "dev.sternway", nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class)
    static class Application {}
}
