package dev.sternway.process;

import java.util.Optional;
import org.operaton.bpm.engine.IdentityService;
import org.operaton.bpm.engine.delegate.DelegateTask;
import org.springframework.stereotype.Component;

/** Who completes a task: the person logged in, or else its assignee. */
@Component
public class Completer {
    private final IdentityService identity;

    Completer(IdentityService identity) {
        this.identity = identity;
    }

    public String of(DelegateTask task) {
        return current().or(() -> Optional.ofNullable(task.getAssignee())).orElse("unknown");
    }

    /** The person on whose behalf the engine is called, if any. */
    public Optional<String> current() {
        return Optional.ofNullable(identity.getCurrentAuthentication()).map(who -> who.getUserId());
    }
}
