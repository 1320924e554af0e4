package dev.sternway.cli.hand;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sternway.base.ProblemException;
import dev.sternway.executor.ExecutorCatalogue;
import dev.sternway.plan.yaml.PlanMapper;
import dev.sternway.run.Rollbacks;
import dev.sternway.run.hand.ExportRollback;
import dev.sternway.run.secret.Secrets;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcClientAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcTemplateAutoConfiguration;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import org.springframework.core.env.MapPropertySource;
import org.springframework.dao.DataAccessException;

/** Reads a server's database without the server, and changes nothing in it. */
final class ServerDatabase {
    private static final String FILE = "sternway.mv.db";
    private static final int NEWEST = 20;

    private ServerDatabase() {}

    /** What reading takes: made only where it is asked for, so that nothing of a server begins to work. No part of a server. */
    @ImportAutoConfiguration({
        DataSourceAutoConfiguration.class,
        DataSourceTransactionManagerAutoConfiguration.class,
        JdbcTemplateAutoConfiguration.class,
        JdbcClientAutoConfiguration.class
    })
    @ComponentScan(
            basePackages = {"dev.sternway.store", "dev.sternway.run"},
            lazyInit = true,
            nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class)
    static class Reading {
        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }

        /** Nothing is asked of a target. */
        @Bean
        Secrets secrets() {
            return new Secrets(Map.of());
        }

        @Bean
        ObjectMapper json() {
            return PlanMapper.json();
        }

        @Bean
        ExecutorCatalogue executors() {
            return ExecutorCatalogue.standard();
        }
    }

    /**
     * @param rollback its newest rollbacks when left out
     * @throws ProblemException SW-0747 when the folder is unusable, SW-0748 when the database cannot be read
     */
    static JsonNode export(Optional<String> rollback, Optional<Path> data, Optional<String> url) throws IOException {
        if (url.isPresent()) {
            return read(rollback, postgresql(url.get()));
        }
        Path copy = Files.createTempDirectory("sternway-export");
        Path file = copy.resolve(FILE);
        try {
            copy(data.orElse(Path.of("data")).resolve(FILE), file);
            return read(
                    rollback,
                    Map.of("spring.datasource.url", "jdbc:h2:file:" + copy.resolve("sternway"), "user", "sternway"));
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(copy.resolve("sternway.trace.db"));
            Files.deleteIfExists(copy);
        }
    }

    private static Map<String, Object> postgresql(String url) {
        if (!url.startsWith("jdbc:postgresql:")) {
            throw ProblemException.of(
                    "SW-0748",
                    "This is no address of a PostgreSQL",
                    "--database-url",
                    "Give it as jdbc:postgresql://host/name");
        }
        Map<String, Object> settings = new HashMap<>();
        settings.put("spring.datasource.url", url);
        settings.put("user", System.getenv().getOrDefault("STERNWAY_DB_USER", "sternway"));
        settings.put("spring.datasource.password", System.getenv().getOrDefault("STERNWAY_DB_PASSWORD", ""));
        settings.put(
                "spring.datasource.hikari.connection-init-sql", "set session characteristics as transaction read only");
        return settings;
    }

    private static JsonNode read(Optional<String> rollback, Map<String, Object> database) {
        Map<String, Object> settings = new HashMap<>(database);
        settings.put("spring.datasource.username", String.valueOf(settings.remove("user")));
        settings.put("spring.datasource.hikari.maximum-pool-size", 1);
        settings.put("spring.datasource.hikari.connection-timeout", 10_000);
        try (var context = new AnnotationConfigApplicationContext()) {
            context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("database", settings));
            context.register(Reading.class);
            context.refresh();
            return PlanMapper.json()
                    .valueToTree(
                            rollback.isPresent()
                                    ? context.getBean(ExportRollback.class).export(rollback.get(), false)
                                    : context.getBean(Rollbacks.class).latest(NEWEST));
        } catch (DataAccessException unreadable) {
            throw ProblemException.of(
                    "SW-0748",
                    "The database cannot be read: " + firstLine(unreadable),
                    String.valueOf(settings.get("spring.datasource.url")).replaceAll("[?;].*", ""),
                    "Check address, STERNWAY_DB_USER and STERNWAY_DB_PASSWORD; use the same version of Sternway");
        }
    }

    private static String firstLine(Exception failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    }

    /** Opening the file itself would change it: what a dead server left half written is tidied up at opening. */
    private static void copy(Path file, Path copy) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw unusable("There is no database of Sternway", file);
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
                FileLock lock = channel.tryLock(0, Long.MAX_VALUE, true)) {
            if (lock == null) {
                throw unusable("A server works on this database", file);
            }
            Files.copy(file, copy);
        } catch (OverlappingFileLockException ours) {
            throw unusable("A server works on this database", file);
        } catch (java.nio.file.AccessDeniedException denied) {
            throw unusable("The database may not be read by this user", file);
        }
    }

    private static ProblemException unusable(String what, Path file) {
        return ProblemException.of(
                "SW-0747",
                what,
                file.toString(),
                "Give --data with the folder of a server that is down, or ask the server");
    }
}
