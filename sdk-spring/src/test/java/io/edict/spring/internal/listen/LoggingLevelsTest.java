package io.edict.spring.internal.listen;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.edict.ConfigClient;
import io.edict.DocumentStatus;
import io.edict.spring.internal.autoconfigure.EdictAutoConfiguration;
import io.edict.spring.internal.autoconfigure.EdictListenAutoConfiguration;
import io.edict.spring.internal.autoconfigure.EdictReloadAutoConfiguration;
import io.edict.spring.internal.reload.Reload;
import io.edict.spring.internal.testing.Store;
import io.edict.spring.testing.Apps;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggerGroups;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

class LoggingLevelsTest {
    private final Store store = new Store();

    @AfterEach
    void end() {
        store.close();
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        EdictAutoConfiguration.class,
        EdictReloadAutoConfiguration.class,
        EdictListenAutoConfiguration.class
    })
    static class Base {}

    private Apps app() {
        return Apps.of(Base.class).store(store.memory()).with("spring.config.import=edict:shop/orders");
    }

    private static @Nullable Level level(String logger) {
        return ((Logger) LoggerFactory.getLogger(logger)).getLevel();
    }

    private static void await(String logger, @Nullable Level level) {
        await(logger).untilAsserted(() -> assertThat(level(logger)).isEqualTo(level));
    }

    private static org.awaitility.core.ConditionFactory await(String alias) {
        return org.awaitility.Awaitility.await(alias);
    }

    @Test
    void levelsWhenTheyChangeAreSetAndTakenBack() {
        store.publish("shop/orders", "logging.level { test.kept = WARN, test.fromStart = DEBUG }");
        try (ConfigurableApplicationContext context = app().start()) {
            assertThat(level("test.fromStart")).isEqualTo(Level.DEBUG);
            store.publish("shop/orders", "logging.level { test.kept = WARN, test.late = trace, \"test.off\" = off }");
            await("test.late", Level.TRACE);
            await("test.off", Level.OFF);
            await("test.fromStart", null);
            assertThat(level("test.kept")).isEqualTo(Level.WARN);

            store.publish("shop/orders", "logging.level { test.kept = ERROR }");
            await("test.kept", Level.ERROR);
            await("test.late", null);
            await("test.off", null);
            assertThat(context.getBean(Reload.class).pendingRestart()).isEmpty();
        }
    }

    @Test
    void levelWhenItsSettingIsRemovedIsWhatItWasBeforeTheSetting() {
        store.publish("shop/orders", "logging.level.root = WARN");
        try (ConfigurableApplicationContext context = app().start()) {
            context.getBean(LoggingSystem.class).setLogLevel("test.own", LogLevel.ERROR);
            store.publish("shop/orders", "logging.level { test.own = DEBUG, Root = ERROR }");
            await("test.own", Level.DEBUG);
            await(org.slf4j.Logger.ROOT_LOGGER_NAME, Level.ERROR);
            store.publish("shop/orders", "nothing = 1");
            await("test.own", Level.ERROR);
            await(org.slf4j.Logger.ROOT_LOGGER_NAME, Level.INFO);
        }
    }

    @Test
    void levelOfAGroupWhenItChangesIsThatOfItsMembers() {
        store.publish("shop/orders", "logging.group.shop = [test.cart, test.till]");
        try (ConfigurableApplicationContext context = app().start()) {
            store.publish(
                    "shop/orders",
                    "logging { group.shop = [test.cart, test.till], level { shop = DEBUG, web = TRACE } }");
            await("test.till", Level.DEBUG);
            await("org.springframework.web", Level.TRACE);
            assertThat(level("test.cart")).isEqualTo(Level.DEBUG);
            assertThat(level("shop")).isNull();

            store.publish("shop/orders", "logging { group.shop = [test.cart, test.desk], level { shop = DEBUG } }");
            await("test.desk", Level.DEBUG);
            await("test.till", null);
            await("org.springframework.web", null);
            LoggerGroups groups = context.getBean(LoggerGroups.class);
            assertThat(groups.get("shop")).satisfies(group -> {
                assertThat(group.getMembers()).containsExactly("test.cart", "test.desk");
                assertThat(group.getConfiguredLevel()).isEqualTo(LogLevel.DEBUG);
            });
        } finally {
            LoggingSystem.get(getClass().getClassLoader()).setLogLevel("test.desk", null);
            LoggingSystem.get(getClass().getClassLoader()).setLogLevel("test.cart", null);
        }
    }

    @Test
    void versionWhenALevelDoesNotExistIsRefusedAndNoLevelIsSet() {
        store.publish("shop/orders", "logging.level.test.first = WARN");
        try (ConfigurableApplicationContext context = app().start()) {
            store.publish(
                    "shop/orders", "logging.level { test.first = ERROR, test.second = canary, test.third = canary }");
            ConfigClient client = context.getBean(ConfigClient.class);
            await("refused").until(() -> status(client).refused().isPresent());
            assertThat(status(client).refused().orElseThrow().reason())
                    .contains("logging.level.test.second is no level", "logging.level.test.third is no level")
                    .contains("shop/orders version 2", "TRACE, DEBUG, INFO, WARN, ERROR, FATAL, OFF")
                    .doesNotContain("canary");
            store.publish("shop/orders", "logging.level { test.first = WARN, test.second = INFO }");
            await("test.second", Level.INFO);
            assertThat(level("test.first")).isEqualTo(Level.WARN);
        }
    }

    private static DocumentStatus status(ConfigClient client) {
        return client.follow("shop/orders").status();
    }

    @Test
    void levelsWhenTheyAreSwitchedOffStay() {
        store.publish("shop/orders", "logging.level.test.still = WARN, mark = 1");
        try (ConfigurableApplicationContext context =
                app().with("edict.reload.logging-levels=false").start()) {
            store.publish("shop/orders", "logging.level.test.still = canary, mark = 2");
            await("mark").until(() -> "2".equals(context.getEnvironment().getProperty("mark")));
            assertThat(context.getBeansOfType(LoggingLevels.class)).isEmpty();
            assertThat(level("test.still")).isEqualTo(Level.WARN);
        } finally {
            LoggingSystem.get(getClass().getClassLoader()).setLogLevel("test.still", null);
        }
    }
}
