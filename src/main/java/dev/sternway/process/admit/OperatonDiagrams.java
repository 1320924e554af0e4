package dev.sternway.process.admit;

import dev.sternway.run.propose.DiagramStore;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.operaton.bpm.engine.IdentityService;
import org.operaton.bpm.engine.RepositoryService;
import org.operaton.bpm.engine.impl.identity.Authentication;
import org.operaton.bpm.engine.repository.DeploymentBuilder;
import org.springframework.stereotype.Component;

/** Deploys what two people agreed on; the use case has checked who they are. */
@Component
class OperatonDiagrams implements DiagramStore {
    private final RepositoryService repository;
    private final IdentityService identity;
    private final AdmitDeployment admission;
    private final Passage passage;

    OperatonDiagrams(
            RepositoryService repository, IdentityService identity, AdmitDeployment admission, Passage passage) {
        this.repository = repository;
        this.identity = identity;
        this.admission = admission;
        this.passage = passage;
    }

    @Override
    public boolean guarded() {
        return passage.guarded();
    }

    @Override
    public void check(Map<String, String> files) {
        Map<String, byte[]> contents = new TreeMap<>();
        files.forEach((name, content) -> contents.put(name, content.getBytes(StandardCharsets.UTF_8)));
        admission.check(contents);
    }

    @Override
    public String deploy(String name, Map<String, String> files) {
        DeploymentBuilder deployment = repository.createDeployment().name(name).source("proposal");
        files.forEach(deployment::addString);
        Authentication before = identity.getCurrentAuthentication();
        identity.clearAuthentication();
        try {
            return passage.through(() -> deployment.deploy().getId());
        } finally {
            if (before != null) {
                identity.setAuthentication(before);
            }
        }
    }
}
