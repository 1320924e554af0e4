package dev.sternway.process.admit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.operaton.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.operaton.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.operaton.bpm.engine.impl.persistence.deploy.Deployer;
import org.springframework.stereotype.Component;

/** Takes scripts, classes, foreign beans, methods and external entities from the engine. */
@Component
class Lockdown extends AbstractProcessEnginePlugin {
    private final Delegates delegates;
    private final AdmitDeployment admission;

    Lockdown(Delegates delegates, AdmitDeployment admission) {
        this.delegates = delegates;
        this.admission = admission;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl engine) {
        NoCode none = new NoCode();
        engine.setExpressionManager(new PlainExpressions(delegates));
        engine.setScriptEngineResolver(none);
        engine.setEnableFetchScriptEngineFromProcessApplication(false);
        engine.setArtifactFactory(none);
        engine.setEnableXxeProcessing(false);
        engine.setEnableExpressionsInAdhocQueries(false);
        engine.setJavaSerializationFormatEnabled(false);
        engine.setCmmnEnabled(false);
        List<Deployer> before = new ArrayList<>();
        Optional.ofNullable(engine.getCustomPreDeployers()).ifPresent(before::addAll);
        before.add(admission);
        engine.setCustomPreDeployers(before);
    }
}
