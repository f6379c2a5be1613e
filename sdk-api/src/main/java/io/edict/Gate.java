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
 * <p>Gates run on threads of their own. One that has not answered within the gate timeout (default 5 seconds, set on the
 * client's builder) refuses: it is interrupted and its answer no longer matters. No other document waits for it, except
 * those of the same transaction or the same layered view. Keep it to checking; do not wait for other systems in it.
 *
 * @param <S> what is judged: a {@link Snapshot} of a document, or a {@link LayeredSnapshot}
 */
@FunctionalInterface
public interface Gate<S extends Values> {
    /**
     * Judges a version.
     *
     * @param candidate the version that arrived; of a document, a deletion is judged too ({@link Snapshot#isDeleted()})
     * @param current the version in force, or empty if there is none yet
     * @return accepted, or refused with a reason
     * @throws Exception anything; it counts as a refusal
     */
    Verdict judge(S candidate, Optional<S> current) throws Exception;

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
