package dev.sternway.process.admit;

import dev.sternway.base.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.operaton.bpm.engine.impl.persistence.deploy.Deployer;
import org.operaton.bpm.engine.impl.persistence.entity.DeploymentEntity;
import org.springframework.stereotype.Component;

/** Stands before the engine's own deployers, so that every door leads past it: REST, webapps, Java. */
@Component
class AdmitDeployment implements Deployer {
    private final DiagramRules rules;
    private final Passage passage;

    AdmitDeployment(DiagramRules rules, Passage passage) {
        this.rules = rules;
        this.passage = passage;
    }

    /** What was let in before is not asked again: a running rollback must find its diagram. */
    @Override
    public void deploy(DeploymentEntity deployment) {
        if (!deployment.isNew()) {
            return;
        }
        if (passage.closed()) {
            throw ProblemException.of(
                    "SW-0832",
                    "In production nothing is deployed past a second person",
                    String.valueOf(deployment.getName()),
                    "Send the files to POST /api/processes and have another designer approve them");
        }
        Map<String, byte[]> files = new TreeMap<>();
        deployment.getResources().forEach((name, resource) -> files.put(name, resource.getBytes()));
        check(files);
    }

    /** @throws ProblemException SW-0831 when a file breaks a rule */
    void check(Map<String, byte[]> files) {
        List<String> objections = rules.objections(files);
        if (!objections.isEmpty()) {
            throw ProblemException.of(
                    "SW-0831",
                    "The diagrams cannot be let in: " + String.join(" | ", objections),
                    files.keySet().iterator().next(),
                    "Mend what is named; docs/designers.md lists the rules");
        }
    }
}
