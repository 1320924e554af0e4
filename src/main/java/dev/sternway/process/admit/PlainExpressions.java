package dev.sternway.process.admit;

import dev.sternway.base.ProblemException;
import dev.sternway.drawing.PlainText;
import jakarta.el.CompositeELResolver;
import jakarta.el.ELResolver;
import jakarta.el.ValueExpression;
import org.operaton.bpm.engine.impl.el.JuelExpressionManager;
import org.operaton.bpm.engine.impl.el.VariableContextElResolver;
import org.operaton.bpm.engine.impl.el.VariableScopeElResolver;

/** Expressions see variables and Sternway's delegates; there are no properties, methods, operators or other beans. */
final class PlainExpressions extends JuelExpressionManager {
    private final Delegates delegates;

    PlainExpressions(Delegates delegates) {
        this.delegates = delegates;
    }

    /** @throws ProblemException SW-0830 when the expression is more than a name, its opposite or a comparison */
    @Override
    public ValueExpression createValueExpression(String expression) {
        PlainText.objection(expression).ifPresent(text -> {
            throw ProblemException.of(
                    "SW-0830",
                    "The expression " + text + " is not allowed",
                    text,
                    "Write only " + PlainText.ALLOWED + "; compute values in a decision or a step");
        });
        return super.createValueExpression(expression);
    }

    @Override
    protected ELResolver createElResolver() {
        CompositeELResolver resolver = new CompositeELResolver();
        resolver.add(new VariableScopeElResolver());
        resolver.add(new VariableContextElResolver());
        resolver.add(delegates);
        return resolver;
    }
}
