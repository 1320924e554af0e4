package dev.sternway.process;

import dev.sternway.plan.Activity;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.operaton.bpm.engine.delegate.ExecutionListener;
import org.operaton.bpm.engine.delegate.JavaDelegate;
import org.operaton.bpm.engine.delegate.TaskListener;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.core.type.classreading.CachingMetadataReaderFactory;
import org.springframework.stereotype.Component;

/** What the diagrams may name: the components the engine can call, and the typed variables. */
public record BeansAndVariables(Map<String, Class<?>> beans, Map<String, Class<?>> variables) {
    /** From the classes of this module; nothing is started. */
    public static BeansAndVariables scan() {
        var beans = new TreeMap<String, Class<?>>();
        var variables = new TreeMap<String, Class<?>>();
        try {
            var reader = new CachingMetadataReaderFactory();
            for (var resource : new PathMatchingResourcePatternResolver()
                    .getResources("classpath*:dev/sternway/process/**/*.class")) {
                var type = Class.forName(
                        reader.getMetadataReader(resource).getClassMetadata().getClassName(),
                        false,
                        BeansAndVariables.class.getClassLoader());
                var component = type.getAnnotation(Component.class);
                if (component != null && isCalledByTheEngine(type)) {
                    beans.put(component.value(), type);
                }
                for (Field field : type.getDeclaredFields()) {
                    if (field.getType() == Var.class && Modifier.isStatic(field.getModifiers())) {
                        field.setAccessible(true);
                        var variable = (Var<?>) field.get(null);
                        variables.put(variable.name(), variable.type());
                    }
                }
            }
        } catch (IOException | ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
        for (Activity activity : Activity.values()) {
            variables.put(RunVariables.steps(activity).name(), Integer.class);
        }
        return new BeansAndVariables(beans, variables);
    }

    /** @param element name of the BPMN element that calls */
    public Set<String> callableFrom(String element) {
        Class<?> wanted = switch (element) {
            case "executionListener" -> ExecutionListener.class;
            case "taskListener" -> TaskListener.class;
            default -> JavaDelegate.class;
        };
        return beans.entrySet().stream()
                .filter(bean -> wanted.isAssignableFrom(bean.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isCalledByTheEngine(Class<?> type) {
        return JavaDelegate.class.isAssignableFrom(type)
                || ExecutionListener.class.isAssignableFrom(type)
                || TaskListener.class.isAssignableFrom(type);
    }
}
