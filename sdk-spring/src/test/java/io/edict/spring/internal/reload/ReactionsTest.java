package io.edict.spring.internal.reload;

import static io.edict.spring.internal.reload.Publishing.hocon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.edict.ConfigClient;
import io.edict.Live;
import io.edict.spring.EnvironmentChange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

class ReactionsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Publishing publishing = new Publishing();

    @AfterEach
    void close() {
        publishing.close();
    }

    @ConfigurationProperties("pool")
    record Pool(@DefaultValue("5") int size) {}

    /** Blocks while it is told to. */
    static final class Slow implements Reaction, Ordered {
        final List<EnvironmentChange> changes = new CopyOnWriteArrayList<>();
        volatile CountDownLatch release = new CountDownLatch(0);
        final CountDownLatch entered = new CountDownLatch(1);

        @Override
        public void applied(EnvironmentChange change) {
            changes.add(change);
            if (!change.initial()) {
                entered.countDown();
                uninterrupted(release);
            }
        }

        @Override
        public int getOrder() {
            return 1;
        }
    }

    private static void uninterrupted(CountDownLatch latch) {
        try {
            assertThat(latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static final class Counting implements Reload.Observer {
        final List<Outcome> applied = new CopyOnWriteArrayList<>();
        final List<Outcome> refused = new CopyOnWriteArrayList<>();
        final List<Duration> times = new CopyOnWriteArrayList<>();

        @Override
        public void applied(Outcome outcome, Duration sincePublished, Duration took) {
            times.add(took);
            times.add(sincePublished);
            applied.add(outcome);
            throw new IllegalStateException("observers may throw");
        }

        @Override
        public void refused(Outcome outcome) {
            refused.add(outcome);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(Pool.class)
    static class Beans {
        @Bean
        Slow slow() {
            return new Slow();
        }

        @Bean
        @Order(2)
        Reaction throwing() {
            return change -> {
                throw new IllegalStateException("canary " + change.after().getProperty("pool.size"));
            };
        }

        @Bean
        @Order(3)
        Recorded recorded() {
            return new Recorded();
        }

        @Bean
        Reaction covering() {
            return new Reaction() {
                @Override
                public void applied(EnvironmentChange change) {}

                @Override
                public boolean covers(String name) {
                    return name.startsWith("covered");
                }
            };
        }

        @Bean
        Counting counting() {
            return new Counting();
        }
    }

    @Test
    void versionsWhenAReactionIsSlowComeIntoForceAtOnceAndAreToldOfTogether() {
        publishing.publish("shop/orders", "pool.size = 1, x = 1");
        ConfigurableApplicationContext context = publishing.start("edict:shop/orders", Beans.class);
        Slow slow = context.getBean(Slow.class);
        Recorded recorded = context.getBean(Recorded.class);
        recorded.change(0);
        slow.release = new CountDownLatch(1);
        publishing.publish("shop/orders", "pool.size = 2, x = 1");
        uninterrupted(slow.entered);
        publishing.publish("shop/orders", "pool.size = 3, x = 1");
        publishing.publish("shop/orders", "pool.size = 3, x = 4");
        assertThat(context.getEnvironment().getProperty("x")).isEqualTo("4");
        assertThat(recorded.changes).hasSize(1);
        slow.release.countDown();
        EnvironmentChange first = recorded.change(1);
        assertThat(first.changedKeys()).containsExactly("pool.size");
        assertThat(first.after().getProperty("x")).isEqualTo("1");
        EnvironmentChange merged = recorded.change(2);
        assertThat(merged.before().generation()).isEqualTo(first.after().generation());
        assertThat(merged.changedKeys()).containsExactly("pool.size", "x");
        assertThat(merged.before().getProperty("pool.size")).isEqualTo("2");
        assertThat(merged.after().getProperty("x")).isEqualTo("4");
        assertThat(slow.changes).hasSize(3);
    }

    @Test
    void changeWhenOneDocumentOfSeveralMovesTellsWhichAndWhat() {
        publishing.publish(hocon("shop/a", "pool.size = 1"), hocon("shop/b", "covered.x = 1, bare.y = 1"));
        ConfigurableApplicationContext context = publishing.start("edict:shop/a,edict:shop/b", Beans.class);
        Recorded recorded = context.getBean(Recorded.class);
        EnvironmentChange initial = recorded.change(0);
        assertThat(initial.initial()).isTrue();
        assertThat(initial.changedKeys()).isEmpty();
        assertThat(initial.documents()).isEmpty();
        Instant before = Instant.now();
        publishing.publish("shop/b", "covered.x = 2, bare.y = 2, fresh.z = 3");
        EnvironmentChange change = recorded.change(1);
        assertThat(change.initial()).isFalse();
        assertThat(change.documents().toString()).contains("shop/b").doesNotContain("shop/a");
        assertThat(change.changedKeys()).containsExactly("bare.y", "covered.x", "fresh.z");
        assertThat(change.pendingRestart()).containsExactly("bare.y", "fresh.z");
        assertThat(change.appliedAt()).isBetween(before.minusMillis(1), Instant.now());
        assertThat(change.toString()).contains("shop/b", "3 keys").doesNotContain("= 2");
        Reload reload = context.getBean(Reload.class);
        assertThat(reload.pendingRestart()).containsExactly("bare.y", "fresh.z");
        publishing.publish("shop/b", "covered.x = 2, bare.y = 1, fresh.z = 4");
        assertThat(recorded.change(2).pendingRestart()).containsExactly("bare.y", "fresh.z");
        assertThat(reload.pendingRestart()).as("as at the start again").containsExactly("fresh.z");
    }

    @Test
    void outcomesWhenVersionsAreAppliedAndRefusedAreRememberedAndObserved() {
        publishing.publish("shop/orders", "pool.size = 1");
        ConfigurableApplicationContext context = publishing.start(
                publishing.app("edict:shop/orders", Beans.class).with("edict.reload.history-size=3"));
        Counting counting = context.getBean(Counting.class);
        context.getBean(Recorded.class).change(0);
        publishing.publish("shop/orders", "pool.size = 2");
        await().atMost(PATIENCE).until(() -> counting.applied.size() == 1);
        publishing.publish("shop/orders", "pool.size = canary");
        await().atMost(PATIENCE).until(() -> counting.refused.size() == 1);
        Reload reload = context.getBean(Reload.class);
        assertThat(reload.history()).hasSize(2);
        Outcome refused = reload.history().get(0);
        assertThat(refused.applied()).isFalse();
        assertThat(refused.versions().values()).containsExactly("3");
        assertThat(refused.reason()).contains("pool.size").doesNotContain("canary");
        Outcome applied = reload.history().get(1);
        assertThat(applied.changedKeys()).containsExactly("pool.size");
        assertThat(applied.versions().values()).containsExactly("2");
        publishing.delete("shop/orders");
        await().atMost(PATIENCE).until(() -> counting.applied.size() == 2);
        publishing.publish("shop/orders", "pool.size = 5");
        await().atMost(PATIENCE).until(() -> counting.applied.size() == 3);
        assertThat(reload.history()).hasSize(3).extracting(Outcome::applied).containsExactly(true, true, false);
        assertThat(reload.history().get(1).versions().values()).containsExactly("absent");
        assertThat(counting.times).allMatch(time -> !time.isNegative() && time.compareTo(PATIENCE) < 0);
    }

    @Test
    void stopWhenAReactionRunsWaitsForItAndNoneBeginsAfterwards() {
        publishing.publish("shop/orders", "pool.size = 1");
        ConfigurableApplicationContext context = publishing.start("edict:shop/orders", Beans.class);
        Slow slow = context.getBean(Slow.class);
        Recorded recorded = context.getBean(Recorded.class);
        recorded.change(0);
        slow.release = new CountDownLatch(1);
        publishing.publish("shop/orders", "pool.size = 2");
        uninterrupted(slow.entered);
        publishing.publish("shop/orders", "pool.size = 3");
        Thread closing = new Thread(context::close);
        closing.start();
        await().atMost(PATIENCE).until(() -> closing.getState() == Thread.State.TIMED_WAITING);
        assertThat(context.isActive()).as("still closing").isTrue();
        slow.release.countDown();
        await().atMost(PATIENCE).until(() -> !closing.isAlive());
        assertThat(slow.changes).hasSize(2);
        assertThat(recorded.changes).as("a reaction after the one that ran").hasSize(1);
    }

    @Test
    void reactionsWhenTheContextIsStartedAgainAreToldWhatCameMeanwhileOnce() {
        publishing.publish("shop/orders", "pool.size = 1");
        ConfigurableApplicationContext context = publishing.start("edict:shop/orders", Beans.class);
        Recorded recorded = context.getBean(Recorded.class);
        recorded.change(0);
        context.stop();
        publishing.publish("shop/orders", "pool.size = 2");
        publishing.publish("shop/orders", "pool.size = 3");
        assertThat(recorded.changes).hasSize(1);
        context.start();
        EnvironmentChange change = recorded.change(1);
        assertThat(change.initial()).isFalse();
        assertThat(change.before().getProperty("pool.size")).isEqualTo("1");
        assertThat(change.after().getProperty("pool.size")).isEqualTo("3");
        context.stop();
        context.start();
        publishing.publish("shop/orders", "pool.size = 4");
        assertThat(recorded.change(2).before().getProperty("pool.size")).isEqualTo("3");
    }

    /** Publishes while the context is being made, after the import. */
    @Configuration(proxyBeanMethods = false)
    static class PublishesMeanwhile {
        static volatile Runnable action = () -> {};

        @Bean
        InitializingBean meanwhile(ConfigClient client) {
            return () -> {
                action.run();
                client.follow("shop/orders").await(snapshot -> snapshot.getInt("pool.size") == 2, PATIENCE);
            };
        }
    }

    @Test
    void versionWhenPublishedBetweenImportAndStartIsAppliedAndTold() {
        publishing.publish("shop/orders", "pool.size = 1, y = 1");
        PublishesMeanwhile.action = () -> publishing.publishOnly(hocon("shop/orders", "pool.size = 2, y = 2"));
        ConfigurableApplicationContext context =
                publishing.start("edict:shop/orders", PublishesMeanwhile.class, Beans.class);
        Live<Pool> pool = LiveValuesTest.live(context, Pool.class);
        assertThat(pool.get().size()).isEqualTo(2);
        assertThat(context.getEnvironment().getProperty("pool.size")).isEqualTo("2");
        EnvironmentChange initial = context.getBean(Recorded.class).change(0);
        assertThat(initial.initial()).isTrue();
        assertThat(initial.before().generation()).isZero();
        assertThat(initial.before().getProperty("pool.size")).isEqualTo("1");
        assertThat(initial.before().value(Pool.class).size()).isEqualTo(1);
        assertThat(initial.changedKeys()).containsExactly("pool.size", "y");
        assertThat(initial.documents()).hasSize(1);
        assertThat(context.getBean(Reload.class).pendingRestart()).containsExactly("y");
        List<Map<?, String>> versions = new ArrayList<>();
        context.getBean(Reload.class).history().forEach(outcome -> versions.add(outcome.versions()));
        assertThat(versions.toString()).contains("shop/orders=2");
    }
}
