package io.edict.plain.internal.sync;

import static io.edict.plain.internal.sync.World.ID;
import static io.edict.plain.internal.sync.World.version;
import static org.assertj.core.api.Assertions.assertThat;

import io.edict.error.AccessDeniedException;
import io.edict.error.CorruptContentException;
import io.edict.plain.internal.store.Announcement;
import io.edict.plain.internal.store.Reading;
import io.edict.plain.internal.store.Stamp;
import io.edict.plain.internal.store.StoredVersion;
import java.util.List;
import org.junit.jupiter.api.Test;

class DocumentMachineTest {
    private static final Announcement CHANGED = new Announcement.Changed(ID);

    @Test
    void randomEventOrdersNeverGoBackAndEndOnTheNewest() {
        int taken = 0;
        int useless = 0;
        for (long seed = 0; seed < 20_000; seed++) {
            World world = new World(seed, seed % 3 == 0 ? version(1 + seed % 5) : null);
            for (int i = 0; i < 60; i++) {
                world.step();
            }
            world.settle();
            assertThat(world.violations).as("seed %d", seed).isEmpty();
            assertThat(world.applied).as("seed %d", seed).last().isEqualTo(world.published());
            taken += world.taken;
            useless += world.useless;
        }
        assertThat(taken).as("versions that came along").isGreaterThan(5_000);
        assertThat(useless)
                .as("differences from a version that was not at hand")
                .isGreaterThan(100);
    }

    @Test
    void changeIsReadOnceAndOffered() {
        DocumentMachine machine = connected(null);

        assertThat(machine.on(new Event.Announced(CHANGED))).containsExactly(new Action.Read(1, false));
        assertThat(machine.on(present(1, 1))).first().isEqualTo(new Action.Offer(version(1)));
        assertThat(machine.on(new Event.Decided(version(1), null))).containsExactly(new Action.Apply(version(1)));
    }

    @Test
    void hintsDuringAReadAreOneFurtherRead() {
        DocumentMachine machine = connected(null);
        machine.on(new Event.Announced(CHANGED));

        assertThat(machine.on(new Event.Announced(CHANGED))).isEmpty();
        assertThat(machine.on(new Event.Announced(CHANGED))).isEmpty();
        assertThat(machine.on(present(1, 1))).contains(new Action.Read(2, false));
        assertThat(machine.on(present(2, 1))).noneMatch(Action.Read.class::isInstance);
    }

    @Test
    void eachNewerVersionIsOfferedWithoutWaitingForADecision() {
        DocumentMachine machine = connected(null);

        assertThat(deliver(machine, 1, 1)).contains(new Action.Offer(version(1)));
        assertThat(deliver(machine, 2, 2)).contains(new Action.Offer(version(2)));
        assertThat(deliver(machine, 3, 2)).noneMatch(Action.Offer.class::isInstance);
        assertThat(machine.on(new Event.Decided(version(1), null))).containsExactly(new Action.Apply(version(1)));
        assertThat(machine.on(look(2, true))).containsExactly(new Action.Prove(0, false));
        machine.on(new Event.Decided(version(2), null));
        assertThat(machine.on(look(2, true))).containsExactly(new Action.Prove(0, true));
    }

    @Test
    void refusedVersionIsOfferedAgainWhenItIsReconsidered() {
        DocumentMachine machine = connected(version(1));
        deliver(machine, 1, 2);
        machine.on(new Event.Decided(version(2), "no"));

        assertThat(machine.on(new Event.Reconsider())).containsExactly(new Action.Read(2, false));
        assertThat(machine.on(present(2, 2))).contains(new Action.Offer(version(2)));
    }

    @Test
    void refusedVersionIsNotOfferedAgainAndTheNextIs() {
        DocumentMachine machine = connected(version(1));
        deliver(machine, 1, 2);
        assertThat(machine.on(new Event.Decided(version(2), "no")))
                .containsExactly(new Action.Refuse(version(2).info().version(), "no"));

        assertThat(deliver(machine, 2, 2)).noneMatch(Action.Offer.class::isInstance);
        assertThat(deliver(machine, 3, 3)).contains(new Action.Offer(version(3)));
    }

    @Test
    void olderVersionIsReadAgainFromAServerThatCaughtUpAndThenReported() {
        DocumentMachine machine = connected(version(5));

        assertThat(deliver(machine, 1, 4)).containsExactly(new Action.Read(2, true));
        assertThat(machine.on(present(2, 4)))
                .containsExactly(new Action.ReportBehind(
                        version(5).info().version(), version(4).info().version()));
        assertThat(machine.on(look(4, true)))
                .as("no proof while the store is behind")
                .isEmpty();
    }

    @Test
    void sameVersionWithOtherContentIsRefused() {
        DocumentMachine machine = connected(version(2));
        StoredVersion forged = new StoredVersion(
                "store",
                new io.edict.VersionInfo(
                        ID,
                        version(2).info().version(),
                        io.edict.VersionInfo.Kind.CONTENT,
                        io.edict.Format.HOCON,
                        3,
                        "f0",
                        version(2).info().origin(),
                        version(2).info().publishId(),
                        List.of(new io.edict.VersionInfo.Member(ID, 2))),
                version(3).content());

        machine.on(new Event.Announced(CHANGED));
        assertThat(machine.on(new Event.ReadDone(1, 0, new Reading.Present(forged, new Stamp(1, 9)))))
                .singleElement()
                .isInstanceOf(Action.Refuse.class);
    }

    @Test
    void versionOfAnotherStoreReplacesALocalCopyButNothingElse() {
        StoredVersion elsewhere =
                new StoredVersion("other", version(1).info(), version(1).content());
        DocumentMachine fromDisk = connected(version(7));
        fromDisk.on(new Event.Announced(CHANGED));
        assertThat(fromDisk.on(new Event.ReadDone(1, 0, new Reading.Present(elsewhere, new Stamp(1, 1)))))
                .contains(new Action.Offer(elsewhere));

        DocumentMachine fromStore = connected(null);
        deliver(fromStore, 1, 7);
        fromStore.on(new Event.Decided(version(7), null));
        fromStore.on(new Event.Announced(CHANGED));
        assertThat(fromStore.on(new Event.ReadDone(2, 0, new Reading.Present(elsewhere, new Stamp(1, 1)))))
                .singleElement()
                .isInstanceOf(Action.Refuse.class);
    }

    @Test
    void deleteAndReCreateOnTheSameNodeVersionIsSeen() {
        DocumentMachine machine = connected(null);
        machine.on(new Event.Announced(CHANGED));
        machine.on(new Event.ReadDone(1, 0, new Reading.Present(version(1), new Stamp(10, 10))));
        machine.on(new Event.Decided(version(1), null));
        machine.on(new Event.Disconnected());
        machine.on(new Event.Connected());

        Announcement reCreated = new Announcement.Looked(ID, new Stamp(14, 14), 0, false);
        assertThat(machine.on(new Event.Announced(reCreated))).containsExactly(new Action.Read(2, false));
    }

    @Test
    void changeFoundByTheRegularCheckIsCountedAsHealed() {
        DocumentMachine machine = connected(null);
        deliver(machine, 1, 1);
        machine.on(new Event.Decided(version(1), null));

        assertThat(machine.on(look(1, true))).containsExactly(new Action.Prove(0, true));
        assertThat(machine.on(look(2, true))).containsExactly(new Action.Heal(), new Action.Read(2, false));
    }

    @Test
    void missingHeadIsReportedAndChangesNothing() {
        DocumentMachine machine = connected(version(3));
        machine.on(new Event.Announced(CHANGED));

        assertThat(machine.on(new Event.ReadDone(1, 0, new Reading.Missing())))
                .containsExactly(new Action.ReportMissing(version(3).info().version()));
        Announcement stillMissing = new Announcement.Looked(ID, Stamp.ABSENT, 0, true);
        assertThat(machine.on(new Event.Announced(stillMissing)))
                .as("no proof of freshness")
                .isEmpty();
    }

    @Test
    void unreadableHeadIsRefusedOnceAndProvesNothing() {
        DocumentMachine machine = connected(version(3));
        Reading damaged =
                new Reading.Unreadable(new CorruptContentException("damaged", ID, null, null), new Stamp(1, 9));
        machine.on(new Event.Announced(CHANGED));
        assertThat(machine.on(new Event.ReadDone(1, 0, damaged))).containsExactly(new Action.Refuse(null, "damaged"));
        assertThat(machine.on(look(9, true))).isEmpty();
    }

    @Test
    void absentDocumentIsReportedAtEachLook() {
        DocumentMachine machine = connected(null);
        machine.on(new Event.Announced(CHANGED));
        assertThat(machine.on(new Event.ReadDone(1, 5, new Reading.Missing())))
                .containsExactly(new Action.ReportAbsent(5));
        assertThat(machine.on(new Event.Announced(new Announcement.Looked(ID, Stamp.ABSENT, 8, true))))
                .containsExactly(new Action.ReportAbsent(8));
    }

    @Test
    void failedReadIsTriedAgainLaterAndOnlyThen() {
        DocumentMachine machine = connected(null);
        machine.on(new Event.Announced(CHANGED));

        assertThat(machine.on(new Event.ReadFailed(1, new AccessDeniedException("no", ID, null))))
                .contains(new Action.RetryLater(1, 1));
        assertThat(machine.on(new Event.RetryDue(1))).containsExactly(new Action.Read(2, false));
        machine.on(new Event.ReadFailed(2, new AccessDeniedException("no", ID, null)));
        assertThat(machine.on(new Event.Announced(CHANGED))).isEmpty();
        assertThat(machine.on(new Event.RetryDue(2))).containsExactly(new Action.Read(3, false));
    }

    @Test
    void versionThatComesAlongIsTakenInPlaceOfARead() {
        DocumentMachine machine = settled();
        Announcement.Carried carried = carried(2, version(2), 9);

        assertThat(machine.on(new Event.Announced(carried))).containsExactly(new Action.Open(2, carried));
        assertThat(machine.on(opened(2, carried))).containsExactly(new Action.Offer(version(2)));
        machine.on(new Event.Decided(version(2), null));
        assertThat(machine.on(look(9, true)))
                .as("the head is what was announced")
                .containsExactly(new Action.Prove(0, true));
        assertThat(machine.on(look(10, true))).contains(new Action.Heal());
    }

    @Test
    void versionThatComesAlongAfterAGapIsReadAndNobodyIsBlamed() {
        DocumentMachine machine = settled();

        assertThat(machine.on(new Event.Announced(carried(3, version(3), 9))))
                .containsExactly(new Action.Read(2, false));
        assertThat(machine.on(new Event.ReadDone(2, 0, new Reading.Present(version(3), new Stamp(1, 9)))))
                .contains(new Action.Offer(version(3)))
                .noneMatch(Action.Distrust.class::isInstance);
    }

    @Test
    void announcementOfWhatWasNeverPublishedIsReportedOnce() {
        DocumentMachine machine = settled();

        for (long ticket = 2; ticket < 4; ticket++) {
            machine.on(new Event.Announced(carried(7, version(7), 7 + ticket)));
            List<Action> actions = machine.on(present(ticket, 1));
            assertThat(actions).noneMatch(Action.Offer.class::isInstance);
            assertThat(actions.stream().filter(Action.Distrust.class::isInstance))
                    .hasSize(ticket == 2 ? 1 : 0);
        }
    }

    @Test
    void whatCannotBeReadIsReportedAndTheHeadIsReadInstead() {
        DocumentMachine machine = settled();
        Announcement.Carried nothing = carried(Announcement.Carried.NO_NUMBER, null, 9);

        assertThat(machine.on(new Event.Announced(nothing))).containsExactly(new Action.Open(2, nothing));
        assertThat(machine.on(opened(2, nothing)))
                .containsExactly(new Action.Distrust("no bell"), new Action.Read(3, false));
        assertThat(deliver(machine, 3, 1)).noneMatch(Action.Offer.class::isInstance);
    }

    @Test
    void anotherIncarnationStoreOrNumberThanAnnouncedIsRead() {
        for (StoredVersion other : List.of(
                version(3),
                new StoredVersion("other", version(2).info(), version(2).content()))) {
            DocumentMachine machine = settled();
            Announcement.Carried carried = carried(2, other, 9);
            machine.on(new Event.Announced(carried));

            assertThat(machine.on(opened(2, carried))).containsExactly(new Action.Read(3, false));
        }
    }

    @Test
    void announcementOfWhatTheHeadShowedAlreadyIsPassedOver() {
        DocumentMachine machine = settled();
        machine.on(new Event.Announced(CHANGED));
        machine.on(new Event.Announced(carried(2, version(2), 9)));

        assertThat(machine.on(new Event.ReadDone(2, 0, new Reading.Present(version(2), new Stamp(1, 9)))))
                .contains(new Action.Offer(version(2)))
                .noneMatch(Action.Read.class::isInstance)
                .noneMatch(Action.Open.class::isInstance);
    }

    @Test
    void headIsReadAfterEveryReconnectThoughItsVersionCameAlong() {
        DocumentMachine machine = settled();
        Announcement.Carried carried = carried(2, version(2), 9);
        machine.on(new Event.Announced(carried));
        machine.on(opened(2, carried));
        machine.on(new Event.Disconnected());
        machine.on(new Event.Connected());

        assertThat(machine.on(look(9, false))).containsExactly(new Action.Read(3, false));
    }

    @Test
    void versionThatComesAlongIsNotBelievedWhileTheHeadIsNotKnown() {
        DocumentMachine fromDisk = connected(version(1));

        assertThat(fromDisk.on(new Event.Announced(carried(2, version(2), 9))))
                .containsExactly(new Action.Read(1, false));
    }

    private static DocumentMachine settled() {
        DocumentMachine machine = connected(null);
        deliver(machine, 1, 1);
        machine.on(new Event.Decided(version(1), null));
        return machine;
    }

    private static Announcement.Carried carried(
            long number, @org.jspecify.annotations.Nullable StoredVersion version, long stamp) {
        Stamp announced = Stamp.announced(stamp);
        Reading reading = version == null
                ? new Reading.Unreadable(new CorruptContentException("no bell", ID, null, null), announced)
                : new Reading.Present(version, announced);
        return new Announcement.Carried(
                ID, number, announced, () -> java.util.concurrent.CompletableFuture.completedFuture(reading));
    }

    private static Event opened(long ticket, Announcement.Carried carried) {
        return new Event.ReadDone(ticket, 0, carried.content().get().join());
    }

    private static DocumentMachine connected(@org.jspecify.annotations.Nullable StoredVersion copy) {
        DocumentMachine machine = new DocumentMachine(copy);
        machine.on(new Event.Connected());
        return machine;
    }

    private static List<Action> deliver(DocumentMachine machine, long ticket, long number) {
        machine.on(new Event.Announced(CHANGED));
        return machine.on(present(ticket, number));
    }

    private static Event present(long ticket, long number) {
        return new Event.ReadDone(ticket, 0, new Reading.Present(version(number), new Stamp(1, number)));
    }

    private static Event look(long stamp, boolean regular) {
        return new Event.Announced(new Announcement.Looked(ID, new Stamp(1, stamp), 0, regular));
    }
}
