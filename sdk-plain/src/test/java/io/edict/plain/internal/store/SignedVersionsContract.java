package io.edict.plain.internal.store;

import static io.edict.plain.internal.store.Changes.deletion;
import static io.edict.plain.internal.store.Changes.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edict.AuditEntry.Standing;
import io.edict.DocumentId;
import io.edict.PublishResult;
import io.edict.VersionInfo;
import io.edict.error.InvalidRequestException;
import io.edict.plain.internal.signing.PublisherKey;
import io.edict.plain.internal.signing.Tampering;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every store does with signatures: issues them with the number, and gives them back as they were made. */
abstract class SignedVersionsContract {
    private static final AtomicInteger NAMES = new AtomicInteger();

    private final PublisherKey key = PublisherKey.generate();
    private final DocumentId one = DocumentId.of("signed/one-" + NAMES.incrementAndGet());
    private final DocumentId two = DocumentId.of("signed/two-" + NAMES.incrementAndGet());

    /** A store that is open for the whole class. */
    protected abstract ConfigStore store();

    /** Whether several documents can be published as one. */
    protected boolean publishesTogether() {
        return true;
    }

    /** Whether the store cannot publish several documents as one. Then it says so, before it writes anything. */
    protected boolean refusesTogether(Supplier<Map<String, String>> dump, Change... changes) {
        if (publishesTogether()) {
            return false;
        }
        Map<String, String> before = dump.get();
        assertThatThrownBy(() -> store().publish(List.of(changes), UUID.randomUUID(), soon()))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("one document at a time")
                .hasMessageContaining("nothing was written");
        assertThat(dump.get()).isEqualTo(before);
        return true;
    }

    /** Opens a store of its own over the same documents. */
    protected abstract ConfigStore open();

    @Test
    void signaturesAreVerifiedWhereverTheVersionsAreRead() {
        List<PublishResult> results = publish(text(one, "a = 1"), text(two, "b = 1"));
        publish(text(one, "a = 2"));
        publish(deletion(one));

        try (ConfigStore other = open()) {
            for (ConfigStore store : List.of(store(), other)) {
                assertVerified(present(store.current(two, soon())));
                StoredVersion deleted = present(store.current(one, soon()));
                assertThat(deleted.info().isDeletion()).isTrue();
                assertVerified(deleted);
                StoredVersion first = store.content(one, 1, soon());
                assertThat(first.info()).isEqualTo(results.get(0).published());
                assertVerified(first);
                assertThat(store.kept(one, soon()))
                        .hasSize(3)
                        .allSatisfy(kept -> assertThat(kept)
                                .isInstanceOfSatisfying(
                                        Kept.Intact.class, intact -> assertStanding(intact, Standing.VERIFIED)));
            }
        }
    }

    @Test
    void versionThatWasReadIsUntrustedOnceAnythingOfItIsChanged() {
        publish(text(one, "a = 1"), text(two, "b = 1"));

        StoredVersion read = present(store().current(one, soon()));

        Tampering.of(read.info())
                .forEach((what, changed) -> assertThat(
                                key.trust().of(read.storeId(), changed).standing())
                        .as(what)
                        .isEqualTo(Standing.UNTRUSTED));
    }

    @Test
    void unsignedVersionStaysUnsigned() {
        store().publish(List.of(text(one, "a = 1")), UUID.randomUUID(), soon());

        assertThat(present(store().current(one, soon())).info().signature()).isNull();
    }

    private List<PublishResult> publish(Change... changes) {
        if (!publishesTogether()) {
            return Stream.of(changes)
                    .flatMap(change ->
                            store().publish(List.of(change), new Issuer(UUID.randomUUID(), key), soon()).stream())
                    .toList();
        }
        return store().publish(List.of(changes), new Issuer(UUID.randomUUID(), key), soon());
    }

    private void assertVerified(StoredVersion version) {
        assertStanding(new Kept.Intact(version.storeId(), version.info()), Standing.VERIFIED);
    }

    private void assertStanding(Kept.Intact kept, Standing standing) {
        VersionInfo info = kept.info();
        assertThat(key.trust().of(kept.storeId(), info).standing())
                .as(info.toString())
                .isEqualTo(standing);
    }

    private static StoredVersion present(Reading reading) {
        assertThat(reading).isInstanceOf(Reading.Present.class);
        return ((Reading.Present) reading).version();
    }

    private static Deadline soon() {
        return Deadline.after(Duration.ofSeconds(20));
    }
}
