package dev.sternway.run.hand;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sternway.base.ProblemException;
import dev.sternway.executor.Executor;
import dev.sternway.executor.ExecutorCatalogue;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.plan.Step;
import dev.sternway.run.Runs;
import dev.sternway.run.recipe.Placeholders;
import dev.sternway.run.recipe.StepRef;
import dev.sternway.run.secret.Secrets;
import dev.sternway.run.step.TargetAccess;
import org.springframework.stereotype.Component;

/** Asks a step's target whether its work is done, without doing any of it. */
@Component
class AskTarget {
    private final ExecutorCatalogue executors;
    private final Placeholders placeholders;
    private final TargetAccess targets;
    private final Secrets secrets;

    AskTarget(ExecutorCatalogue executors, Placeholders placeholders, TargetAccess targets, Secrets secrets) {
        this.executors = executors;
        this.placeholders = placeholders;
        this.targets = targets;
        this.secrets = secrets;
    }

    private enum Answer {
        YES,
        NO,
        CANNOT_TELL
    }

    /** What the target said, in words. */
    record Said(Answer answer, String text) {
        boolean saysYes() {
            return answer == Answer.YES;
        }

        boolean saysNo() {
            return answer == Answer.NO;
        }
    }

    Said ask(Runs.Run run, StepRef ref, Step step) {
        try {
            return ask(executors.get(step.uses()), placeholders.fill(run, step), targets.question(run, ref, step));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new Said(Answer.CANNOT_TELL, "the question was interrupted");
        } catch (ProblemException refusal) {
            return new Said(Answer.CANNOT_TELL, secrets.mask(refusal.problem().toString()));
        } catch (Exception away) {
            return new Said(Answer.CANNOT_TELL, secrets.mask("the target cannot be asked: " + away.getMessage()));
        }
    }

    String masked(String text) {
        return secrets.mask(text);
    }

    private <I extends Record> Said ask(Executor<I> named, JsonNode with, StepContext context) throws Exception {
        I inputs = executors.bind(named, with);
        Executor<I> executor = named.on(inputs, context);
        Probe probe = executor.probe(inputs, context);
        if (probe instanceof Probe.Unknown unknown) {
            return new Said(Answer.CANNOT_TELL, "it cannot tell: " + unknown.why());
        }
        if (probe instanceof Probe.Needed) {
            return executor.nature(inputs) == Executor.Nature.PROBEABLE
                    ? new Said(Answer.NO, "it is not done")
                    : new Said(Answer.CANNOT_TELL, "this kind of step leaves nothing that could be asked for");
        }
        Outcome verified = executor.verify(inputs, context);
        return verified instanceof Outcome.Done
                ? new Said(Answer.YES, "it is done")
                : new Said(Answer.NO, "it was begun, but did not arrive: " + verified);
    }
}
