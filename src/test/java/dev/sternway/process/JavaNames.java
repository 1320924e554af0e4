package dev.sternway.process;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.sternway.plan.Activity;
import java.lang.reflect.Field;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.operaton.bpm.engine.delegate.ExecutionListener;
import org.operaton.bpm.engine.delegate.JavaDelegate;
import org.operaton.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** The beans and variables that Java has for the diagrams. */
record JavaNames(Set<String> beans, Map<String, Var<?>> variables) {
    static JavaNames read() throws IllegalAccessException {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.sternway.process");
        Set<String> beans = classes.stream()
                .filter(type -> type.isAssignableTo(JavaDelegate.class)
                        || type.isAssignableTo(ExecutionListener.class)
                        || type.isAssignableTo(TaskListener.class))
                .filter(type -> type.isAnnotatedWith(Component.class))
                .map(type -> type.getAnnotationOfType(Component.class).value())
                .collect(Collectors.toSet());
        Map<String, Var<?>> variables = new TreeMap<>();
        for (JavaClass type : classes) {
            variables.putAll(constants(type.reflect()));
        }
        for (Activity activity : Activity.values()) {
            Var<?> steps = RunVariables.steps(activity);
            variables.put(steps.name(), steps);
        }
        return new JavaNames(beans, variables);
    }

    private static Map<String, Var<?>> constants(Class<?> type) throws IllegalAccessException {
        Map<String, Var<?>> found = new HashMap<>();
        for (Field field : type.getDeclaredFields()) {
            if (field.getType() == Var.class && java.lang.reflect.Modifier.isStatic(field.getModifiers())) {
                field.setAccessible(true);
                Var<?> constant = (Var<?>) field.get(null);
                found.put(constant.name(), constant);
            }
        }
        return found;
    }
}
