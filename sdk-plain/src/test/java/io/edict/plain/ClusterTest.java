package io.edict.plain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edict.error.InvalidRequestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterTest {
    @TempDir
    private Path directory;

    static ClientBuilder documented(Path caFile, Path keyStore, Path passwordFile) {
        return Edict.connect(Cluster.at("zk1:2281,zk2:2281")
                .tls(Tls.trusting(caFile).identity(keyStore, passwordFile))
                .login(Login.digest("orders", passwordFile))
                .ensemble("emea"));
    }

    @Test
    void propertiesSayTheSameAsCode() throws IOException {
        Path file = write("""
                servers=zk1:2281
                tls.trust=ca.pem
                tls.identity=me.p12
                tls.identity.passwordFile=pw
                login=digest
                login.user=orders
                login.passwordFile=pw
                ensemble=emea
                """);
        Path password = directory.resolve("pw");

        assertThat(Cluster.fromProperties(file))
                .hasToString(Cluster.at("zk1:2281")
                        .tls(Tls.trusting(directory.resolve("ca.pem")).identity(directory.resolve("me.p12"), password))
                        .login(Login.digest("orders", password))
                        .ensemble("emea")
                        .toString());
        assertThat(Cluster.fromProperties(file, "other:1").toString()).contains("other:1");
        assertThat(documented(file, file, file)).isNotNull();
    }

    @Test
    void passwordInTheFileIsRefusedAndNotShown() throws IOException {
        Path file = write("servers=zk1:2281\nlogin.password=canary\n");

        assertThatThrownBy(() -> Cluster.fromProperties(file))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("login.password")
                .hasMessageNotContaining("canary");
    }

    @Test
    void contentComesAlongUnlessThePropertiesSayOtherwise() throws IOException {
        assertThat(Cluster.fromProperties(write("servers=a:1\n")).announcesContent())
                .isTrue();
        Cluster reading = Cluster.fromProperties(write("servers=a:1\nannounceContent=false\ntls=true\n"));
        assertThat(reading.announcesContent()).isFalse();
        assertThat(reading.toString()).contains("announceContent=false");
    }

    @Test
    void incompletePropertiesAreNamed() throws IOException {
        Path nothing = write("tls=true\n");
        assertThatThrownBy(() -> Cluster.fromProperties(nothing)).hasMessageContaining("key servers");
        Path login = write("servers=a:1\nlogin=password\nlogin.user=x\n");
        assertThatThrownBy(() -> Cluster.fromProperties(login)).hasMessageContaining("digest, sasl or jaas");
        Path flag = write("servers=a:1\nfips=perhaps\n");
        assertThatThrownBy(() -> Cluster.fromProperties(flag)).hasMessageContaining("true or false");
    }

    @Test
    void emptyNamesAreRefused() {
        assertThatThrownBy(() -> Login.digest("a:b", directory)).isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> Cluster.at("a:1").ensemble(" ")).isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> Tls.trustingJdk().protocols("SSLv3")).isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> new Identity("ip", "10.0.0.0/8")).isInstanceOf(InvalidRequestException.class);
    }

    private Path write(String text) throws IOException {
        return Files.writeString(directory.resolve("access.properties"), text);
    }
}
