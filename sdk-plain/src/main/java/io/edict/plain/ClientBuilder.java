package io.edict.plain;

import io.edict.Binding;
import io.edict.ClientEvent;
import io.edict.ConfigClient;
import io.edict.Converter;
import io.edict.DocumentId;
import io.edict.Gate;
import io.edict.Layers;
import io.edict.OnDemand;
import io.edict.Snapshot;
import io.edict.VersionInfo;
import io.edict.error.DocumentAbsentException;
import io.edict.error.DocumentRefusedException;
import io.edict.error.InvalidRequestException;
import io.edict.error.LocalCopyException;
import io.edict.error.StoreUnreachableException;
import io.edict.plain.internal.client.ClientSettings;
import io.edict.plain.internal.client.Gates;
import io.edict.plain.internal.client.PlainClient;
import io.edict.plain.internal.secrets.Keyring;
import io.edict.plain.internal.secrets.SecretReader;
import io.edict.plain.internal.signing.PublisherKey;
import io.edict.plain.internal.signing.Trust;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Builds a client. Each setter checks what it is given at once. Not safe for use by several threads; the client is.
 *
 * <table>
 * <caption>Settings</caption>
 * <tr><th>setting</th><th>default</th></tr>
 * <tr><td>{@link #localCopies}</td><td>none: the client cannot start without the store</td></tr>
 * <tr><td>{@link #startTimeout}</td><td>10 s</td></tr>
 * <tr><td>{@link #requestTimeout}</td><td>15 s</td></tr>
 * <tr><td>{@link #sessionTimeout}</td><td>20 s</td></tr>
 * <tr><td>{@link #checkEvery}</td><td>60 s</td></tr>
 * <tr><td>{@link #slowListenerAfter}</td><td>1 s</td></tr>
 * <tr><td>{@link #gateTimeout}</td><td>5 s</td></tr>
 * <tr><td>{@link #transactionWait}</td><td>2 s</td></tr>
 * <tr><td>{@link #onDemand}</td><td>{@link OnDemand#defaults()}</td></tr>
 * <tr><td>{@link #keepVersions}</td><td>100</td></tr>
 * <tr><td>{@link #maxContentBytes}</td><td>16 MiB</td></tr>
 * <tr><td>{@link #keys}</td><td>none: versions with encrypted values are refused</td></tr>
 * <tr><td>{@link #author}</td><td>the operating system's user</td></tr>
 * <tr><td>{@link #application}</td><td>the main class or jar, as the JVM tells it</td></tr>
 * <tr><td>{@link #signWith}</td><td>none: versions are not signed</td></tr>
 * <tr><td>{@link #trustOnly}</td><td>none: signatures make no difference</td></tr>
 * <tr><td>{@link #passOver}</td><td>none</td></tr>
 * </table>
 */
public final class ClientBuilder {
    private static final long MAX_CONTENT = 1024L * 1024 * 1024;

    private final PlainClient.StoreFactory store;
    private final Set<DocumentId> documents = new HashSet<>();
    private final Set<String> namespaces = new HashSet<>();
    private final List<Layers> layers = new ArrayList<>();
    private final Map<DocumentId, List<Gate<Snapshot>>> gates = new HashMap<>();
    private final Map<String, List<Gate<Snapshot>>> namespaceGates = new HashMap<>();
    private final Map<Object, List<Binding<?>>> bindings = new HashMap<>();
    private final Map<Class<?>, Converter<?>> converters = new HashMap<>();
    private final List<Consumer<? super ClientEvent>> onEvent = new ArrayList<>();
    private @Nullable Predicate<? super VersionInfo> passedOver;
    private @Nullable Path copies;
    private Duration start = Duration.ofSeconds(10);
    private Duration request = Duration.ofSeconds(15);
    private Duration session = Duration.ofSeconds(20);
    private Duration check = Duration.ofSeconds(60);
    private Duration slowListener = Duration.ofSeconds(1);
    private Duration gate = Duration.ofSeconds(5);
    private Duration transaction = Duration.ofSeconds(2);
    private OnDemand onDemand = OnDemand.defaults();
    private boolean recordUsage;
    private ClientSettings.Secrets secrets = ClientSettings.Secrets.NO_KEYS;
    private String author = System.getProperty("user.name", "unknown");
    private String application = Program.name();
    private @Nullable PublisherKey signingKey;
    private @Nullable Trust trust;
    private int keep = 100;
    private long maxContent = 16L * 1024 * 1024;

    ClientBuilder(PlainClient.StoreFactory store) {
        this.store = store;
    }

    /**
     * Follows documents from the start. {@link #start()} returns when each has a version in force.
     *
     * @param ids the documents, {@code namespace/name}
     * @return this builder
     * @throws InvalidRequestException if one is not an id
     */
    public ClientBuilder follow(String... ids) {
        for (String id : ids) {
            documents.add(DocumentId.of(id));
        }
        return this;
    }

    /**
     * Follows whole namespaces from the start, documents that come later included.
     *
     * @param names the namespaces
     * @return this builder
     * @throws InvalidRequestException if one is not a namespace
     */
    public ClientBuilder followNamespace(String... names) {
        for (String name : names) {
            namespaces.add(DocumentId.checkNamespace(name));
        }
        return this;
    }

    /**
     * Follows a document from the start, for values of a type: a version that cannot be bound is refused from the very
     * first one on, so that an application restarts on its last good version. {@link io.edict.ConfigView#live} with an
     * equal binding then gives the live value.
     *
     * @param id the document, {@code namespace/name}
     * @param values what will be bound
     * @return this builder
     * @throws InvalidRequestException if the id is not one
     */
    public ClientBuilder bind(String id, Binding<?>... values) {
        DocumentId document = DocumentId.of(id);
        documents.add(document);
        bindings.computeIfAbsent(document, fresh -> new ArrayList<>()).addAll(List.of(values));
        return this;
    }

    /**
     * Sees several documents and local layers as one configuration from the start, as {@link #layered}, for values of a
     * type: what cannot be bound is refused.
     *
     * @param view what it is made of
     * @param values what will be bound
     * @return this builder
     */
    public ClientBuilder bind(Layers view, Binding<?>... values) {
        layers.add(view);
        bindings.computeIfAbsent(view, fresh -> new ArrayList<>()).addAll(List.of(values));
        return this;
    }

    /**
     * Sees several documents and local layers as one configuration from the start, and follows the documents.
     * {@link #start()} returns when the view has a version in force. {@link ConfigClient#layered} then gives the view.
     *
     * @param view what it is made of
     * @return this builder
     */
    public ClientBuilder layered(Layers view) {
        layers.add(view);
        return this;
    }

    /**
     * Lets application code refuse versions of a document before anyone sees them. Several gates are asked in order.
     *
     * @param id the document, {@code namespace/name}
     * @param gate the judge
     * @return this builder
     * @throws InvalidRequestException if the id is not one
     */
    public ClientBuilder gate(String id, Gate<Snapshot> gate) {
        gates.computeIfAbsent(DocumentId.of(id), fresh -> new ArrayList<>()).add(gate);
        return this;
    }

    /**
     * Lets application code refuse versions of all documents of a namespace. They are asked after a document's own gates.
     *
     * @param namespace the namespace
     * @param gate the judge
     * @return this builder
     * @throws InvalidRequestException if it is not a namespace
     */
    public ClientBuilder gateNamespace(String namespace, Gate<Snapshot> gate) {
        namespaceGates
                .computeIfAbsent(DocumentId.checkNamespace(namespace), fresh -> new ArrayList<>())
                .add(gate);
        return this;
    }

    /**
     * Passes over versions that the application could not use before, as long as there is another one to stay on: of local
     * copies, the one before such a version is taken, and while a version is in force, such a version is refused. With no
     * other at hand it is judged as all are. {@link ConfigClient#reconsider} has refused ones judged again.
     *
     * @param unusable tells which; asked on the client's threads, and must answer at once
     * @return this builder
     */
    public ClientBuilder passOver(Predicate<? super VersionInfo> unusable) {
        this.passedOver = unusable;
        return this;
    }

    /**
     * Makes values of a type that Edict does not know, or in another way than Edict does.
     *
     * @param type the type
     * @param converter makes values of it
     * @param <T> the type
     * @return this builder
     */
    public <T> ClientBuilder converter(Class<T> type, Converter<? extends T> converter) {
        converters.put(type, converter);
        return this;
    }

    /**
     * The most time that application code has over the versions of one transaction: gates, converters, constructors and
     * functions together. Then the versions are refused.
     *
     * @param timeout 10 ms to 1 hour
     * @return this builder
     * @throws InvalidRequestException if it is out of range
     */
    public ClientBuilder gateTimeout(Duration timeout) {
        this.gate = between("gateTimeout", timeout, Duration.ofMillis(10), Duration.ofHours(1));
        return this;
    }

    /**
     * The most time that a version waits for the other documents of its transaction that are followed here. Then it comes
     * into force without them, and that is reported as {@link ClientEvent.TransactionSplit}.
     *
     * @param timeout 0 to 1 hour
     * @return this builder
     * @throws InvalidRequestException if it is out of range
     */
    public ClientBuilder transactionWait(Duration timeout) {
        this.transaction = between("transactionWait", timeout, Duration.ZERO, Duration.ofHours(1));
        return this;
    }

    /**
     * How many documents {@link ConfigClient#get(String)} keeps, and for how long.
     *
     * @param settings the bounds
     * @return this builder
     */
    public ClientBuilder onDemand(OnDemand settings) {
        this.onDemand = settings;
        return this;
    }

    /**
     * Takes note of which values are read, for {@link ConfigClient#usage()}. Costs each look-up a little; off by default, and
     * then it costs nothing.
     *
     * @return this builder
     */
    public ClientBuilder recordUsage() {
        this.recordUsage = true;
        return this;
    }

    /**
     * Keeps the last known good version of each document in a directory, so that an application that has run once starts
     * with every server down. It is made if it is missing, readable by its owner only, and may be shared by several
     * processes that follow the same store.
     *
     * @param directory the directory
     * @return this builder
     */
    public ClientBuilder localCopies(Path directory) {
        this.copies = directory;
        return this;
    }

    /**
     * The most time that {@link #start()} takes: documents that the store has not given by then come from their local
     * copies. Copies that are there but have not been read and judged by then, on a busy machine or by a slow gate, get up
     * to 10 s more.
     *
     * @param timeout 10 ms to 1 hour
     * @return this builder
     * @throws InvalidRequestException if it is out of range
     */
    public ClientBuilder startTimeout(Duration timeout) {
        this.start = between("startTimeout", timeout, Duration.ofMillis(10), Duration.ofHours(1));
        return this;
    }

    /**
     * The most time that a call of the publisher takes.
     *
     * @param timeout 10 ms to 1 hour
     * @return this builder
     * @throws InvalidRequestException if it is out of range
     */
    public ClientBuilder requestTimeout(Duration timeout) {
        this.request = between("requestTimeout", timeout, Duration.ofMillis(10), Duration.ofHours(1));
        return this;
    }

    /**
     * How long the servers keep the session of a silent client. Short ones cost the servers work at each hiccup of the
     * network. Servers limit it, by default to between 2 and 20 of their ticks.
     *
     * @param timeout 100 ms to 10 minutes
     * @return this builder
     * @throws InvalidRequestException if it is out of range
     */
    public ClientBuilder sessionTimeout(Duration timeout) {
        this.session = between("sessionTimeout", timeout, Duration.ofMillis(100), Duration.ofMinutes(10));
        return this;
    }

    /**
     * In what time the client looks at every followed head, whatever the watches say. This bounds the time by which a
     * lost watch can delay a version.
     *
     * @param period 100 ms to 1 day
     * @return this builder
     * @throws InvalidRequestException if it is out of range
     */
    public ClientBuilder checkEvery(Duration period) {
        this.check = between("checkEvery", period, Duration.ofMillis(100), Duration.ofDays(1));
        return this;
    }

    /**
     * From when on a running listener is reported as slow.
     *
     * @param time 1 ms to 1 hour
     * @return this builder
     * @throws InvalidRequestException if it is out of range
     */
    public ClientBuilder slowListenerAfter(Duration time) {
        this.slowListener = between("slowListenerAfter", time, Duration.ofMillis(1), Duration.ofHours(1));
        return this;
    }

    /**
     * Who publishes, where a publication does not say.
     *
     * @param name the author
     * @return this builder
     */
    public ClientBuilder author(String name) {
        this.author = name;
        return this;
    }

    /**
     * How many versions history keeps of a document, where a publication does not say.
     *
     * @param versions at least 1
     * @return this builder
     * @throws InvalidRequestException if it is below 1
     */
    public ClientBuilder keepVersions(int versions) {
        if (versions < 1) {
            throw new InvalidRequestException("keepVersions must be at least 1, but is " + versions);
        }
        this.keep = versions;
        return this;
    }

    /**
     * The most bytes that a document's text may have. A publisher refuses more before anything is written; a reader
     * refuses such a version and stays on the one before. Set it alike for both.
     *
     * @param bytes 1 to 1 GiB
     * @return this builder
     * @throws InvalidRequestException if it is out of range
     */
    public ClientBuilder maxContentBytes(long bytes) {
        if (bytes < 1 || bytes > MAX_CONTENT) {
            throw new InvalidRequestException(
                    "maxContentBytes must be between 1 and " + MAX_CONTENT + ", but is " + bytes);
        }
        this.maxContent = bytes;
        return this;
    }

    /**
     * Reads encrypted values with these keys. Without keys, a version that has encrypted values is refused. What was
     * refused is judged again when the key file changes, and, where a provider of your own failed or did not know a key,
     * after one second and then ever less often, down to once a minute.
     *
     * @param provider the keys, for example {@link Keys#file}
     * @return this builder
     */
    public ClientBuilder keys(KeyProvider provider) {
        ProvidedKeys provided = new ProvidedKeys(provider);
        Keyring keys = provided.mayBlock() ? new RetriedKeys(provided, System::nanoTime) : provided;
        this.secrets = new ClientSettings.Secrets(SecretReader.of(keys), keys.mayBlock(), keys::edition);
        return this;
    }

    /**
     * Names the program, for the record of what it publishes.
     *
     * @param name 1 to 100 characters, no control characters
     * @return this builder
     * @throws InvalidRequestException if it is no such name
     */
    public ClientBuilder application(String name) {
        this.application = Program.check(name);
        return this;
    }

    /**
     * Leaves encrypted values as they are, for tools that show configuration and do not use it.
     *
     * @return this builder
     */
    public ClientBuilder leaveSecretsEncrypted() {
        this.secrets = ClientSettings.Secrets.LEFT;
        return this;
    }

    /**
     * Signs every version that the client's publisher publishes, deletions and rollbacks too. A rollback needs an older
     * version that is signed by a trusted key, or, without {@link #trustOnly}, by this one.
     *
     * @param key the key
     * @return this builder
     */
    public ClientBuilder signWith(SigningKey key) {
        this.signingKey = key.key();
        return this;
    }

    /**
     * Lets in only versions that one of these publishers has signed, deletions too, from the store and from local copies:
     * anything else is refused before it is parsed, and the last good version stays. The publisher's methods that read
     * content refuse it with {@link io.edict.error.UntrustedVersionException}.
     *
     * <p>Whoever can write to the store can then still delete, damage or hold back versions, and show a client that has no
     * local copy an older version that was signed once; but never a version that nobody signed.
     *
     * @param publishers whom to trust
     * @return this builder
     */
    public ClientBuilder trustOnly(TrustedPublishers publishers) {
        this.trust = publishers.trust();
        return this;
    }

    /**
     * Subscribes to the client's events from the very first one.
     *
     * @param listener called with each event
     * @return this builder
     */
    public ClientBuilder onEvent(Consumer<? super ClientEvent> listener) {
        onEvent.add(listener);
        return this;
    }

    /**
     * Starts a client. Blocks until each followed document has a version in force, the start timeout at most: fresh from
     * the store, or else from its local copy; the client then catches up in the background. A client that follows nothing
     * does not wait.
     *
     * @return the running client
     * @throws StoreUnreachableException if the store did not answer in time, and a document has no local copy
     * @throws DocumentAbsentException if the store has no such document, and there is no local copy of it
     * @throws DocumentRefusedException if the newest version was refused, and there is no local copy of a good one
     * @throws LocalCopyException if the directory of local copies cannot be used
     */
    public ConfigClient start() {
        ClientSettings settings = new ClientSettings(
                new ClientSettings.Follow(documents, namespaces, layers),
                new ClientSettings.Application(
                        new Gates(gates, namespaceGates, passedOver), bindings, converters, recordUsage, secrets),
                onDemand,
                copies,
                new ClientSettings.Times(
                        start, request, session, check, slowListener, new ClientSettings.Judging(gate, transaction)),
                new ClientSettings.Publishing(author, keep, maxContent),
                new ClientSettings.Signing(signingKey, trust, application),
                onEvent);
        return PlainClient.start(settings, store);
    }

    private static Duration between(String name, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new InvalidRequestException(
                    name + " must be between " + least + " and " + most + ", but is " + value);
        }
        return value;
    }
}
