package dev.sternway.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.sternway.base.Problem;
import dev.sternway.executor.Executor;
import dev.sternway.executor.ExecutorCatalogue;
import dev.sternway.executor.Outcome;
import java.util.Map;

/** Inputs as a plan writes them, and what came of a step. */
public final class Steps {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final ExecutorCatalogue CATALOGUE = ExecutorCatalogue.standard();

    private Steps() {}

    public static <I extends Record> I inputs(Executor<I> executor, String yaml) {
        try {
            return CATALOGUE.bind(executor, YAML.readTree(yaml));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    public static Map<String, String> done(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        return ((Outcome.Done) outcome).evidence();
    }

    public static Problem failed(Outcome outcome, boolean retryable) {
        assertThat(outcome).isInstanceOf(Outcome.Failed.class);
        assertThat(((Outcome.Failed) outcome).retryable())
                .as("retryable: %s", outcome)
                .isEqualTo(retryable);
        return ((Outcome.Failed) outcome).problem();
    }

    public static Problem refused(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        return ((Outcome.Refused) outcome).problem();
    }

    /** What is asked of an executor. */
    public interface Call {
        Outcome call() throws Exception;
    }

    /** What came of it, thrown or returned, as a run sees it. */
    public static Outcome outcome(Call call) throws Exception {
        try {
            return call.call();
        } catch (Outcome.Thrown thrown) {
            return thrown.outcome();
        } catch (dev.sternway.base.ProblemException refusal) {
            return new Outcome.Refused(refusal.problem());
        }
    }
}
