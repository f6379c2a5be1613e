package io.edict.plain.internal.client;

import io.edict.Binding;
import io.edict.ClientEvent;
import io.edict.Converter;
import io.edict.DocumentId;
import io.edict.Layers;
import io.edict.OnDemand;
import io.edict.plain.internal.secrets.SecretReader;
import io.edict.plain.internal.signing.PublisherKey;
import io.edict.plain.internal.signing.Trust;
import io.edict.plain.internal.store.Signer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a client is built of. Checked by the builder.
 *
 * @param follow what it follows from the start
 * @param application the application's part in judging
 * @param onDemand what is kept of documents read on demand
 * @param copies the directory of local copies, or null for none
 * @param times how long things take
 * @param publishing what publishes go by
 * @param signing who signs, and whom to trust
 * @param onEvent who hears of events from the start
 */
public record ClientSettings(
        Follow follow,
        Application application,
        OnDemand onDemand,
        @Nullable Path copies,
        Times times,
        Publishing publishing,
        Signing signing,
        List<Consumer<? super ClientEvent>> onEvent) {

    /** Copies the list. */
    public ClientSettings {
        onEvent = List.copyOf(onEvent);
    }

    /**
     * What a client follows from the start.
     *
     * @param documents single documents
     * @param namespaces whole namespaces
     * @param layers layered views
     */
    public record Follow(Set<DocumentId> documents, Set<String> namespaces, List<Layers> layers) {
        /** Copies the collections. */
        public Follow {
            documents = Set.copyOf(documents);
            namespaces = Set.copyOf(namespaces);
            layers = List.copyOf(layers);
        }
    }

    /**
     * The application's part in judging versions and making values.
     *
     * @param gates who judges versions
     * @param bindings what will be bound, by document or layers
     * @param converters makes values of types that Edict does not know
     * @param recordUsage whether to take note of which values are read
     * @param secrets what becomes of encrypted values
     */
    public record Application(
            Gates gates,
            Map<Object, List<Binding<?>>> bindings,
            Map<Class<?>, Converter<?>> converters,
            boolean recordUsage,
            Secrets secrets) {
        /** Copies the maps. */
        public Application {
            bindings = Map.copyOf(bindings);
            converters = Map.copyOf(converters);
        }
    }

    /**
     * What becomes of encrypted values.
     *
     * @param reader reads them
     * @param mayBlock whether that is application code
     * @param edition changes whenever what could not be read may be readable; does not block for long
     */
    public record Secrets(SecretReader reader, boolean mayBlock, LongSupplier edition) {
        /** For clients without keys. */
        public static final Secrets NO_KEYS = new Secrets(SecretReader.NO_KEYS, false, () -> 0);

        /** For tools that do not use the values. */
        public static final Secrets LEFT = new Secrets(SecretReader.LEAVE, false, () -> 0);
    }

    /**
     * How long things take.
     *
     * @param start the most that starting takes
     * @param request the most that a publisher's call takes
     * @param session the session timeout asked of the servers
     * @param check in what time every followed head is looked at
     * @param slowListener from when on a running listener is reported
     * @param judging the most that judging takes
     */
    public record Times(
            Duration start,
            Duration request,
            Duration session,
            Duration check,
            Duration slowListener,
            Judging judging) {}

    /**
     * How long judging takes.
     *
     * @param gate the most that application code takes over the versions of a transaction
     * @param transaction the most that a version waits for the others of its transaction
     */
    public record Judging(Duration gate, Duration transaction) {}

    /**
     * What publishes go by.
     *
     * @param author who publishes, where a publication does not say
     * @param keep how many versions history keeps, where a publication does not say
     * @param maxContent the most bytes that a document may have
     */
    public record Publishing(String author, int keep, long maxContent) {}

    /**
     * Who signs, and whom to trust.
     *
     * @param key signs what is published, or null to leave it unsigned
     * @param trust judges the signatures of versions, or null to take all
     * @param program the program's name, for the record of a publish
     */
    public record Signing(
            @Nullable PublisherKey key, @Nullable Trust trust, String program) {

        /** What signs versions. */
        Signer signer() {
            return key == null ? Signer.NONE : key;
        }

        /**
         * Judges older versions that are to be signed anew. Whoever signs without being told whom to trust trusts himself:
         * else a rollback would put his signature under whatever somebody wrote into history.
         */
        @Nullable
        Trust beforeSigning() {
            return trust != null || key == null ? trust : key.trust();
        }
    }
}
