package io.edict;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Application code that may refuse a version before anyone in the application sees it.
 *
 * <p>A refused version is neither readable, nor delivered, nor written to the local copy. The client stays on its last
 * known good version, reports the refusal ({@link ClientEvent.Refused}, {@link DocumentStatus#refusal()}, a log line),
 * and judges the next version afresh. A gate that throws anything, an {@link Error} included, refuses.
 *
 * <p>Gates run on the client's worker thread, one version at a time: while a gate runs, no other document of this client
 * moves on. Keep it to checking; do not wait for other systems in it.
 */
@FunctionalInterface
public interface Gate {
    /**
     * Judges a version.
     *
     * @param candidate the version that arrived; a deletion is judged too, see {@link Snapshot#isDeleted()}
     * @param current the version in force, or empty if there is none yet
     * @return accepted, or refused with a reason
     * @throws Exception anything; it counts as a refusal
     */
    Verdict judge(Snapshot candidate, Optional<Snapshot> current) throws Exception;

    /**
     * A gate's answer.
     *
     * @param reason why the version is refused, or null if it is accepted
     */
    record Verdict(@Nullable String reason) {
        private static final Verdict ACCEPTED = new Verdict(null);

        /**
         * Lets the version in.
         *
         * @return the verdict
         */
        public static Verdict accept() {
            return ACCEPTED;
        }

        /**
         * Keeps the version out.
         *
         * @param reason why, for people; it is logged, so name the key and what is allowed, not the value
         * @return the verdict
         */
        public static Verdict refuse(String reason) {
            return new Verdict(reason);
        }

        /**
         * Tells whether the version is let in.
         *
         * @return whether it is accepted
         */
        public boolean accepted() {
            return reason == null;
        }
    }
}
