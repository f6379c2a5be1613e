package io.edict.spring.internal.importing;

import static org.assertj.core.api.Assertions.assertThat;

import io.edict.plain.testing.ApplicationProcess;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What only shows in a process of its own. */
class ProcessIT {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "spring.config.import=edict:shop/orders", // fails with the import
                "spring.config.import=optional:edict:shop/orders,file:/nowhere.yml", // after the import, without a
                // context
                "spring.config.import=optional:edict:shop/orders;edict:a b" // in the middle of imports
            })
    void processEndsWhenTheStartFails(String imports) {
        try (ApplicationProcess process = ApplicationProcess.start(
                FailingMain.class, imports, "edict.servers=127.0.0.1:1", "edict.start-timeout=300ms")) {
            assertThat(process.awaitExit()).isEqualTo(1);
            assertThat(process.lines()).contains("APPLICATION FAILED TO START");
        }
    }

    @Test
    void classLoaderOfARestartedApplicationIsNotHeld() {
        try (ApplicationProcess process =
                ApplicationProcess.start(List.of("-XX:SoftRefLRUPolicyMSPerMB=0"), RestartingMain.class)) {
            assertThat(process.awaitExit()).isZero();
            assertThat(process.lines()).contains(RestartingMain.GONE);
        }
    }
}
