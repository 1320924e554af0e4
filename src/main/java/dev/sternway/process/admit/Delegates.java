package dev.sternway.process.admit;

import jakarta.el.ELContext;
import jakarta.el.ELResolver;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.operaton.bpm.engine.delegate.ExecutionListener;
import org.operaton.bpm.engine.delegate.JavaDelegate;
import org.operaton.bpm.engine.delegate.TaskListener;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.stereotype.Component;

/** The only beans that an expression finds: those that the engine may call. */
@Component
class Delegates extends ELResolver {
    private final ListableBeanFactory beans;

    Delegates(ListableBeanFactory beans) {
        this.beans = beans;
    }

    /** By the name of the BPMN element that calls. */
    Set<String> callableFrom(String element) {
        return switch (element) {
            case "executionListener" -> named(ExecutionListener.class);
            case "taskListener" -> named(TaskListener.class);
            default -> named(JavaDelegate.class);
        };
    }

    private Set<String> named(Class<?> type) {
        return new TreeSet<>(Set.of(beans.getBeanNamesForType(type, true, false)));
    }

    @Override
    public @Nullable Object getValue(ELContext context, @Nullable Object base, @Nullable Object property) {
        if (base != null || !(property instanceof String name) || !beans.containsBean(name)) {
            return null;
        }
        Object bean = beans.getBean(name);
        if (bean instanceof JavaDelegate || bean instanceof ExecutionListener || bean instanceof TaskListener) {
            context.setPropertyResolved(true);
            return bean;
        }
        return null;
    }

    @Override
    public @Nullable Class<?> getType(ELContext context, @Nullable Object base, @Nullable Object property) {
        return null;
    }

    @Override
    public void setValue(ELContext context, @Nullable Object base, @Nullable Object property, @Nullable Object value) {}

    @Override
    public boolean isReadOnly(ELContext context, @Nullable Object base, @Nullable Object property) {
        return true;
    }

    @Override
    public Class<?> getCommonPropertyType(ELContext context, @Nullable Object base) {
        return String.class;
    }
}
