package dev.sternway.process.rollback;

import dev.sternway.base.ProblemException;
import java.util.Optional;
import org.operaton.bpm.engine.RepositoryService;
import org.operaton.bpm.engine.repository.ProcessDefinition;
import org.springframework.stereotype.Component;

/** Which version of a phase's diagram a rollback takes: that of its start, whatever is deployed while it runs. */
@Component
class NewestDiagrams {
    private final RepositoryService repository;

    NewestDiagrams(RepositoryService repository) {
        this.repository = repository;
    }

    /** @throws ProblemException SW-0870 when nobody has deployed the diagram */
    int version(String key) {
        return Optional.ofNullable(repository
                        .createProcessDefinitionQuery()
                        .processDefinitionKey(key)
                        .latestVersion()
                        .singleResult())
                .map(ProcessDefinition::getVersion)
                .orElseThrow(() -> ProblemException.of(
                        "SW-0870",
                        "The plan names the diagram " + key + ", which is not deployed",
                        key,
                        "Deploy it from Modeler, or start the server with --processes, then ask again"));
    }
}
