package io.edict.spring.internal.reload;

import io.edict.spring.internal.env.DocumentOrigin;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginProvider;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;

/**
 * Explains a start that failed because Spring Boot itself could not bind what stands in a document. Spring Boot's own texts
 * show the value, and a document may hold secrets.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class UnboundDocumentAnalyzer extends AbstractFailureAnalyzer<BindException> {
    UnboundDocumentAnalyzer() {}

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable failure, BindException cause) {
        List<String> problems = cause.getCause() instanceof BindValidationException invalid
                ? refused(cause, invalid)
                : malformed(cause, cause.getProperty());
        return problems.isEmpty()
                ? null
                : new FailureAnalysis(
                        "The configuration in force does not fit this application:\n\n"
                                + problems.stream()
                                        .map(problem -> "    - " + problem)
                                        .collect(Collectors.joining("\n"))
                                + "\n",
                        "Publish versions that go with the application, or roll back. Where a property does not stand in a"
                                + " document, mend it where it stands.",
                        cause);
    }

    private static List<String> malformed(BindException cause, @Nullable ConfigurationProperty property) {
        return property == null || !isOfDocument(property.getOrigin())
                ? List.of()
                : List.of(property.getName() + " (" + property.getOrigin() + ") cannot be read as "
                        + cause.getTarget().getType());
    }

    private static List<String> refused(BindException cause, BindValidationException invalid) {
        List<ObjectError> errors = invalid.getValidationErrors().getAllErrors();
        return errors.stream().map(Origin::from).anyMatch(UnboundDocumentAnalyzer::isOfDocument)
                ? errors.stream().map(error -> refused(cause, error)).toList()
                : List.of();
    }

    private static String refused(BindException cause, ObjectError error) {
        Origin origin = Origin.from(error);
        return (error instanceof FieldError field ? cause.getName() + "." + field.getField() : cause.getName())
                + (origin == null ? "" : " (" + origin + ")")
                + " is refused (" + (error.getCode() == null ? "no code" : error.getCode()) + ")";
    }

    /** Newer versions of Spring Boot wrap the origin into one that knows the source. */
    private static boolean isOfDocument(@Nullable Origin origin) {
        return origin instanceof DocumentOrigin
                || (origin instanceof OriginProvider wrapped && wrapped.getOrigin() instanceof DocumentOrigin);
    }
}
