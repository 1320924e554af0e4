package dev.sternway.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.operaton.bpm.engine.ProcessEngine;
import org.operaton.bpm.engine.ProcessEngineConfiguration;
import org.operaton.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;

class DiagramsDeployTest {
    private static ProcessEngine engine;

    @BeforeAll
    static void deployEverythingAtOnce() throws IOException {
        var configuration = new StandaloneInMemProcessEngineConfiguration();
        configuration.setProcessEngineName("diagrams");
        configuration.setJdbcUrl("jdbc:h2:mem:diagrams");
        configuration.setEnforceHistoryTimeToLive(true);
        configuration.setHistory(ProcessEngineConfiguration.HISTORY_NONE);
        engine = configuration.buildProcessEngine();
        var deployment = engine.getRepositoryService().createDeployment().name("sternway");
        for (Path file : files()) {
            deployment.addInputStream(file.getFileName().toString(), Files.newInputStream(file));
        }
        deployment.deploy();
    }

    @AfterAll
    static void close() {
        engine.close();
    }

    @Test
    void all_diagrams_are_deployed_under_the_names_of_their_files() throws IOException {
        assertThat(engine.getRepositoryService().createProcessDefinitionQuery().list())
                .extracting(definition -> definition.getKey() + ".bpmn")
                .containsExactlyInAnyOrderElementsOf(names(".bpmn"));
        assertThat(engine.getRepositoryService().createDecisionDefinitionQuery().list())
                .extracting(definition -> definition.getKey() + ".dmn")
                .containsExactlyInAnyOrderElementsOf(names(".dmn"));
    }

    @ParameterizedTest(name = "{0} {1} damaged={2} compatible={3} fits={4}{5}{6}: {7}")
    @CsvSource({
        "AFTER_POINT_OF_NO_RETURN,  CRITICAL, true,  false, true,  true,  true,  L3, leadership, damaged",
        "NOT_STARTED,               WARNING,  true,  true,  true,  true,  true,  L3, leadership, damaged",
        "BEFORE_POINT_OF_NO_RETURN, CRITICAL, true,  true,  true,  true,  false, HOLD, '',        no restore is proven",
        "NOT_STARTED,               CRITICAL, false, false, true,  true,  true,  CODE_ONLY, '',   not touched the database",
        "AFTER_POINT_OF_NO_RETURN,  WARNING,  false, true,  true,  true,  true,  PAUSE, '',       ''",
        "AFTER_POINT_OF_NO_RETURN,  MAJOR,    false, true,  true,  true,  true,  CODE_ONLY, '',   ''",
        "BEFORE_POINT_OF_NO_RETURN, MAJOR,    false, false, true,  true,  true,  L1, '',          ''",
        "BEFORE_POINT_OF_NO_RETURN, CRITICAL, false, false, false, true,  true,  L2, '',          ''",
        "AFTER_POINT_OF_NO_RETURN,  MAJOR,    false, false, true,  true,  true,  L2, '',          ''",
        "UNKNOWN,                   CRITICAL, false, false, true,  true,  true,  L3, leadership,  ''",
        "AFTER_POINT_OF_NO_RETURN,  MAJOR,    false, false, true,  false, true,  L3, leadership,  ''",
        "AFTER_POINT_OF_NO_RETURN,  CRITICAL, false, false, true,  false, false, HOLD, '',        ''",
        "UNKNOWN,                   CRITICAL, false, false, true,  true,  false, HOLD, '',        ''",
    })
    void the_least_destructive_level_that_works_is_recommended(
            String migrationState,
            String severity,
            boolean dataDamaged,
            boolean codeCompatible,
            boolean level1Fits,
            boolean level2Fits,
            boolean level3Fits,
            String level,
            String approver,
            String because) {
        var recommendation = engine.getDecisionService()
                .evaluateDecisionTableByKey(
                        "decision",
                        Map.of(
                                "migrationState", migrationState,
                                "severity", severity,
                                "dataDamaged", dataDamaged,
                                "codeCompatible", codeCompatible,
                                "level1Fits", level1Fits,
                                "level2Fits", level2Fits,
                                "level3Fits", level3Fits))
                .getSingleResult();

        assertThat((String) recommendation.getEntry("level")).isEqualTo(level);
        assertThat((String) recommendation.getEntry("approver")).isEqualTo(approver);
        assertThat((String) recommendation.getEntry("reason")).isNotBlank().contains(because);
    }

    @ParameterizedTest(name = "drops={0} rewrites={1} breaks={2}: {3}")
    @CsvSource({
        "true,  false, false, DANGEROUS",
        "true,  true,  true,  DANGEROUS",
        "false, true,  false, NEEDS_DATA_MIGRATION",
        "false, true,  true,  NEEDS_DATA_MIGRATION",
        "false, false, true,  DANGEROUS",
        "false, false, false, SAFE",
    })
    void changes_are_classified_by_what_the_rehearsal_saw(
            boolean dropsOrNarrows, boolean rewritesData, boolean breaksOldCode, String changeClass) {
        var result = engine.getDecisionService()
                .evaluateDecisionTableByKey(
                        "classification",
                        Map.of(
                                "dropsOrNarrows", dropsOrNarrows,
                                "rewritesData", rewritesData,
                                "breaksOldCode", breaksOldCode));

        assertThat((String) result.getSingleEntry()).isEqualTo(changeClass);
    }

    private static TreeSet<String> names(String suffix) throws IOException {
        var names = new TreeSet<String>();
        files().forEach(file -> names.add(file.getFileName().toString()));
        names.removeIf(name -> !name.endsWith(suffix));
        return names;
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> processes = Files.list(Path.of("processes"));
                Stream<Path> forms = Files.list(Path.of("forms"))) {
            return Stream.concat(processes, forms)
                    .filter(file -> file.toString().matches(".*\\.(bpmn|dmn|form)"))
                    .sorted()
                    .toList();
        }
    }
}
