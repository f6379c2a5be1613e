package io.edict.plain.internal.zookeeper;

import static io.edict.plain.internal.store.Changes.content;
import static io.edict.plain.internal.store.Changes.deletion;
import static io.edict.plain.internal.store.Changes.noise;
import static io.edict.plain.internal.store.Changes.onlyIf;
import static io.edict.plain.internal.store.Changes.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edict.DocumentId;
import io.edict.Format;
import io.edict.Publication.Expectation.Absent;
import io.edict.Publication.Expectation.CurrentIs;
import io.edict.Version;
import io.edict.VersionInfo;
import io.edict.VersionInfo.Kind;
import io.edict.VersionInfo.Origin;
import io.edict.error.ConflictException;
import io.edict.error.ContentTooLargeException;
import io.edict.error.CorruptContentException;
import io.edict.error.DocumentAbsentException;
import io.edict.error.InvalidRequestException;
import io.edict.plain.internal.store.Change;
import io.edict.plain.internal.store.Changes;
import io.edict.plain.internal.store.Content;
import io.edict.plain.internal.store.Header;
import io.edict.plain.internal.store.Header.Encoding;
import io.edict.plain.internal.store.Header.Layout;
import io.edict.plain.internal.store.Issuer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.ZooDefs.OpCode;
import org.apache.zookeeper.ZooDefs.Perms;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Id;
import org.apache.zookeeper.data.Stat;
import org.junit.jupiter.api.Test;

class PlannerTest {
    private static final DocumentId ORDERS = DocumentId.of("shop/orders");
    private static final Issuer PUBLISH = Issuer.unsigned(new UUID(4, 2));
    private static final ClusterNode CLUSTER = new ClusterNode("store-a", 1, 7);
    private static final Current NEVER = new Current(null, -1, null, new Current.Kept(1, 0, List.of()));

    private final Planner planner = new Planner(ZooKeeperSettings.Sizes.withContent(1024 * 1024), true);

    @Test
    void firstVersionIsCreatedWithItsHistory() {
        Plan plan = plan(text(ORDERS, "a = 1"), NEVER);

        assertThat(steps(plan))
                .containsExactly(
                        "check /edict/cluster",
                        "create /edict/heads/shop/orders",
                        "create /edict/history/shop/orders/1");
        assertThat(plan.publishId()).isEqualTo(PUBLISH.publishId());
        assertThat(plan.results().get(0).before()).isNull();
        assertThat(published(plan).version()).isEqualTo(new Version(1, 1));
        assertThat(published(plan).publishId()).isEqualTo(PUBLISH.publishId());
        assertThat(plan.parts().get(0).header().storeId()).isEqualTo("store-a");
    }

    @Test
    void nextVersionSetsTheHeadAndKnowsTheOneBefore() {
        Plan plan = plan(text(ORDERS, "a = 2"), at(3));

        assertThat(steps(plan))
                .containsExactly(
                        "check /edict/cluster", "set /edict/heads/shop/orders", "create /edict/history/shop/orders/4");
        assertThat(plan.results().get(0).before()).isEqualTo(at(3).info());
        assertThat(published(plan).version().number()).isEqualTo(4);
    }

    @Test
    void numberFollowsTheNewestEverUsedNotTheHead() {
        Current rolledBackByHand = new Current(at(3).head(), 9, null, new Current.Kept(1, 8, List.of(1L, 8L)));

        assertThat(published(plan(text(ORDERS, "a = 2"), rolledBackByHand))
                        .version()
                        .number())
                .isEqualTo(9);
        Current headGone = new Current(null, -1, null, new Current.Kept(4, 6, List.of(4L, 5L, 6L)));
        assertThat(published(plan(text(ORDERS, "a = 2"), headGone)).version().number())
                .isEqualTo(7);
    }

    @Test
    void absentHoldsForWhatNeverWasAndForWhatIsDeleted() {
        Change change = onlyIf(new Absent(), text(ORDERS, "a = 1"));

        assertThat(published(plan(change, NEVER)).version().number()).isEqualTo(1);
        assertThat(published(plan(change, deletedAt(5))).version().number()).isEqualTo(6);
        assertThatThrownBy(() -> plan(change, at(5)))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("shop/orders must not exist")
                .hasMessageContaining("at version 5, published by ann");
    }

    @Test
    void currentIsHoldsForThatVersionOnly() {
        Change change = onlyIf(new CurrentIs(5), text(ORDERS, "a = 1"));

        assertThat(published(plan(change, at(5))).version().number()).isEqualTo(6);
        assertThatThrownBy(() -> plan(change, at(4))).isInstanceOfSatisfying(ConflictException.class, e -> {
            assertThat(e).hasMessageContaining("must be at version 5").hasMessageContaining("nothing was written");
            assertThat(e.version()).contains(new Version(1, 4));
            assertThat(e.document()).contains(ORDERS);
        });
        assertThatThrownBy(() -> plan(change, at(6))).isInstanceOf(ConflictException.class);
        assertThatThrownBy(() -> plan(change, deletedAt(6)))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("deleted by ann");
        assertThatThrownBy(() -> plan(change, NEVER))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("it does not exist");
    }

    @Test
    void deletionIsAVersionThatKeepsTheFormat() {
        Plan plan = plan(deletion(ORDERS), at(5, Format.YAML));

        assertThat(published(plan).version().number()).isEqualTo(6);
        assertThat(published(plan).isDeletion()).isTrue();
        assertThat(published(plan).format()).isEqualTo(Format.YAML);
        assertThat(published(plan).size()).isZero();
    }

    @Test
    void deletionOfWhatIsNotThereIsRefused() {
        assertThatThrownBy(() -> plan(deletion(ORDERS), NEVER))
                .isInstanceOf(DocumentAbsentException.class)
                .hasMessageContaining("it does not exist");
        assertThatThrownBy(() -> plan(deletion(ORDERS), deletedAt(2)))
                .isInstanceOf(DocumentAbsentException.class)
                .hasMessageContaining("deleted already");
    }

    @Test
    void damagedHeadIsReplacedUnlessSomethingIsExpectedOfIt() {
        Current damaged = new Current(
                null,
                12,
                new CorruptContentException("damaged", ORDERS, null, null),
                new Current.Kept(2, 5, List.of(2L, 5L)));

        assertThat(published(plan(text(ORDERS, "a = 1"), damaged)).version().number())
                .isEqualTo(6);
        assertThat(steps(plan(deletion(ORDERS), damaged))).contains("set /edict/heads/shop/orders");
        assertThat(plan(text(ORDERS, "a = 1"), damaged)
                        .parts()
                        .get(0)
                        .header()
                        .layout()
                        .usesChunks())
                .as("nobody knows any more if it had chunks")
                .isTrue();
        for (var expectation : List.of(new Absent(), new CurrentIs(5))) {
            assertThatThrownBy(() -> plan(onlyIf(expectation, text(ORDERS, "a = 1")), damaged))
                    .isInstanceOf(ConflictException.class)
                    .hasMessageContaining("its head is damaged");
        }
    }

    @Test
    void incarnationIsTheHigherOfClusterAndHead() {
        ClusterNode restored = new ClusterNode("store-a", 3, 8);

        assertThat(published(planner.plan(
                                Basis.read(restored, List.of(at(5)), Map.of()),
                                List.of(text(ORDERS, "a = 1")),
                                PUBLISH))
                        .version())
                .isEqualTo(new Version(3, 6));
        Plan first =
                planner.plan(Basis.read(restored, List.of(NEVER), Map.of()), List.of(text(ORDERS, "a = 1")), PUBLISH);
        assertThat(published(first).version()).isEqualTo(new Version(3, 1));
        assertThat(published(plan(text(ORDERS, "a = 1"), after(first.parts().get(0))))
                        .version())
                .isEqualTo(new Version(3, 2));
    }

    @Test
    void oneConflictSpoilsTheWholeTransaction() {
        DocumentId other = DocumentId.of("shop/other");
        List<Change> changes = List.of(text(ORDERS, "a = 1"), onlyIf(new Absent(), text(other, "a = 1")));

        assertThatThrownBy(() -> planner.plan(Basis.read(CLUSTER, List.of(at(1), at(1)), Map.of()), changes, PUBLISH))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("shop/other");
        Plan both = planner.plan(Basis.read(CLUSTER, List.of(at(1), NEVER), Map.of()), changes, PUBLISH);
        assertThat(both.parts())
                .allSatisfy(part -> assertThat(part.header().info().together())
                        .extracting(VersionInfo.Member::id)
                        .containsExactlyInAnyOrder(ORDERS, other));
    }

    @Test
    void contentAboveTheLimitIsRefused() {
        planner.checkSizes(List.of(content(ORDERS, Content.ofOwned(new byte[1024 * 1024]))));
        assertThatThrownBy(() ->
                        planner.checkSizes(List.of(content(ORDERS, Content.ofOwned(new byte[1024 * 1024 + 1])))))
                .isInstanceOf(ContentTooLargeException.class)
                .hasMessageContaining("shop/orders has 1048577 bytes");
    }

    @Test
    void contentIsPlainThenCompressedThenInChunks() {
        Layout small = layout("a = 1\n".repeat(2000).getBytes(UTF_8));
        assertThat(small.encoding()).isEqualTo(Encoding.PLAIN);
        assertThat(small.usesChunks()).isFalse();
        Layout compressed = layout("a = 1\n".repeat(5000).getBytes(UTF_8));
        assertThat(compressed.encoding()).isEqualTo(Encoding.GZIP);
        assertThat(compressed.chunks()).isNull();
        assertThat(layout(noise(1, 100_000)).encoding())
                .as("compressing does not help")
                .isEqualTo(Encoding.PLAIN);
        Layout big = layout(noise(1, 600 * 1024));
        assertThat(big.chunks()).isEqualTo(new Header.Chunks(Content.sha256(noise(1, 600 * 1024)), 2, 600 * 1024));
        assertThat(big.usesChunks()).isTrue();
    }

    private Layout layout(byte[] bytes) {
        return plan(content(ORDERS, Content.ofOwned(bytes)), NEVER)
                .parts()
                .get(0)
                .header()
                .layout();
    }

    @Test
    void biggestAreSpilledUntilTheTransactionFits() {
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            changes.add(content(DocumentId.of("shop/d" + i), Content.ofOwned(noise(i, 20_000 + 10_000 * i))));
        }

        Plan plan = planner.plan(
                Basis.read(CLUSTER, changes.stream().map(c -> NEVER).toList(), Map.of()), changes, PUBLISH);

        List<Integer> spilled = IntStream.range(0, 10)
                .filter(i -> plan.parts().get(i).chunked() != null)
                .boxed()
                .toList();
        assertThat(spilled).containsExactly(8, 9);
        assertThat(bytesOf(plan)).isLessThan(900_000);
        Plan.Part last = plan.parts().get(9);
        assertThat(last.node()).hasSize(last.line());
        assertThat(last.chunked()).isEqualTo(noise(9, 110_000));
        assertThat(steps(plan))
                .contains("check /edict/blobs/shop/d9/" + Content.sha256(noise(9, 110_000)) + "/0")
                .filteredOn(step -> step.startsWith("check /edict/blobs"))
                .hasSize(2);
    }

    @Test
    void manySmallDocumentsThatDoNotFitAreRefused() {
        List<Change> changes = IntStream.range(0, 700)
                .mapToObj(i -> content(DocumentId.of("shop/d" + i), Content.ofOwned(noise(i, 1000))))
                .toList();

        assertThatThrownBy(() -> planner.plan(
                        Basis.read(CLUSTER, changes.stream().map(c -> NEVER).toList(), Map.of()), changes, PUBLISH))
                .isInstanceOf(ContentTooLargeException.class)
                .hasMessageContaining("700 documents")
                .hasMessageContaining("nothing was written");
    }

    @Test
    void headerThatReadersWouldRefuseIsRefused() {
        Change change = text(ORDERS, "a = 1");
        Change wordy = new Change(
                ORDERS,
                Kind.CONTENT,
                Format.HOCON,
                change.content(),
                new Origin("ann", Changes.NOON, "x".repeat(130 * 1024)),
                change.rule());

        assertThatThrownBy(() -> plan(wordy, NEVER))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("shorten the message");
    }

    @Test
    void bellRingsBeforeTheHeadMovesAndAfterTheHeadIsChecked() {
        Plan plan = plan(text(ORDERS, "a = 33"), at(32));

        List<String> steps =
                plan.operations().stream().map(PlannerTest::step).limit(5).toList();
        assertThat(steps.subList(0, 3))
                .containsExactly(
                        "check /edict/cluster", "check /edict/heads/shop/orders", "check /edict/bells/shop/orders/1");
        assertThat(steps.get(3)).matches("create /edict/bells/shop/orders/1/33\\.[0-9a-f]{8}~[A-Za-z0-9_-]+");
        assertThat(steps.get(4)).isEqualTo("set /edict/heads/shop/orders");
        assertThat(plan.parts().get(0).isFirstOfPage()).isFalse();
        assertThat(plan(text(ORDERS, "a = 32"), at(31)).parts().get(0).isFirstOfPage())
                .isTrue();
    }

    @Test
    void headOfAFirstVersionIsCreatedBeforeItsBell() {
        assertThat(plan(text(ORDERS, "a = 1"), NEVER).operations())
                .extracting(PlannerTest::step)
                .element(1)
                .isEqualTo("create /edict/heads/shop/orders");
    }

    @Test
    void bellCarriesNothingWhereNotEverybodyReadsAndOfWhatIsTooLong() {
        NamespaceAcl closed = new NamespaceAcl(List.of(new ACL(Perms.ALL, new Id("auth", "ann"))));
        Change small = text(ORDERS, "a = 1");
        Change big = content(ORDERS, Content.ofOwned(noise(7, 6000)));

        assertThat(bell(planner.plan(
                        Basis.read(CLUSTER, List.of(at(1)), Map.of("shop", closed)), List.of(small), PUBLISH)))
                .doesNotContain("~");
        assertThat(bell(plan(big, at(1)))).doesNotContain("~").startsWith("2.");
        assertThat(bell(new Planner(ZooKeeperSettings.Sizes.withContent(1024), false)
                        .plan(Basis.read(CLUSTER, List.of(at(1)), Map.of()), List.of(small), PUBLISH)))
                .doesNotContain("~");
        assertThat(bell(plan(small, at(1)))).contains("~");
    }

    @Test
    void bellsFillWhatATransactionHasRoomForAndNoMore() {
        List<Change> changes = IntStream.range(0, 90)
                .mapToObj(i -> content(DocumentId.of("shop/d" + i), Content.ofOwned(noise(i, 2500))))
                .toList();

        Plan plan = planner.plan(
                Basis.read(CLUSTER, changes.stream().map(c -> NEVER).toList(), Map.of()), changes, PUBLISH);

        List<String> bells = plan.operations().stream()
                .map(Op::getPath)
                .filter(path -> Paths.bellAt(path) != null)
                .toList();
        assertThat(bells).hasSize(90);
        assertThat(bells).anyMatch(path -> path.contains("~")).anyMatch(path -> !path.contains("~"));
        assertThat(plan.longestRequest(0)).isLessThan(1_000_000);
    }

    private static String bell(Plan plan) {
        return plan.operations().stream()
                .map(operation -> Paths.bellAt(operation.getPath()))
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow()
                .name();
    }

    private Plan plan(Change change, Current current) {
        return planner.plan(Basis.read(CLUSTER, List.of(current), Map.of()), List.of(change), PUBLISH);
    }

    private static VersionInfo published(Plan plan) {
        return plan.results().get(0).published();
    }

    private static long bytesOf(Plan plan) {
        return plan.parts().stream().mapToLong(part -> 2L * part.node().length).sum();
    }

    private static Current at(long number) {
        return at(number, Format.HOCON);
    }

    private static Current at(long number, Format format) {
        VersionInfo info = Changes.info(ORDERS, number, Kind.CONTENT, Content.ofText("a = 1"));
        return current(new VersionInfo(
                ORDERS,
                info.version(),
                Kind.CONTENT,
                format,
                info.size(),
                info.sha256(),
                info.origin(),
                info.publishId(),
                info.together()));
    }

    private static Current deletedAt(long number) {
        return current(Changes.info(ORDERS, number, Kind.DELETION, Content.EMPTY));
    }

    private static Current current(VersionInfo info) {
        Header header = new Header("store-a", info, Layout.PLAIN);
        long number = info.version().number();
        return new Current(
                new Head(header, new Node(new byte[0], new Stat()), 0),
                (int) number,
                null,
                new Current.Kept(1, number, null));
    }

    private static Current after(Plan.Part part) {
        return current(part.header().info());
    }

    /** All steps but those for the bell. */
    private static List<String> steps(Plan plan) {
        return plan.silent().operations().stream()
                .map(PlannerTest::step)
                .filter(step -> !step.startsWith("check /edict/heads/shop/"))
                .toList();
    }

    private static String step(Op operation) {
        String verb = switch (operation.getType()) {
            case OpCode.check -> "check";
            case OpCode.create -> "create";
            case OpCode.setData -> "set";
            case OpCode.delete -> "delete";
            default -> "unexpected";
        };
        return verb + " " + operation.getPath();
    }
}
