package dev.sternway.process;

import java.util.function.Consumer;
import org.operaton.bpm.engine.delegate.DelegateExecution;
import org.operaton.bpm.engine.delegate.DelegateTask;
import org.operaton.bpm.engine.delegate.ExecutionListener;
import org.operaton.bpm.engine.delegate.JavaDelegate;
import org.operaton.bpm.engine.delegate.TaskListener;
import org.operaton.bpm.engine.delegate.VariableScope;

/** Stands for any bean that a diagram names: it only sets what the diagram reads next. */
record DummyBean(Consumer<VariableScope> effect) implements JavaDelegate, ExecutionListener, TaskListener {
    @Override
    public void execute(DelegateExecution execution) {
        effect.accept(execution);
    }

    @Override
    public void notify(DelegateExecution execution) {
        effect.accept(execution);
    }

    @Override
    public void notify(DelegateTask task) {
        effect.accept(task);
    }
}
