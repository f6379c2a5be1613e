package io.edict.spring.test;

import io.edict.DocumentId;
import io.edict.Publication;
import io.edict.PublishResult;
import java.util.List;

/** A bean of applications under {@link EdictTest}: publishes to their store. May be used from any thread. */
public interface EdictTester {
    /**
     * Publishes a document in HOCON and waits until the application has put the version in force, and everybody in it was
     * told, or has refused it.
     *
     * @param id the document, {@code namespace/name}
     * @param hocon the text
     * @return the new version
     * @throws io.edict.error.AwaitTimeoutException if the application has not decided within 20 seconds
     */
    PublishResult publish(String id, String hocon);

    /**
     * Publishes documents in one transaction, and waits likewise.
     *
     * @param publications what to publish
     * @return the new versions, in the same order
     * @throws io.edict.error.AwaitTimeoutException as {@link #publish(String, String)}
     */
    List<PublishResult> publish(Publication... publications);

    /**
     * Deletes a document, and waits likewise.
     *
     * @param id the document
     * @throws io.edict.error.AwaitTimeoutException as {@link #publish(String, String)}
     */
    default void delete(String id) {
        publish(Publication.deletion(DocumentId.of(id)));
    }

    /**
     * Makes the store unreachable, or ends that: a store in memory pretends to, a server is stopped and started again.
     *
     * @param begins whether the outage begins, or ends
     */
    void outage(boolean begins);
}
