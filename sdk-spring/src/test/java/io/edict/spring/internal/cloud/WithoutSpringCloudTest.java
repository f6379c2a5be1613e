package io.edict.spring.internal.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import io.edict.spring.internal.autoconfigure.EdictCloudAutoConfiguration;
import io.edict.spring.internal.autoconfigure.EdictListenAutoConfiguration;
import io.edict.spring.internal.testing.IsolatedApplication;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class WithoutSpringCloudTest {
    @Test
    void bridgeWhenSpringCloudIsAbsentIsNotThere() {
        ApplicationContextRunner runner = new ApplicationContextRunner()
                .withConfiguration(
                        AutoConfigurations.of(EdictListenAutoConfiguration.class, EdictCloudAutoConfiguration.class));
        runner.run(context -> assertThat(context).hasSingleBean(CloudBridge.class));
        runner.withClassLoader(new FilteredClassLoader("org.springframework.cloud"))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(CloudBridge.class));
    }

    @Test
    void applicationWhenSpringCloudIsNotOnTheClassPathFollowsVersions() throws Exception {
        assertThat(IsolatedApplication.of(ApplicationWithoutSpringCloud.class)
                        .without("spring-cloud-")
                        .call())
                .isEqualTo("no Spring Cloud, pool of 20, heard by a method and by an event listener");
    }
}
