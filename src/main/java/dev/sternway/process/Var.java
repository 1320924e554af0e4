package dev.sternway.process;

import dev.sternway.base.ProblemException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.operaton.bpm.engine.delegate.VariableScope;
import org.operaton.bpm.engine.variable.Variables;

/**
 * A process variable with a name and a type; scalars only.
 *
 * @param <T> String, Boolean, Integer or an enum, which is stored by its name
 */
public final class Var<T> {
    private static final int LONGEST_TEXT = 4000;

    private final String name;
    private final Class<T> type;

    private Var(String name, Class<T> type) {
        this.name = name;
        this.type = type;
    }

    public static Var<String> text(String name) {
        return new Var<>(name, String.class);
    }

    public static Var<Boolean> flag(String name) {
        return new Var<>(name, Boolean.class);
    }

    public static Var<Integer> number(String name) {
        return new Var<>(name, Integer.class);
    }

    public static <E extends Enum<E>> Var<E> word(String name, Class<E> words) {
        return new Var<>(name, words);
    }

    public String name() {
        return name;
    }

    public Class<T> type() {
        return type;
    }

    public Optional<T> of(VariableScope scope) {
        return Optional.ofNullable(convert(scope.getVariable(name)));
    }

    /** @throws ProblemException SW-0701 when the variable is missing or of another type */
    public T required(VariableScope scope) {
        return of(scope)
                .orElseThrow(() -> ProblemException.of(
                        "SW-0701",
                        "The variable " + name + " is missing",
                        name,
                        "Give " + name + " as " + type.getSimpleName()));
    }

    /** Text is cut at what the engine's column holds; the whole of it is in Sternway's own tables. */
    public void set(VariableScope scope, T value) {
        if (value instanceof Enum<?> word) {
            scope.setVariable(name, word.name());
        } else if (value instanceof String text && text.length() > LONGEST_TEXT) {
            scope.setVariable(name, text.substring(0, LONGEST_TEXT - 1) + "…");
        } else {
            scope.setVariable(name, value);
        }
    }

    /** Until the engine's transaction ends: for a decision that the diagram takes at once. */
    public void setForNow(VariableScope scope, T value) {
        scope.setVariableLocal(name, Variables.untypedValue(value, true));
    }

    private @Nullable T convert(@Nullable Object value) {
        if (value == null || value.equals("") && type != String.class) {
            return null;
        }
        if (type.isInstance(value)) {
            return type.cast(value);
        }
        if (type.isEnum() && value instanceof String word) {
            for (T constant : type.getEnumConstants()) {
                if (((Enum<?>) constant).name().equals(word)) {
                    return constant;
                }
            }
        }
        throw ProblemException.of(
                "SW-0701",
                "The variable " + name + " cannot be " + value,
                name,
                "Give " + name + " as " + (type.isEnum() ? words() : type.getSimpleName()));
    }

    private String words() {
        return String.join(
                ", ",
                java.util.Arrays.stream(type.getEnumConstants())
                        .map(String::valueOf)
                        .toList());
    }
}
