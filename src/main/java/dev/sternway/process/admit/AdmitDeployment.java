package dev.sternway.process.admit;

import dev.sternway.base.Digest;
import dev.sternway.base.ProblemException;
import dev.sternway.drawing.DiagramRules;
import dev.sternway.executor.ExecutorCatalogue;
import dev.sternway.ledger.Anchors;
import dev.sternway.ledger.Entry;
import dev.sternway.run.Trail;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.operaton.bpm.engine.impl.context.Context;
import org.operaton.bpm.engine.impl.persistence.deploy.Deployer;
import org.operaton.bpm.engine.impl.persistence.entity.DeploymentEntity;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Stands before the engine's own deployers, so that every door leads past it: REST, webapps, Java. */
@Component
class AdmitDeployment implements Deployer {
    private final DiagramRules rules;
    private final Passage passage;
    private final ObjectProvider<Trail> trail;

    AdmitDeployment(Delegates delegates, ExecutorCatalogue executors, Passage passage, ObjectProvider<Trail> trail) {
        this.rules = new DiagramRules(delegates::callableFrom, executors);
        this.passage = passage;
        this.trail = trail;
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
        Optional.ofNullable(Context.getCommandContext().getAuthenticatedUserId())
                .ifPresent(designer -> note(deployment, files, designer));
    }

    /** What Sternway itself deploys is in its version, or in the plan's or the proposal's own entries. */
    private void note(DeploymentEntity deployment, Map<String, byte[]> files, String designer) {
        Map<String, String> detail = new TreeMap<>();
        files.forEach((name, content) -> detail.put("file " + name, Digest.of(content)));
        detail.put("deployment", deployment.getId());
        trail.getObject()
                .append(
                        Anchors.ACCESS,
                        designer,
                        Entry.Kind.DIAGRAMS_DEPLOYED,
                        "deployed " + deployment.getName() + " through the engine's own door",
                        detail);
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
