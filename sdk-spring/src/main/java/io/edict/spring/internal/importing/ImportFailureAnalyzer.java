package io.edict.spring.internal.importing;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Tells why an import failed. Asked before Spring Boot's own analyzers, which would call a store that is out of reach a
 * resource that does not exist. Needs no context, since there is none yet.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class ImportFailureAnalyzer extends AbstractFailureAnalyzer<ImportException> {
    ImportFailureAnalyzer() {}

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, ImportException cause) {
        return new FailureAnalysis(String.valueOf(cause.getMessage()), cause.action(), cause);
    }
}
