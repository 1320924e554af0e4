package dev.sternway.process.engine;

import dev.sternway.process.BuiltIn;
import dev.sternway.process.admit.Passage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.operaton.bpm.engine.RepositoryService;
import org.operaton.bpm.engine.repository.DeploymentBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Deploys diagrams, decisions and forms as one deployment, so that those that belong together stay together. */
@Component
class DeployDiagrams {
    private static final Logger LOG = LoggerFactory.getLogger(DeployDiagrams.class);

    private final RepositoryService repository;
    private final Passage passage;
    private final Optional<Path> override;

    DeployDiagrams(RepositoryService repository, Passage passage, @Value("${sternway.processes:}") String override) {
        this.repository = repository;
        this.passage = passage;
        this.override = override.isBlank() ? Optional.empty() : Optional.of(Path.of(override));
    }

    @EventListener(ApplicationStartedEvent.class)
    void deploy() throws IOException {
        Map<String, byte[]> files = new TreeMap<>(BuiltIn.files());
        if (override.isPresent()) {
            files.putAll(inFolder(override.get()));
        }
        DeploymentBuilder deployment = repository
                .createDeployment()
                .name("sternway")
                .source("sternway")
                .enableDuplicateFiltering(false);
        files.forEach((name, content) -> deployment.addInputStream(name, new java.io.ByteArrayInputStream(content)));
        passage.through(deployment::deploy);
        LOG.info("{} diagrams, decisions and forms deployed", files.size());
    }

    private static Map<String, byte[]> inFolder(Path folder) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> listing = Files.list(folder)) {
            for (Path file : listing.toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(".bpmn") || name.endsWith(".dmn") || name.endsWith(".form")) {
                    files.put(name, Files.readAllBytes(file));
                }
            }
        }
        return files;
    }
}
