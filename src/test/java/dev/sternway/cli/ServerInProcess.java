package dev.sternway.cli;

import java.nio.file.Path;
import java.util.Map;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** The whole server inside the test's own process, where the engine's clock can be moved. */
public final class ServerInProcess {
    private ServerInProcess() {}

    public static ConfigurableApplicationContext start(Path data) {
        return start(data, Map.of());
    }

    /** The setting that has a server keep its database in a file, as {@code serve --data} does. */
    public static Map<String, Object> fileDatabase(Path data) {
        return Map.of("spring.datasource.url", Serve.fileDatabase(data));
    }

    /** @param given takes the place of the server's own of its type */
    public static <T> ConfigurableApplicationContext start(
            Path data, Map<String, Object> more, Class<T> type, T given) {
        return start(
                data,
                more,
                context -> ((GenericApplicationContext) context)
                        .registerBean("given", type, () -> given, bean -> bean.setPrimary(true)));
    }

    /** @param more properties, by name */
    public static ConfigurableApplicationContext start(Path data, Map<String, Object> more) {
        return start(data, more, context -> {});
    }

    private static ConfigurableApplicationContext start(
            Path data,
            Map<String, Object> more,
            ApplicationContextInitializer<ConfigurableApplicationContext> prepare) {
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
                .initializers(prepare)
                .run();
    }
}
