package dev.sternway.run.step;

import dev.sternway.base.Work;
import dev.sternway.base.web.Web;
import dev.sternway.database.DatabaseAccess;
import dev.sternway.database.mariadb.MariaAccess;
import dev.sternway.executor.StepContext;
import dev.sternway.plan.Activity;
import dev.sternway.plan.Phase;
import dev.sternway.plan.Step;
import dev.sternway.plan.Target;
import dev.sternway.plan.allow.AllowFile;
import dev.sternway.run.Runs;
import dev.sternway.run.recipe.StepRef;
import dev.sternway.run.secret.Secrets;
import dev.sternway.run.underway.Output;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Opens a plan's targets outside a step: for triggers, for the assessment, at arming, and when people say what they did. */
@Component
public class TargetAccess {
    private final Secrets secrets;
    private final AllowFile allow;
    private final RunContexts contexts;

    TargetAccess(Secrets secrets, AllowFile allow, RunContexts contexts) {
        this.secrets = secrets;
        this.allow = allow;
        this.contexts = contexts;
    }

    /** What targets said, without secrets. */
    public String mask(String text) {
        return secrets.mask(text);
    }

    /** What a step of the plan may ask for, before any run of it. */
    public StepContext before(Runs.Run run, Step step) {
        StepRef ref = new StepRef(run.id(), Phase.ARMING, Activity.RECORD_STATE, 0);
        return question(run, ref, step);
    }

    /** For a question about a step that nobody runs now. */
    public StepContext question(Runs.Run run, StepRef ref, Step step) {
        return contexts.open(run, ref, step, () -> true, new Output(), Work.unnamed());
    }

    public DatabaseAccess database(Runs.Run run, String name) {
        return DatabaseAccess.of(target(run, name), secrets::resolve);
    }

    public boolean isMariaDb(Runs.Run run, String name) {
        return target(run, name).type() == Target.Type.MARIADB;
    }

    /** @throws dev.sternway.base.ProblemException SW-0401 when the target is no MariaDB schema that can be addressed */
    public MariaAccess mariaDb(Runs.Run run, String name) {
        return MariaAccess.of(target(run, name), secrets::resolve);
    }

    public Target target(Runs.Run run, String name) {
        return Optional.ofNullable(run.plan().targets().get(name))
                .map(allow.in(run.guard().environment())::admit)
                .orElseThrow(() -> dev.sternway.base.ProblemException.of(
                        "SW-0302", "The plan has no target " + name, name, "Name one of its targets"));
    }

    /** The way to a service, within what the environment allows, with the service's own certificates if it has any. */
    public Web web(Runs.Run run, Target target) {
        return new Web(
                allow.in(run.guard().environment()).reach(), target.tls().map(it -> it.identity(secrets::resolve)));
    }

    /** The Authorization header for a service, if it wants one. */
    public Optional<String> authorization(Target target) {
        if (target.token().isPresent()) {
            return target.token()
                    .map(token -> "Bearer " + secrets.resolve(token).reveal());
        }
        return target.user()
                .flatMap(user -> target.password().map(password -> {
                    String pair = user + ":" + secrets.resolve(password).reveal();
                    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
                }));
    }
}
