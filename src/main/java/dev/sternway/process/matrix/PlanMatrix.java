package dev.sternway.process.matrix;

import dev.sternway.plan.Decision;
import dev.sternway.process.admit.Passage;
import dev.sternway.run.Runs;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.operaton.bpm.engine.RepositoryService;
import org.operaton.bpm.engine.repository.DecisionDefinition;
import org.springframework.stereotype.Component;

/** Deploys a plan's matrix, and knows which table a run is to ask. */
@Component
public class PlanMatrix {
    private static final String OWN = "decision";

    private final RepositoryService repository;
    private final Passage passage;

    PlanMatrix(RepositoryService repository, Passage passage) {
        this.repository = repository;
        this.passage = passage;
    }

    /** The table of the run's plan; Sternway's own when the plan has none that can be asked. */
    public String table(Runs.Run run) {
        return asked(run).isEmpty() ? OWN : key(run);
    }

    /** Does nothing for a plan without rows that say {@code when}, and for one that is deployed already. */
    public void deploy(Runs.Run run) {
        List<Decision.Row> rows = asked(run);
        if (rows.isEmpty() || latest(key(run)) > 0) {
            return;
        }
        String title = "Which level: " + run.plan().metadata().title();
        byte[] table = MatrixTable.of(own(), key(run), title, rows);
        passage.through(() -> repository
                .createDeployment()
                .name(key(run))
                .source("plan " + run.guard().planId())
                .addInputStream(key(run) + ".dmn", new ByteArrayInputStream(table))
                .deploy());
    }

    private long latest(String key) {
        return repository
                .createDecisionDefinitionQuery()
                .decisionDefinitionKey(key)
                .latestVersion()
                .count();
    }

    private byte[] own() {
        DecisionDefinition definition = repository
                .createDecisionDefinitionQuery()
                .decisionDefinitionKey(OWN)
                .latestVersion()
                .singleResult();
        try (InputStream table = repository.getDecisionModel(definition.getId())) {
            return table.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Decision.Row> asked(Runs.Run run) {
        return run.plan().decision().matrix().stream()
                .filter(row -> row.when().isPresent())
                .toList();
    }

    private static String key(Runs.Run run) {
        return MatrixTable.key(
                run.guard().planId(), run.guard().environment(), run.guard().digest());
    }
}
