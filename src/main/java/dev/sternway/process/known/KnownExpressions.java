package dev.sternway.process.known;

import camundajar.impl.scala.util.Either;
import java.util.List;
import org.camunda.feel.FeelEngine;
import org.camunda.feel.api.FeelEngineApi;
import org.camunda.feel.context.FunctionProvider;
import org.camunda.feel.syntaxtree.ParsedExpression;
import org.camunda.feel.valuemapper.ValueMapper;
import org.operaton.bpm.dmn.engine.impl.DefaultDmnEngineConfiguration;
import org.operaton.bpm.dmn.feel.impl.scala.ScalaFeelEngine;
import org.operaton.bpm.dmn.feel.impl.scala.function.CustomFunctionTransformer;
import org.operaton.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.operaton.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.springframework.stereotype.Component;
import org.springframework.util.ConcurrentLruCache;

/** Parses each cell of a decision table once, not at every decision. */
@Component
class KnownExpressions extends AbstractProcessEnginePlugin {
    private static final int MOST = 5_000;

    @Override
    public void preInit(ProcessEngineConfigurationImpl engine) {
        DefaultDmnEngineConfiguration decisions = new DefaultDmnEngineConfiguration();
        decisions.setFeelEngineFactory(Decisions::new);
        engine.setDmnEngineConfiguration(decisions);
    }

    private static final class Decisions extends ScalaFeelEngine {
        private Decisions() {
            super(List.of());
        }

        @Override
        protected FeelEngineApi buildFeelEngineApi(
                CustomFunctionTransformer functions, ValueMapper.CompositeValueMapper values) {
            return new FeelEngineApi(new Expressions(functions, values));
        }
    }

    private static final class Expressions extends FeelEngine {
        private final ConcurrentLruCache<String, Either<FeelEngine.Failure, ParsedExpression>> tests =
                new ConcurrentLruCache<>(MOST, super::parseUnaryTests);
        private final ConcurrentLruCache<String, Either<FeelEngine.Failure, ParsedExpression>> expressions =
                new ConcurrentLruCache<>(MOST, super::parseExpression);

        private Expressions(FunctionProvider functions, ValueMapper values) {
            super(functions, values, $lessinit$greater$default$3(), $lessinit$greater$default$4());
        }

        @Override
        public Either<FeelEngine.Failure, ParsedExpression> parseUnaryTests(String expression) {
            return tests.get(expression);
        }

        @Override
        public Either<FeelEngine.Failure, ParsedExpression> parseExpression(String expression) {
            return expressions.get(expression);
        }
    }
}
