package io.edict.spring.internal.autoconfigure;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** What Spring Boot's {@code @ConditionalOnEnabledHealthIndicator("edict")} says, which has another name in each line. */
final class HealthEnabled extends SpringBootCondition {
    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        Environment environment = context.getEnvironment();
        boolean enabled = environment.getProperty(
                "management.health.edict.enabled",
                Boolean.class,
                environment.getProperty("management.health.defaults.enabled", Boolean.class, true));
        return new ConditionOutcome(
                enabled,
                ConditionMessage.forCondition("management.health.edict.enabled").because("is " + enabled));
    }
}
