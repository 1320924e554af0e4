package dev.sternway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.operaton.bpm.engine.RepositoryService;
import org.springframework.context.ConfigurableApplicationContext;

/** The designers' guide, from the copied phase to the one that two people let in. */
class DesignersGuideTest {
    @TempDir
    private Path folder;

    @Test
    void everyBlockRunsAsItStandsAndThePhaseIsDeployed() throws Exception {
        List<ShellPage.Block> blocks = ShellPage.blocks(Path.of("docs/designers.md"));
        assertThat(blocks).hasSizeGreaterThan(3);
        ShellPage.launcher(folder.resolve("sternway"));
        for (String name : List.of("docs", "plans")) {
            Files.createSymbolicLink(folder.resolve(name), Path.of(name).toAbsolutePath());
        }
        try (ConfigurableApplicationContext server =
                ServerInProcess.start(folder.resolve("guide"), Map.of("sternway.environment", "production"))) {
            ShellPage.run(
                    blocks,
                    folder,
                    Map.of(
                            "STERNWAY_URL",
                            "http://localhost:" + server.getEnvironment().getRequiredProperty("local.server.port"),
                            "STERNWAY_USER",
                            "admin",
                            "STERNWAY_PASSWORD",
                            "admin"));

            assertThat(server.getBean(RepositoryService.class)
                            .createProcessDefinitionQuery()
                            .processDefinitionKey("my-restoration")
                            .count())
                    .isEqualTo(1);
        }
    }
}
