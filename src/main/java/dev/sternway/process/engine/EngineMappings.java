package dev.sternway.process.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.ibatis.builder.xml.XMLConfigBuilder;
import org.apache.ibatis.session.Configuration;
import org.apache.ibatis.session.ExecutorType;
import org.operaton.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine's SQL statements, read by a thread of their own while Spring still looks for its beans: they are a quarter of
 * what the main thread does at a start, and need nothing but the kind of the database.
 */
public final class EngineMappings {
    private static final Logger LOG = LoggerFactory.getLogger(EngineMappings.class);
    private static final Map<String, String> DATABASES = Map.of("jdbc:h2:", "h2", "jdbc:postgresql:", "postgres");

    private final CompletableFuture<Optional<Configuration>> statements = new CompletableFuture<>();

    private EngineMappings() {}

    /**
     * Begins to read.
     *
     * @param url of the engine's database, such as {@code jdbc:h2:file}; for another kind of database nothing is read, and the engine
     *     reads for itself
     */
    public static EngineMappings beginToRead(String url) {
        EngineMappings mappings = new EngineMappings();
        Thread reader = new Thread(() -> mappings.read(url), "engine-mappings");
        reader.setDaemon(true);
        reader.start();
        return mappings;
    }

    /** Waits until all is read; nothing if it cannot be read here, so that the engine tries, and tells what is wrong. */
    Optional<Configuration> statements() {
        try {
            return statements.join();
        } catch (CompletionException failure) {
            LOG.debug("The engine reads its mappings by itself", failure);
            return Optional.empty();
        }
    }

    private void read(String url) {
        try {
            statements.complete(DATABASES.entrySet().stream()
                    .filter(database -> url.startsWith(database.getKey()))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .map(EngineMappings::ofDatabase));
        } catch (RuntimeException | Error failure) {
            statements.completeExceptionally(failure);
        }
    }

    /** As {@code ProcessEngineConfigurationImpl.initSqlSessionFactory} does it. */
    private static Configuration ofDatabase(String type) {
        Properties words = new Properties();
        words.put("prefix", "");
        ProcessEngineConfigurationImpl.initSqlSessionFactoryProperties(words, "", type);
        String file = ProcessEngineConfigurationImpl.DEFAULT_MYBATIS_MAPPING_FILE;
        try (InputStream source =
                ProcessEngineConfigurationImpl.class.getClassLoader().getResourceAsStream(file)) {
            Configuration read =
                    new XMLConfigBuilder(new InputStreamReader(source, StandardCharsets.UTF_8), "", words).parse();
            read.setDefaultExecutorType(ExecutorType.BATCH);
            return read;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
