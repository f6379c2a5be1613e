package io.edict.plain.internal.signing;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edict.AuditEntry.Standing;
import io.edict.VersionInfo;
import io.edict.VersionInfo.Signature;
import io.edict.error.UntrustedVersionException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TrustTest {
    private static final String STORE = CanonicalFormTest.STORE;

    private final PublisherKey key = PublisherKey.generate();
    private final VersionInfo signed = key.sign(STORE, CanonicalFormTest.version());

    @Test
    void versionSignedByATrustedKeyIsVerified() {
        assertThat(key.trust().of(STORE, signed)).isEqualTo(new Trust.Opinion(Standing.VERIFIED, ""));
        assertThat(key.trust().objection(STORE, signed)).isNull();
    }

    @Test
    void versionWhenAnythingIsChangedIsUntrusted() {
        Map<String, VersionInfo> tampered = Tampering.of(signed);

        assertThat(tampered).hasSizeGreaterThan(80);
        tampered.forEach((what, version) ->
                assertThat(key.trust().of(STORE, version).standing()).as(what).isEqualTo(Standing.UNTRUSTED));
    }

    @Test
    void versionOfAnotherStoreIsUntrusted() {
        assertThat(key.trust().of("another", signed).standing()).isEqualTo(Standing.UNTRUSTED);
    }

    @Test
    void unsignedVersionSaysSo() {
        VersionInfo unsigned = CanonicalFormTest.version();

        assertThat(key.trust().of(STORE, unsigned).standing()).isEqualTo(Standing.UNSIGNED);
        assertThat(key.trust().objection(STORE, unsigned))
                .isInstanceOf(UntrustedVersionException.class)
                .hasMessage(
                        "shop/orders version 17 of incarnation 2 is not trusted: it is not signed; publish it again with"
                                + " a trusted key");
    }

    @Test
    void versionSignedByAnotherKeyNamesIt() {
        PublisherKey other = PublisherKey.generate();

        UntrustedVersionException objection = requireNonNull(key.trust().objection(STORE, other.sign(STORE, signed)));

        assertThat(objection).hasMessageContaining("signed by key " + other.id() + ", which is not trusted here");
        assertThat(objection.document()).contains(signed.id());
        assertThat(objection.version()).contains(signed.version());
    }

    @Test
    void idOfATrustedKeyUnderAnothersSignatureDoesNotHelp() {
        Signature others =
                requireNonNull(PublisherKey.generate().sign(STORE, signed).signature());

        assertThat(key.trust()
                        .of(STORE, signed.signed(new Signature(key.id(), others.value())))
                        .standing())
                .isEqualTo(Standing.UNTRUSTED);
    }

    @Test
    void textInPlaceOfAKeyIdIsNotQuoted() {
        VersionInfo forged = signed.signed(new Signature("canary\nline", "AAAA"));

        assertThat(requireNonNull(key.trust().objection(STORE, forged)).getMessage())
                .doesNotContain("canary");
    }

    @Test
    void keyForOtherNamespacesIsNotEnough() {
        Trust trust = trusting(new TrustedKey(key.publicKey(), Set.of("billing")));

        assertThat(trust.objection(STORE, signed)).hasMessageContaining("trusted for other namespaces only");
        assertThat(trusting(new TrustedKey(key.publicKey(), Set.of("billing", "shop")))
                        .objection(STORE, signed))
                .isNull();
    }

    @Test
    void publicKeyFileTellsNamespacesAndRefusesWhatItDoesNotKnow() {
        String pem = key.publicPem();

        assertThat(TrustedKey.ofPem("# ann's\n\nnamespaces: shop , billing\n" + pem))
                .isEqualTo(new TrustedKey(key.publicKey(), Set.of("shop", "billing")));
        assertThat(TrustedKey.ofPem(pem.replace("\n", "\r\n")).id()).isEqualTo(key.id());
        for (String wrong : new String[] {
            "namespace: shop\n" + pem,
            "namespaces: shop,\n" + pem,
            "namespaces:\n" + pem,
            pem + pem,
            "",
            pem.replace("END", "DNE"),
            pem.replace("MC", "MD"),
            key.privatePem()
        }) {
            assertThatThrownBy(() -> TrustedKey.ofPem(wrong)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void keysOfOtherKindsAreRefused() throws Exception {
        KeyPair rsa = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        KeyPair curve448 = KeyPairGenerator.getInstance("Ed448").generateKeyPair();

        for (KeyPair pair : new KeyPair[] {rsa, curve448}) {
            assertThatThrownBy(() -> PublisherKey.of(pair.getPrivate())).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> new TrustedKey(pair.getPublic(), Set.of()))
                    .isInstanceOf(IllegalArgumentException.class);
            String pem = Pem.write(Pem.PRIVATE, pair.getPrivate().getEncoded());
            assertThatThrownBy(() -> PublisherKey.ofPem(pem)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void privateKeyIsShownNowhere() {
        String secret = key.privatePem().lines().skip(1).findFirst().orElseThrow();

        assertThat(key.toString()).isEqualTo("PublisherKey[" + key.id() + "]").doesNotContain(secret);
        assertThatThrownBy(() -> PublisherKey.ofPem(key.privatePem().replace("M", "?")))
                .hasMessageNotContaining(secret);
        assertThat(PublisherKey.ofPem(key.privatePem()).id()).isEqualTo(key.id());
    }

    private static Trust trusting(TrustedKey one) {
        return new Trust(() -> Map.of(one.id(), one));
    }
}
