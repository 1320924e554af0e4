package dev.sternway.executor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.sternway.plan.Step;
import dev.sternway.plan.shell.ShellSetting;
import dev.sternway.plan.shell.ShellStep;
import java.util.Optional;

/** Asks each step's executor to say it in shell; what none can say becomes an instruction, never nothing. */
record StepsInShell(ExecutorCatalogue executors, ShellSetting setting) {
    private static final YAMLMapper YAML = new YAMLMapper(YAMLMapper.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .build());

    ShellStep say(Step step) {
        Optional<Executor<?>> executor = executors.find(step.uses());
        return executor.flatMap(it -> said(it, step)).orElseGet(() -> byHand(step, executor));
    }

    private <I extends Record> Optional<ShellStep> said(Executor<I> executor, Step step) {
        return executor.inShell(executors.bind(executor, step.with()), setting);
    }

    private static ShellStep byHand(Step step, Optional<Executor<?>> executor) {
        String what = executor.map(it -> " (" + it.summary() + ")").orElse("");
        return ShellStep.instruction("do by hand what Sternway does with " + step.uses() + what + "\n" + inputs(step));
    }

    private static String inputs(Step step) {
        try {
            return YAML.writeValueAsString(step.with()).strip();
        } catch (JsonProcessingException unwritable) {
            return step.with().toString();
        }
    }
}
