package io.edict.plain.internal.signing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.edict.DocumentId;
import io.edict.Format;
import io.edict.Version;
import io.edict.VersionInfo;
import io.edict.VersionInfo.Kind;
import io.edict.VersionInfo.Member;
import io.edict.VersionInfo.Origin;
import io.edict.VersionInfo.Sender;
import io.edict.VersionInfo.Signature;
import io.edict.plain.internal.store.Content;
import java.time.Instant;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is signed never changes: signatures made by earlier releases must stay right. */
class CanonicalFormTest {
    /** RFC 8032, 7.1, test 1. */
    private static final String SEED = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";

    private static final String PKCS8 = "302e020100300506032b657004220420";

    static final String STORE = "3f6f5a0c-0000-4000-8000-000000000001";

    static VersionInfo version() {
        Content content = Content.ofText("pool.size = 10");
        return new VersionInfo(
                DocumentId.of("shop/orders"),
                new Version(2, 17),
                Kind.CONTENT,
                Format.HOCON,
                content.size(),
                content.sha256(),
                new Origin(
                        "Zoë",
                        Instant.parse("2026-01-02T03:04:05.678Z"),
                        "more\nroom",
                        new Sender("zoe", "build-7", 4711, "edict", "1.0"),
                        12),
                UUID.fromString("11111111-2222-3333-4444-555555555555"),
                List.of(new Member(DocumentId.of("shop/orders"), 17), new Member(DocumentId.of("billing/fees"), 3)));
    }

    static PublisherKey key() {
        return PublisherKey.ofPem(Pem.write(Pem.PRIVATE, HexFormat.of().parseHex(PKCS8 + SEED)));
    }

    @Test
    void bytesOfAVersionAreFrozen() {
        String fields = "edict version 1|" + STORE + "|shop/orders|17|2|CONTENT|HOCON|14|"
                + "SHA|11111111-2222-3333-4444-555555555555|Zoë|2026-01-02T03:04:05.678Z|more\nroom|12|"
                + "zoe|build-7|4711|edict|1.0|2|billing/fees|3|shop/orders|17";
        StringBuilder expected = new StringBuilder();
        for (String field : fields.replace("SHA", version().sha256()).split("\\|", -1)) {
            byte[] bytes = field.getBytes(UTF_8);
            expected.append(String.format("%08x", bytes.length))
                    .append(HexFormat.of().formatHex(bytes));
        }

        byte[] form = CanonicalForm.of(STORE, version());

        assertThat(HexFormat.of().formatHex(form)).isEqualTo(expected.toString());
        assertThat(Content.sha256(form)).isEqualTo("bc81d92f483c96a2e6d3c289b219df01cb5753ea73aefa00a3b88fc68e136a9a");
    }

    @Test
    void signatureByAKnownKeyIsFrozen() {
        PublisherKey key = key();

        assertThat(HexFormat.of().formatHex(key.publicKey().getEncoded()))
                .as("the public key of RFC 8032, found from the private one")
                .endsWith("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
        assertThat(key.sign(STORE, version()).signature())
                .isEqualTo(new Signature(
                        "06e3fd8fda29bb60",
                        "WTd0U9GtXKKjFm13iZqUkqIvAnTb/3t+XIkBL+7ur8OR6UNN2YJf/dbXWa6AuB1LAncLiWKREGQ1FceX5UEHCQ=="));
    }

    @Test
    void eachFieldIsPartOfTheForm() {
        Set<String> forms = new HashSet<>();
        forms.add(HexFormat.of().formatHex(CanonicalForm.of(STORE, version())));
        forms.add(HexFormat.of().formatHex(CanonicalForm.of("another", version())));
        int expected = 2;
        for (var tampered : Tampering.of(key().sign(STORE, version())).entrySet()) {
            if (!tampered.getKey().contains("signature") && !tampered.getKey().equals("the key's id")) {
                forms.add(HexFormat.of().formatHex(CanonicalForm.of(STORE, tampered.getValue())));
                expected++;
            }
        }

        assertThat(forms).hasSize(expected).hasSizeGreaterThan(20);
    }

    @Test
    void textMovedFromOneFieldToTheNextIsAnotherForm() {
        assertThat(CanonicalForm.of(STORE, by("ann", "x message")))
                .isNotEqualTo(CanonicalForm.of(STORE, by("annx", " message")));
    }

    @Test
    void orderOfMembersMakesNoDifference() {
        VersionInfo info = version();
        VersionInfo turned = new VersionInfo(
                info.id(),
                info.version(),
                info.kind(),
                info.format(),
                info.size(),
                info.sha256(),
                info.origin(),
                info.publishId(),
                List.of(info.together().get(1), info.together().get(0)));

        assertThat(CanonicalForm.of(STORE, turned)).isEqualTo(CanonicalForm.of(STORE, info));
    }

    private static VersionInfo by(String author, String message) {
        VersionInfo info = version();
        return new VersionInfo(
                info.id(),
                info.version(),
                info.kind(),
                info.format(),
                info.size(),
                info.sha256(),
                new Origin(author, info.origin().time(), message),
                info.publishId(),
                info.together());
    }
}
