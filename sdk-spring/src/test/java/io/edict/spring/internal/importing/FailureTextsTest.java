package io.edict.spring.internal.importing;

import static org.assertj.core.api.Assertions.assertThat;

import io.edict.plain.SigningKey;
import io.edict.plain.TrustedPublishers;
import io.edict.plain.junit.EdictExtension;
import io.edict.spring.EdictCustomizer;
import io.edict.spring.testing.Apps;
import io.edict.spring.testing.StartFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What people read when an import fails, as Spring Boot prints it. */
@ExtendWith(OutputCaptureExtension.class)
class FailureTextsTest {
    @RegisterExtension
    final EdictExtension edict = EdictExtension.inMemory();

    @TempDir
    Path directory;

    @Test
    void storeOutOfReachIsNotCalledAMissingResource(CapturedOutput output) throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String servers = "127.0.0.1:" + silent.getLocalPort();
            StartFailure failure = StartFailure.of(
                    Apps.of()
                            .file(directory, "application.properties", "\nspring.config.import=edict:shop/orders")
                            .with("edict.servers=" + servers, "edict.start-timeout=700ms"),
                    output);

            assertThat(failure.description())
                    .startsWith(
                            "The store did not give shop/orders within 700 ms (edict.start-timeout), and there is no"
                                    + " local copy of it.")
                    .contains("    Import:  edict:shop/orders, from ", directory + "/application.properties] - 2:22")
                    .contains("    Servers: " + servers)
                    .contains("    Found:   " + servers + " accepts connections");
            assertThat(failure.action())
                    .startsWith("Do one of these:")
                    .contains(
                            "- see to it that the servers are up and can be reached from here, or correct edict.servers",
                            "- write \"optional:\" before the import",
                            "- set edict.local-copies to a directory that outlives the process");
        }
    }

    @Test
    void storeOutOfReachWithADirectoryForCopiesSaysWhenThereWillBeOne(CapturedOutput output) {
        edict.outage(true);
        StartFailure failure = StartFailure.of(
                importing("edict:shop/orders")
                        .with("edict.local-copies=" + directory.resolve("copies"), "edict.start-timeout=300ms"),
                output);

        assertThat(failure.action())
                .contains("- start once while the store can be reached: from then on, there is a copy in "
                        + directory.resolve("copies"));
    }

    @Test
    void missingServersAreExplainedWithTheWaysToSetThem(CapturedOutput output) {
        StartFailure failure =
                StartFailure.of(Apps.of().with("spring.config.import=optional:edict:shop/orders"), output);

        assertThat(failure.description())
                .startsWith("Edict does not know where the store is: edict.servers is not set")
                .endsWith("The import is optional:edict:shop/orders.");
        assertThat(failure.action())
                .contains(
                        "- set edict.servers to ZooKeeper's connect string, such as zk1:2181,zk2:2181,zk3:2181",
                        "if the import stands on the command line",
                        "EDICT_SERVERS",
                        "- if it is set in a file for a profile, put the import there too",
                        "- if it is set by a test or a container while the context starts, register an EdictConnector or"
                                + " EdictConnectionDetails in the bootstrap registry",
                        "- set edict.enabled to false");
    }

    @Test
    void absentDocumentIsNamedWithItsImport(CapturedOutput output) {
        StartFailure failure = StartFailure.of(importing("edict:shop/orders"), output);

        assertThat(failure.description())
                .startsWith("The document shop/orders does not exist.")
                .contains("    Import:  edict:shop/orders\n", "    Servers: memory");
        assertThat(failure.action())
                .contains("- publish shop/orders, or correct the name in the import", "- write \"optional:\" before");
    }

    @Test
    void deletedDocumentIsAbsentForAnImportThatNeedsIt(CapturedOutput output) {
        edict.publish("shop/orders", "a = 1");
        edict.delete("shop/orders");

        assertThat(StartFailure.of(importing("edict:shop/orders"), output).description())
                .startsWith("The document shop/orders was deleted by version 2.");
    }

    @Test
    void malformedDocumentIsNamedWithVersionAndPlaceAndWithoutItsText(CapturedOutput output) {
        edict.publish("shop/orders", "a = 1");
        edict.publish("shop/orders", "a = canary\nb = ${missing}");
        StartFailure failure = StartFailure.of(importing("optional:edict:shop/orders"), output);

        assertThat(failure.description())
                .startsWith("The document shop/orders is no good, and there is no local copy of a good version.")
                .contains("shop/orders version 2", "line 2")
                .doesNotContain("canary");
        assertThat(failure.action())
                .contains(
                        "- publish a corrected version of shop/orders, or roll back to a good one",
                        "- set edict.local-copies",
                        "- \"optional:\" does not help");
    }

    @Test
    void documentOfAnUntrustedPublisherFailsAlsoAnOptionalImport(CapturedOutput output) {
        edict.publish("shop/orders", "a = 1");
        EdictCustomizer distrust = builder ->
                builder.trustOnly(TrustedPublishers.of(SigningKey.generate().publicKey()));
        StartFailure failure = StartFailure.of(
                importing("optional:edict:shop/orders").register(EdictCustomizer.class, distrust), output);

        assertThat(failure.description()).contains("shop/orders is no good", "sign");
    }

    @Test
    void locationThatIsNoneIsExplainedByThoseThatAre(CapturedOutput output) {
        StartFailure failure = StartFailure.of(
                Apps.of().file(directory, "application.properties", "spring.config.import=edict:shop/orders/eu"),
                output);

        assertThat(failure.description())
                .startsWith("\"edict:shop/orders/eu\" is not an import that Edict understands: document id")
                .endsWith("It comes from URL [file:" + directory + "/application.properties] - 1:22.");
        assertThat(failure.action())
                .contains("- edict: for the documents", "- edict:name for", "- edict:namespace/name for any document");
    }

    @Test
    void automaticImportOfAnApplicationWithoutANameIsExplained(CapturedOutput output) {
        StartFailure failure = StartFailure.of(importing("edict:"), output);

        assertThat(failure.description()).contains("but the application has no name");
        assertThat(failure.action()).contains("- set spring.application.name, or edict.application");
    }

    @Test
    void nameThatNoDocumentCanHaveIsExplained(CapturedOutput output) {
        StartFailure failure = StartFailure.of(importing("edict:").with("spring.application.name=My Shop"), output);

        assertThat(failure.description()).contains("\"My Shop\" cannot be the name of a document");
    }

    @Test
    void unknownBundleIsExplainedByThoseThatThereAre(CapturedOutput output) {
        StartFailure failure = StartFailure.of(
                Apps.of()
                        .with(
                                "spring.config.import=edict:shop/orders",
                                "edict.servers=localhost:1",
                                "edict.tls.bundle=zookeeper",
                                "spring.ssl.bundle.pem.web.truststore.certificate=x",
                                "spring.ssl.bundle.jks.mail.truststore.location=x"),
                output);

        assertThat(failure.description())
                .isEqualTo(
                        "Edict is to encrypt with the SSL bundle \"zookeeper\", which does not exist. There are: mail,"
                                + " web.");
        assertThat(failure.action()).contains("- correct edict.tls.bundle", "spring.ssl.bundle.pem.zookeeper.*");
    }

    @Test
    void bundleThatCannotBeReadIsExplained(CapturedOutput output) {
        StartFailure failure = StartFailure.of(
                Apps.of()
                        .with(
                                "spring.config.import=edict:shop/orders",
                                "edict.servers=localhost:1",
                                "edict.tls.bundle=zk",
                                "spring.ssl.bundle.jks.zk.truststore.location=file:" + directory + "/none.p12"),
                output);

        assertThat(failure.description())
                .startsWith("The SSL bundle \"zk\", which edict.tls.bundle names, cannot be used: ")
                .contains("none.p12");
    }

    @Test
    void loginWithoutAPasswordIsExplained(CapturedOutput output) {
        StartFailure failure = StartFailure.of(
                Apps.of()
                        .with(
                                "spring.config.import=edict:shop/orders",
                                "edict.servers=localhost:1",
                                "edict.login.scheme=sasl",
                                "edict.login.user=orders"),
                output);

        assertThat(failure.description()).contains("edict.login.password-file is not");
    }

    @Test
    void settingsOutOfRangeAreExplained(CapturedOutput output) {
        assertThat(StartFailure.of(importing("edict:shop/orders").with("edict.session-timeout=1ms"), output)
                        .description())
                .contains("A setting of Edict is out of range", "sessionTimeout must be between");
        assertThat(StartFailure.of(
                                Apps.of().with("spring.config.import=edict:shop/orders", "edict.servers=a,,b:x"),
                                output)
                        .description())
                .contains("A setting of Edict is out of range", "a,,b:x");
    }

    @Test
    void directoryForCopiesThatIsNoneIsExplained(CapturedOutput output) {
        Apps app = importing("edict:shop/orders").file(directory, "file", "no directory");
        StartFailure failure = StartFailure.of(app.with("edict.local-copies=" + directory.resolve("file")), output);

        assertThat(failure.description()).startsWith("The directory for local copies cannot be used: ");
    }

    @Test
    void settingThatIsReadAfterTheImportIsNotIgnored(CapturedOutput output) {
        edict.publish("shop/orders", "a = 1");
        Apps app = Apps.of()
                .store(edict)
                .with("spring.profiles.active=prod")
                .file(directory, "application.properties", "edict.namespace=shop\nspring.config.import=edict:orders")
                .file(directory, "application-prod.properties", "edict.namespace=other");
        StartFailure failure = StartFailure.of(app, output);

        assertThat(failure.description())
                .startsWith("Settings came too late for Edict: edict.namespace had another value");
        assertThat(failure.action())
                .contains("- if they are set in a file for a profile, put the import into that file");
    }

    private Apps importing(String location) {
        return Apps.of().store(edict).with("spring.config.import=" + location);
    }
}
