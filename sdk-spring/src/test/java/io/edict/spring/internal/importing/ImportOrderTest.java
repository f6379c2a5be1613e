package io.edict.spring.internal.importing;

import static org.assertj.core.api.Assertions.assertThat;

import io.edict.plain.junit.EdictExtension;
import io.edict.spring.testing.Apps;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.PropertySource;

/** Which documents an import stands for, and what wins over what. */
class ImportOrderTest {
    @RegisterExtension
    final EdictExtension edict = EdictExtension.inMemory();

    @TempDir
    Path directory;

    @Test
    void automaticImportTakesSharedDocumentsAndTheApplicationsWithVariantsForProfilesAboveAll() {
        for (String name : List.of("common", "team", "orders", "common-eu", "orders-eu", "orders-prod")) {
            edict.publish("shop/" + name, "from = " + name);
        }
        try (ConfigurableApplicationContext context = Apps.of()
                .store(edict)
                .with(
                        "spring.config.import=edict:",
                        "spring.application.name=orders",
                        "edict.namespace=shop",
                        "edict.shared=common,team",
                        "spring.profiles.active=eu,prod")
                .start()) {
            assertThat(sources(context))
                    .containsExactly(
                            "edict:shop/orders-prod",
                            "edict:shop/team-prod",
                            "edict:shop/common-prod",
                            "edict:shop/orders-eu",
                            "edict:shop/team-eu",
                            "edict:shop/common-eu",
                            "edict:shop/orders",
                            "edict:shop/team",
                            "edict:shop/common");
            assertThat(context.getEnvironment().getProperty("from")).isEqualTo("orders-prod");
        }
    }

    @Test
    void applicationsDocumentHasTheNameThatIsSetForItAndTheAssumedSharedOneNeedNotBeThere() {
        edict.publish("config/till", "a = 1");
        try (ConfigurableApplicationContext context = Apps.of()
                .store(edict)
                .with(
                        "spring.config.import=edict:",
                        "spring.application.name=orders",
                        "edict.application=till",
                        "edict.profile-separator=.",
                        "spring.profiles.active=eu")
                .start()) {
            assertThat(sources(context))
                    .containsExactly(
                            "edict:config/till.eu",
                            "edict:config/application.eu",
                            "edict:config/till",
                            "edict:config/application");
        }
    }

    @Test
    void importInAFileBringsVariantsAboveTheFilesOfProfilesAndTheRestBelowThem() {
        publishAll();
        try (ConfigurableApplicationContext context = files("edict:shop/orders").start()) {
            assertWinners(context, "remote-prod", "local-prod", "remote", "local");
        }
    }

    @Test
    void importOnTheCommandLineStandsAboveAllFiles() {
        publishAll();
        try (ConfigurableApplicationContext context =
                files("").with("spring.config.import=edict:shop/orders").start()) {
            assertWinners(context, "remote-prod", "remote", "local-prod", "local");
        }
    }

    @Test
    void importOnTheCommandLineFindsSettingsInAFile() {
        edict.publish("warehouse/orders", "a = 1");
        try (ConfigurableApplicationContext context = Apps.of()
                .store(edict)
                .file(directory, "application.properties", "edict.namespace=warehouse\nspring.application.name=orders")
                .with("spring.config.import=edict:")
                .start()) {
            assertThat(context.getEnvironment().getProperty("a")).isEqualTo("1");
        }
    }

    @Test
    void argumentsWinOverDocuments() {
        publishAll();
        try (ConfigurableApplicationContext context =
                files("edict:shop/orders").with("k1=argument").start()) {
            assertThat(context.getEnvironment().getProperty("k1")).isEqualTo("argument");
        }
    }

    @Test
    void groupIsOneImportInWhichTheLastWins() {
        edict.publish("shop/a", "from = a, a = 1");
        edict.publish("shop/b", "from = b, b = 1");
        edict.publish("shop/a-prod", "from = a-prod");
        try (ConfigurableApplicationContext context = Apps.of()
                .store(edict)
                .with("spring.config.import=edict:shop/a;b", "edict.namespace=shop", "spring.profiles.active=prod")
                .start()) {
            assertThat(sources(context))
                    .containsExactly("edict:shop/b-prod", "edict:shop/a-prod", "edict:shop/b", "edict:shop/a");
            assertThat(context.getEnvironment().getProperty("from")).isEqualTo("a-prod");
        }
    }

    @Test
    void importWithoutProfilesHasNoVariants() {
        edict.publish("shop/a", "from = a");
        edict.publish("shop/a-prod", "from = a-prod");
        try (ConfigurableApplicationContext context = Apps.of()
                .store(edict)
                .with("spring.config.import=edict:shop/a?profiles=false", "spring.profiles.active=prod")
                .start()) {
            assertThat(sources(context)).containsExactly("edict:shop/a");
        }
    }

    @Test
    void placeholdersInALocationAreFilledIn() {
        edict.publish("shop/eu", "a = 1");
        try (ConfigurableApplicationContext context = Apps.of()
                .store(edict)
                .file(
                        directory,
                        "application.properties",
                        "region=eu\nspring.config.import=edict:shop/${region},${more:}")
                .start()) {
            assertThat(context.getEnvironment().getProperty("a")).isEqualTo("1");
        }
    }

    @Test
    void profileWithSignsThatNoDocumentHasIsLeftOut() {
        edict.publish("shop/a", "from = a");
        try (ConfigurableApplicationContext context = Apps.of()
                .store(edict)
                .with("spring.config.import=edict:shop/a", "spring.profiles.active=eu+west,ok")
                .start()) {
            assertThat(sources(context)).containsExactly("edict:shop/a-ok", "edict:shop/a");
        }
    }

    @Test
    void importsBesideOthersAreLeftToTheirResolvers() {
        edict.publish("shop/a", "a = 1");
        try (ConfigurableApplicationContext context = Apps.of()
                .store(edict)
                .file(directory, "secret", "tree")
                .with("spring.config.import=configtree:" + directory + "/,edict:shop/a")
                .start()) {
            assertThat(context.getEnvironment().getProperty("secret")).isEqualTo("tree");
            assertThat(context.getEnvironment().getProperty("a")).isEqualTo("1");
        }
    }

    @Test
    void documentCanNeitherImportNorActivateProfiles() {
        edict.publish("shop/a", """
                spring.config.import = "file:/nowhere.properties"
                spring.profiles.active = other
                spring.profiles.include = another
                spring.config.location = "file:/elsewhere/"
                """);
        try (ConfigurableApplicationContext context =
                Apps.of().store(edict).with("spring.config.import=edict:shop/a").start()) {
            assertThat(context.getEnvironment().getActiveProfiles()).isEmpty();
            assertThat(context.getEnvironment().getProperty("spring.config.location"))
                    .isEqualTo("file:/elsewhere/");
        }
    }

    @Test
    void originTellsDocumentVersionAndLine() {
        edict.publish("shop/a", "# first\npool {\n  size = 10\n}");
        try (ConfigurableApplicationContext context =
                Apps.of().store(edict).with("spring.config.import=edict:shop/a").start()) {
            PropertySource<?> source =
                    context.getEnvironment().getPropertySources().get("edict:shop/a");
            assertThat(OriginLookup.getOrigin(source, "pool.size")).hasToString("shop/a version 1, line 3");
        }
    }

    private void publishAll() {
        edict.publish("shop/orders", "k1 = remote, k2 = remote, k3 = remote");
        edict.publish("shop/orders-prod", "k1 = remote-prod");
    }

    private Apps files(String imported) {
        return Apps.of()
                .store(edict)
                .file(
                        directory,
                        "application.yml",
                        "{k1: local, k2: local, k3: local, k4: local, spring.config.import: \"" + imported + "\"}")
                .file(directory, "application-prod.yml", "{k1: local-prod, k2: local-prod}")
                .with("spring.profiles.active=prod");
    }

    /** From the highest to the lowest; the files say {@code local-prod} and {@code local}. */
    private static void assertWinners(ConfigurableApplicationContext context, String... highestFirst) {
        Map<String, String> names = Map.of(
                "remote-prod", "edict:shop/orders-prod",
                "remote", "edict:shop/orders",
                "local-prod", "application-prod.yml",
                "local", "application.yml");
        List<String> order = context.getEnvironment().getPropertySources().stream()
                .map(PropertySource::getName)
                .flatMap(name -> names.entrySet().stream()
                        .filter(entry -> name.contains(entry.getValue())
                                && (entry.getValue().startsWith("edict") ? name.equals(entry.getValue()) : true))
                        .map(Map.Entry::getKey))
                .toList();
        assertThat(order).containsExactly(highestFirst);
        assertThat(context.getEnvironment().getProperty("k1")).isEqualTo(highestFirst[0]);
    }

    private static List<String> sources(ConfigurableApplicationContext context) {
        return context.getEnvironment().getPropertySources().stream()
                .map(PropertySource::getName)
                .filter(name -> name.startsWith("edict:"))
                .toList();
    }
}
