package io.edict.plain.internal.zookeeper;

import static io.edict.plain.internal.store.Changes.noise;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.edict.DocumentId;
import io.edict.VersionInfo.Kind;
import io.edict.plain.internal.store.Changes;
import io.edict.plain.internal.store.Content;
import io.edict.plain.internal.store.Header;
import io.edict.plain.internal.store.Header.Layout;
import io.edict.plain.internal.store.Reading;
import io.edict.plain.internal.store.Stamp;
import io.edict.plain.internal.zookeeper.Bells.Bell;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BellsTest {
    private static final DocumentId ORDERS = DocumentId.of("shop/orders");
    private static final String SECRET = "hunter2";
    private static final Content CONTENT = Content.ofText("password = " + SECRET + "\nb = 1\n".repeat(50));
    private static final Stamp STAMP = Stamp.announced(77);

    private static final Content BIG = Content.ofOwned(noise(5, 60_000));

    private final Shelf shelf = Shelf.of(true);
    private final Bells bells = new Bells(new HeadCodec("zk1:2181", 100_000), "zk1:2181", shelf);

    @Test
    void versionComesOutAsAReadingOfItsHead() {
        Bell bell = Objects.requireNonNull(Bells.parse(0, name(CONTENT)));

        assertThat(bell.number()).isEqualTo(3);
        assertThat(bells.open(ORDERS, bell, STAMP)).isInstanceOfSatisfying(Reading.Present.class, present -> {
            assertThat(present.stamp()).isEqualTo(STAMP);
            assertThat(present.version().content()).isEqualTo(CONTENT);
            assertThat(present.version().info()).isEqualTo(Changes.info(ORDERS, 3, Kind.CONTENT, CONTENT));
        });
    }

    @Test
    void twoAttemptsAtOneVersionHaveTwoNames() {
        Header header = header(CONTENT);

        assertThat(Bells.bare(header, 4)).isNotEqualTo(Bells.bare(header, 5));
        assertThat(Bells.parse(0, Bells.bare(header, 4))).isEqualTo(new Bell(3, false, null));
    }

    @Test
    void whatDoesNotFitANameIsNotCarried() {
        assertThat(Bells.carrying(header(CONTENT), new byte[Bells.LONGEST_NODE + 1], 1))
                .isNull();
        assertThat(Bells.carrying(header(CONTENT), noise(1, Bells.LONGEST_NAME), 1))
                .isNull();
        assertThat(Bells.carrying(header(CONTENT), noise(1, 1024), 1)).hasSizeLessThan(1600);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "3",
                "3.",
                "3.0000000",
                "0.00000000",
                "03.00000000",
                "-3.00000000",
                "3.0000000g",
                "3.00000000~",
                "3.00000000~a=",
                "3.00000000~a/b",
                "3.00000000^",
                "3.00000000~^a",
                "3.00000000~a\n",
                "9999999999999999999.00000000",
                "32.00000000",
                "orders",
                "3.00000000 "
            })
    void namesThatNoPublishMakesAreNone(String name) {
        assertThat(Bells.parse(0, name)).isNull();
    }

    @Test
    void tooLongANameIsNoneHoweverItBegins() {
        String name = name(CONTENT);

        assertThat(Bells.parse(0, name + "A".repeat(Bells.LONGEST_NAME - name.length())))
                .isNotNull();
        assertThat(Bells.parse(0, name + "A".repeat(Bells.LONGEST_NAME))).isNull();
    }

    @Test
    void damageAnywhereIsRefusedWithoutAValueInTheReason() {
        byte[] node = node(CONTENT);
        for (int at = 0; at < node.length; at++) {
            byte[] damaged = node.clone();
            damaged[at] ^= 1;
            assertRefused(packed(damaged));
        }
        String name = name(CONTENT);
        String whole = name.substring(name.indexOf('~') + 1);
        for (int length = 1; length < whole.length(); length++) {
            assertRefused(whole.substring(0, length));
        }
    }

    @Test
    void moreThanFitsAHeadIsNotUnpacked() {
        String bomb = packed(new byte[8 * Bells.LONGEST_NODE]);

        assertThat(bomb).hasSizeLessThan(Bells.LONGEST_NAME);
        assertRefused(bomb);
    }

    @Test
    void versionUnderAnotherNumberOrOfAnotherDocumentIsRefused() {
        assertThat(bells.open(ORDERS, new Bell(4, false, packed(node(CONTENT))), STAMP))
                .isInstanceOf(Reading.Unreadable.class);
        assertThat(bells.open(DocumentId.of("shop/other"), new Bell(3, false, packed(node(CONTENT))), STAMP))
                .isInstanceOf(Reading.Unreadable.class);
    }

    @Test
    void noiseIsRefused() {
        Random random = new Random(1);
        for (int i = 0; i < 2000; i++) {
            byte[] noise = noise(i, 1 + random.nextInt(200));
            assertRefused(Base64.getUrlEncoder().withoutPadding().encodeToString(noise));
            assertRefused(packed(noise));
        }
    }

    @Test
    void differenceFromTheVersionBeforeComesOutAsAReadingOfTheHead() {
        Content changed = changed();
        Bell bell = Objects.requireNonNull(Bells.parse(0, difference(BIG, changed)));
        keep(2, BIG);

        assertThat(bell.differs()).isTrue();
        assertThat(bells.open(ORDERS, bell, STAMP)).isInstanceOfSatisfying(Reading.Present.class, present -> {
            assertThat(present.stamp()).isEqualTo(STAMP);
            assertThat(present.version().content()).isEqualTo(changed);
            assertThat(present.version().info()).isEqualTo(Changes.info(ORDERS, 3, Kind.CONTENT, changed));
        });
        assertThat(shelf.find(ORDERS, 3, changed.sha256())).isEqualTo(changed);
    }

    @Test
    void differenceIsOfNoUseToWhoeverHasAnotherVersion() {
        Bell bell = Objects.requireNonNull(Bells.parse(0, difference(BIG, changed())));

        assertThat(bells.open(ORDERS, bell, STAMP)).isEqualTo(new Reading.Baseless(STAMP));
        keep(2, changed());
        assertThat(bells.open(ORDERS, bell, STAMP)).isEqualTo(new Reading.Baseless(STAMP));
        keep(1, BIG);
        assertThat(bells.open(ORDERS, bell, STAMP)).isEqualTo(new Reading.Baseless(STAMP));
    }

    @Test
    void differenceThatWasDamagedAnywhereIsRefusedOrOfNoUse() {
        keep(2, BIG);
        byte[] node = differenceNode(header(changed()), BIG, changed());
        for (int at = 0; at < node.length; at++) {
            byte[] damaged = node.clone();
            damaged[at] ^= 1;
            assertThat(bells.open(ORDERS, new Bell(3, true, packed(damaged)), STAMP))
                    .isNotInstanceOf(Reading.Present.class);
            byte[] cut = Arrays.copyOf(node, at);
            assertThat(bells.open(ORDERS, new Bell(3, true, packed(cut)), STAMP))
                    .isInstanceOf(Reading.Unreadable.class);
        }
    }

    @Test
    void differenceThatMakesAnotherContentThanItsHeaderTellsIsRefused() {
        keep(2, BIG);
        byte[] other = noise(6, BIG.size());
        byte[] node = differenceNode(header(Content.ofOwned(other)), BIG, changed());

        assertThat(bells.open(ORDERS, new Bell(3, true, packed(node)), STAMP)).isInstanceOf(Reading.Unreadable.class);
    }

    @Test
    void differenceThatMakesMoreThanAClientReadsIsRefused() {
        keep(2, BIG);
        Content tooBig = Content.ofText("a".repeat(100_001));
        byte[] node = differenceNode(header(tooBig), BIG, tooBig);

        assertThat(bells.open(ORDERS, new Bell(3, true, packed(node)), STAMP)).isInstanceOf(Reading.Unreadable.class);
    }

    @Test
    void differenceOfContentsThatHaveLittleInCommonIsNotCarried() {
        assertThat(Bells.differing(header(BIG), Content.ofOwned(noise(8, 60_000)), BIG, 1))
                .isNull();
    }

    @Test
    void smallContentIsNotKept() {
        keep(1, BIG);
        keep(2, CONTENT);

        assertThat(shelf.find(ORDERS, 1, BIG.sha256())).isNull();
        assertThat(shelf.find(ORDERS, 2, CONTENT.sha256())).isNull();
    }

    private void keep(long number, Content content) {
        shelf.keep(Changes.info(ORDERS, number, Kind.CONTENT, content), content);
    }

    private static Content changed() {
        byte[] bytes = BIG.toBytes();
        bytes[30_000] ^= 1;
        return Content.ofOwned(bytes);
    }

    private static String difference(Content from, Content to) {
        return Objects.requireNonNull(Bells.differing(header(to), from, to, 1));
    }

    private static byte[] differenceNode(Header header, Content from, Content to) {
        byte[] difference = Objects.requireNonNull(Difference.between(from.toBytes(), to.toBytes(), 200_000));
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(HexFormat.of().parseHex(from.sha256()));
        body.writeBytes(difference);
        return HeadCodec.encode(header, body.toByteArray());
    }

    private void assertRefused(String packed) {
        assertThat(bells.open(ORDERS, new Bell(3, false, packed), STAMP))
                .isInstanceOfSatisfying(Reading.Unreadable.class, it -> {
                    assertThat(it.reason()).hasMessageContaining("shop/orders");
                    assertThat(it.reason().getMessage()).doesNotContain(SECRET);
                });
    }

    private static String name(Content content) {
        return Objects.requireNonNull(Bells.carrying(header(content), node(content), 1));
    }

    private static String packed(byte[] node) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(HeadCodec.pack(node));
    }

    private static byte[] node(Content content) {
        return HeadCodec.encode(header(content), content.toBytes());
    }

    private static Header header(Content content) {
        return new Header("store-a", Changes.info(ORDERS, 3, Kind.CONTENT, content), Layout.PLAIN);
    }

    @Test
    void pathOfABellIsCutOffBeforePeopleSeeIt() {
        String page = Paths.bellPage(ORDERS, 0);

        assertThat(Paths.shown(page + "/" + name(CONTENT))).isEqualTo(page + "/...");
        assertThat(Paths.shown(page + "/" + new String(noise(1, 10), UTF_8).replace('/', 'x')))
                .isEqualTo(page + "/...");
        assertThat(Paths.shown(Paths.head(ORDERS))).isEqualTo(Paths.head(ORDERS));
    }
}
