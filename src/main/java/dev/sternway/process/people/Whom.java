package dev.sternway.process.people;

import dev.sternway.security.access.Witness;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.operaton.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/** Who calls, through the engine's own doors or through Sternway's, and whom to tell what they did. */
record Whom(ProcessEngineConfigurationImpl engine, Supplier<Witness> witness) {
    private static final String NOBODY = "sternway";

    /** Empty when Sternway acts by itself. */
    Optional<String> caller() {
        return Optional.ofNullable(engine.getIdentityService().getCurrentAuthentication())
                .map(org.operaton.bpm.engine.impl.identity.Authentication::getUserId)
                .or(() -> Optional.ofNullable(SecurityContextHolder.getContext().getAuthentication())
                        .map(Authentication::getName));
    }

    void did(Witness.Deed deed, String what) {
        did(deed, what, Map.of());
    }

    void did(Witness.Deed deed, String what, Map<String, String> detail) {
        witness.get().note(deed, caller().orElse(NOBODY), what, detail);
    }
}
