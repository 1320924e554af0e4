package dev.sternway.executor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.sternway.base.ProblemException;
import dev.sternway.plan.Step;
import dev.sternway.plan.shell.ShellSetting;
import dev.sternway.plan.shell.ShellStep;
import dev.sternway.plan.yaml.PlanMapper;
import dev.sternway.plan.yaml.RecordSchema;
import dev.sternway.plan.yaml.Suggestion;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;

/** All executors by name. A new one is a class and a line in {@code META-INF/services}. */
public final class ExecutorCatalogue {
    private final Map<String, Executor<?>> executors = new TreeMap<>();
    private final Validator validator = Validation.byDefaultProvider()
            .configure()
            .messageInterpolator(new ParameterMessageInterpolator())
            .buildValidatorFactory()
            .getValidator();

    private ExecutorCatalogue(Iterable<? extends Executor<?>> all) {
        all.forEach(executor -> executors.put(executor.uses(), executor));
    }

    /** Those that are on the class path. */
    public static ExecutorCatalogue standard() {
        @SuppressWarnings("rawtypes")
        ServiceLoader<Executor> found = ServiceLoader.load(Executor.class);
        return new ExecutorCatalogue(found.stream()
                .<Executor<?>>map(provider -> (Executor<?>) provider.get())
                .toList());
    }

    public Collection<Executor<?>> all() {
        return executors.values();
    }

    public Optional<Executor<?>> find(String uses) {
        return Optional.ofNullable(executors.get(uses));
    }

    /** @throws ProblemException SW-0307 when there is none of that name */
    public Executor<?> get(String uses) {
        Executor<?> executor = executors.get(uses);
        if (executor == null) {
            String meant = Suggestion.of(uses, executors.keySet());
            throw ProblemException.of(
                    "SW-0307",
                    "There is no executor " + uses,
                    uses,
                    meant.isEmpty() ? "Known are " + executors.keySet() : "Did you mean " + meant + "?");
        }
        return executor;
    }

    /** Says any step in shell; what no executor can say becomes an instruction for a person. */
    public Function<Step, ShellStep> inShell(ShellSetting setting) {
        return new StepsInShell(this, setting)::say;
    }

    /** What becomes of a step when its phase is taken back. */
    public Executor.Undone undone(Step step) {
        try {
            return find(step.uses())
                    .map(executor -> undone(executor, step.with()))
                    .orElse(Executor.Undone.BY_HAND);
        } catch (ProblemException unfit) {
            return Executor.Undone.BY_HAND;
        }
    }

    private <I extends Record> Executor.Undone undone(Executor<I> executor, JsonNode with) {
        return executor.undone(bind(executor, with));
    }

    /** The same in words, for people who read the plan. */
    public String undo(Step step) {
        return switch (undone(step)) {
            case BY_ITSELF -> "by itself";
            case NOT_NEEDED -> "not needed, it leaves nothing behind";
            case BY_HAND ->
                "by hand: " + find(step.uses()).map(Executor::whyByHand).orElse("there is no such executor");
        };
    }

    /** JSON Schema of each executor's inputs. */
    public Map<String, JsonNode> schemas() {
        return executors.values().stream()
                .collect(Collectors.toMap(
                        Executor::uses, executor -> RecordSchema.of(executor.inputs()), (a, b) -> a, TreeMap::new));
    }

    /** @throws ProblemException SW-0308 naming the field that does not fit */
    public <I extends Record> I bind(Executor<I> executor, JsonNode with) {
        I inputs;
        try {
            inputs = PlanMapper.json().treeToValue(with, executor.inputs());
        } catch (JsonMappingException wrong) {
            String field = wrong.getPath().stream()
                    .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                    .collect(Collectors.joining("."));
            throw unfit(executor, field, firstLine(wrong.getOriginalMessage()));
        } catch (JsonProcessingException wrong) {
            throw unfit(executor, "", firstLine(wrong.getOriginalMessage()));
        }
        String violations = validator.validate(inputs).stream()
                .map(ExecutorCatalogue::text)
                .sorted()
                .collect(Collectors.joining("; "));
        if (!violations.isEmpty()) {
            throw unfit(executor, "", violations);
        }
        return inputs;
    }

    private static String text(ConstraintViolation<?> violation) {
        return violation.getPropertyPath() + " " + violation.getMessage();
    }

    private static ProblemException unfit(Executor<?> executor, String field, String why) {
        return ProblemException.of(
                "SW-0308",
                "The inputs of " + executor.uses() + " do not fit: " + (field.isEmpty() ? "" : field + ": ") + why,
                executor.uses(),
                "See docs/executors/" + executor.uses().replace('/', '-') + ".md");
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }
}
