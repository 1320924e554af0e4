package dev.sternway.process.engine;

import dev.sternway.process.door.EngineMistake;
import dev.sternway.process.door.UnreadableBody;
import org.operaton.bpm.spring.boot.starter.rest.OperatonJerseyResourceConfig;
import org.springframework.stereotype.Component;

/** The engine's own REST API, with refusals shown as problem documents instead of server errors. */
@Component
class EngineRest extends OperatonJerseyResourceConfig {
    @Override
    protected void registerAdditionalResources() {
        register(RefusalMapper.class);
        register(EngineMistake.OfEngine.class);
        register(EngineMistake.OfRest.class);
        register(UnreadableBody.NotJson.class);
        register(UnreadableBody.AnotherShape.class);
        register(UnreadableBody.TooMuch.class);
    }
}
