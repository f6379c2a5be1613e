package io.edict.spring;

import io.edict.DocumentId;
import io.edict.VersionInfo;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A new generation of the imported documents is in force. Tells what that changed for this application, all documents
 * together. Immutable; {@code toString} never prints a value.
 *
 * <p>Only effective changes count: the value that the environment gives is another one, placeholders and relaxed names
 * considered. A change that an environment variable, say, hides is among {@link #shadowedKeys()}.
 */
public interface EnvironmentChange {
    /**
     * Tells whether this is the first call of a listener that asked for one at the start; nothing need have changed then.
     *
     * @return whether it is
     */
    boolean initial();

    /**
     * The names whose values changed, in the form of Spring Boot's property sources: {@code pool.max-size}.
     *
     * @return the names, sorted
     */
    Set<String> changedKeys();

    /**
     * Tells whether a name, or any below it, changed. Compares names as Spring Boot does: {@code my.pool-size},
     * {@code my.poolSize} and {@code MY_POOLSIZE} are one, and {@code pool} does not cover {@code poolSize}.
     *
     * @param name a name in kebab case, or a prefix of such
     * @return whether it did
     */
    boolean touches(String name);

    /**
     * The names that changed in a document without effect, because another property source hides them.
     *
     * @return the names, sorted
     */
    Set<String> shadowedKeys();

    /**
     * The changed names that no live value, reloadable bean or listener covers: the application sees these values only
     * after a restart, unless it reads them from the environment.
     *
     * @return the names, sorted
     */
    Set<String> pendingRestart();

    /**
     * The documents that changed, with their versions now; an absent document has none.
     *
     * @return the versions by document
     */
    Map<DocumentId, Optional<VersionInfo>> documents();

    /**
     * The environment before.
     *
     * @return what the receiver of this change saw last
     */
    EnvironmentView before();

    /**
     * The environment now.
     *
     * @return the generation in force, or one that has been replaced meanwhile
     */
    EnvironmentView after();

    /**
     * When the change came into force here.
     *
     * @return the time, by this machine's clock
     */
    Instant appliedAt();
}
