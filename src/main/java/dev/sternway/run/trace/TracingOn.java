package dev.sternway.run.trace;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/** Whether somebody named a collector. */
public final class TracingOn implements Condition {
    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata annotated) {
        return StringUtils.hasText(context.getEnvironment().getProperty(TracingSetting.ENDPOINT));
    }
}
