package dev.sternway.cli;

import java.nio.file.Path;
import java.util.Map;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The whole server inside the test's own process, where the engine's clock can be moved. */
public final class ServerInProcess {
    private ServerInProcess() {}

    public static ConfigurableApplicationContext start(Path data) {
        return start(data, Map.of());
    }

    /** @param more properties, by name */
    public static ConfigurableApplicationContext start(Path data, Map<String, Object> more) {
        return new SpringApplicationBuilder(Serve.Application.class)
                .properties(Map.of(
                        "server.port",
                        0,
                        "sternway.data",
                        data.toString(),
                        "sternway.backups",
                        data.resolve("backups").toString(),
                        "spring.datasource.url",
                        "jdbc:h2:mem:" + data.getFileName() + ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=10000",
                        "spring.datasource.username",
                        "sternway",
                        "spring.datasource.password",
                        "",
                        "STERNWAY_ADMIN_PASSWORD",
                        "admin"))
                .properties(more)
                .run();
    }
}
