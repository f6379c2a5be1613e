package io.edict.spring.internal.reload;

import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Tells what is wrong with the versions that an application was to start with. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class StartRefusedAnalyzer extends AbstractFailureAnalyzer<StartRefusedException> {
    StartRefusedAnalyzer() {}

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable failure, StartRefusedException cause) {
        String problems =
                cause.problems().stream().map(problem -> "    - " + problem).collect(Collectors.joining("\n"));
        return new FailureAnalysis(
                "The configuration in force is refused by this application:\n\n" + problems + "\n",
                "Publish versions that go with the application, or roll back; all that is wrong is listed. Where a property"
                        + " does not stand in a document, mend it where it stands.",
                cause);
    }
}
