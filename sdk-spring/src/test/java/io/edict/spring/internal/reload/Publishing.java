package io.edict.spring.internal.reload;

import io.edict.ConfigClient;
import io.edict.DocumentId;
import io.edict.Format;
import io.edict.Publication;
import io.edict.PublishResult;
import io.edict.plain.Edict;
import io.edict.plain.InMemoryStore;
import io.edict.spring.testing.Apps;
import java.util.List;

/** A store in memory with somebody who publishes to it. */
final class Publishing implements AutoCloseable {
    final InMemoryStore store = new InMemoryStore();
    private final ConfigClient operator = Edict.connect(store).author("test").start();

    /** Publishes HOCON. */
    PublishResult publish(String id, String hocon) {
        return publish(Publication.of(id, Format.HOCON, hocon)).get(0);
    }

    /** Publishes in one transaction. */
    List<PublishResult> publish(Publication... publications) {
        return operator.publisher().publish(List.of(publications));
    }

    /** Deletes a document. */
    void delete(String id) {
        publish(Publication.deletion(DocumentId.of(id)));
    }

    /** An application that imports documents from this store. */
    Apps app(String imports, Class<?>... sources) {
        return Apps.of(sources).store(store).with("spring.config.import=" + imports);
    }

    @Override
    public void close() {
        operator.close();
    }
}
