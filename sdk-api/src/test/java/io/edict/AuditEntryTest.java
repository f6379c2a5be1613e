package io.edict;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What history tells of who published. */
class AuditEntryTest {
    @Test
    void keptVersionTellsItsNumber() {
        VersionInfo info = Samples.version(7);

        AuditEntry entry = new AuditEntry.Kept(info, AuditEntry.Standing.UNSIGNED, "");

        assertThat(entry.number()).isEqualTo(7);
        assertThat(new AuditEntry.Damaged(8, "unreadable").number()).isEqualTo(8);
    }

    @Test
    void originWithoutSenderSaysThatNothingWasStated() {
        VersionInfo.Origin origin = new VersionInfo.Origin("ann", Instant.EPOCH, "why");

        assertThat(origin.sender()).isEqualTo(VersionInfo.Sender.UNKNOWN);
        assertThat(origin.repeats()).isZero();
    }

    @Test
    void signedVersionDiffersInItsSignatureOnly() {
        VersionInfo info = Samples.version(7);
        VersionInfo.Signature signature = new VersionInfo.Signature("key", "value");

        VersionInfo signed = info.signed(signature);

        assertThat(signed.signature()).isEqualTo(signature);
        assertThat(signed).isNotEqualTo(info);
        assertThat(signed.sha256()).isEqualTo(info.sha256());
    }
}
