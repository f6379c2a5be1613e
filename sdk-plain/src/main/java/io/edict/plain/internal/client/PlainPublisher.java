package io.edict.plain.internal.client;

import com.typesafe.config.ConfigFactory;
import io.edict.ConfigPublisher;
import io.edict.Document;
import io.edict.DocumentDiff;
import io.edict.DocumentId;
import io.edict.Format;
import io.edict.KeyChange;
import io.edict.Publication;
import io.edict.PublishResult;
import io.edict.Snapshot;
import io.edict.Source;
import io.edict.VersionInfo;
import io.edict.VersionInfo.Kind;
import io.edict.error.CorruptContentException;
import io.edict.error.DocumentAbsentException;
import io.edict.error.EdictException;
import io.edict.error.InvalidDocumentException;
import io.edict.error.InvalidRequestException;
import io.edict.error.SecretException;
import io.edict.error.VersionNotKeptException;
import io.edict.plain.internal.content.DocumentParser;
import io.edict.plain.internal.content.IndexedSnapshot;
import io.edict.plain.internal.content.KeyDiff;
import io.edict.plain.internal.content.TextDiff;
import io.edict.plain.internal.store.Change;
import io.edict.plain.internal.store.ConfigStore;
import io.edict.plain.internal.store.Content;
import io.edict.plain.internal.store.Deadline;
import io.edict.plain.internal.store.Reading;
import io.edict.plain.internal.store.StoredVersion;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Publishes and reads history on the caller's thread. */
final class PlainPublisher implements ConfigPublisher {
    private final ConfigStore store;
    private final ClientSettings.Publishing defaults;
    private final Duration timeout;
    private final InstantSource clock;

    PlainPublisher(ConfigStore store, ClientSettings.Publishing defaults, Duration timeout, InstantSource clock) {
        this.store = store;
        this.defaults = defaults;
        this.timeout = timeout;
        this.clock = clock;
    }

    @Override
    public PublishResult publish(Publication publication) {
        return publish(List.of(publication)).get(0);
    }

    @Override
    public List<PublishResult> publish(List<Publication> publications) {
        checkDistinct(publications);
        Deadline deadline = Deadline.after(timeout);
        List<Change> changes = new ArrayList<>();
        for (Publication publication : publications) {
            changes.add(change(publication, deadline));
        }
        return store.publish(changes, UUID.randomUUID(), deadline);
    }

    @Override
    public Optional<Document> read(DocumentId id) {
        Reading reading = store.current(id, Deadline.after(timeout));
        if (reading instanceof Reading.Unreadable unreadable) {
            throw unreadable.reason();
        }
        return reading instanceof Reading.Present present ? Optional.of(document(present.version())) : Optional.empty();
    }

    @Override
    public Document read(DocumentId id, long number) {
        return document(store.content(id, number, Deadline.after(timeout)));
    }

    @Override
    public List<VersionInfo> history(DocumentId id) {
        return store.history(id, Deadline.after(timeout));
    }

    @Override
    public DocumentDiff diff(DocumentId id, long from, long to) {
        Deadline deadline = Deadline.after(timeout);
        Document old = document(store.content(id, from, deadline));
        Document fresh = document(store.content(id, to, deadline));
        List<String> text = TextDiff.unified(label(old), label(fresh), old.text(), fresh.text());
        return new DocumentDiff(old.info(), fresh.info(), keys(old, fresh), text);
    }

    @Override
    public List<String> namespaces() {
        return store.namespaces(Deadline.after(timeout));
    }

    @Override
    public List<VersionInfo> list(String namespace) {
        Deadline deadline = Deadline.after(timeout);
        List<VersionInfo> infos = new ArrayList<>();
        for (DocumentId id : store.documents(DocumentId.checkNamespace(namespace), deadline)) {
            if (store.current(id, deadline) instanceof Reading.Present present) {
                infos.add(present.version().info());
            }
        }
        return infos;
    }

    private static void checkDistinct(List<Publication> publications) {
        if (publications.isEmpty()) {
            throw new InvalidRequestException("There is nothing to publish; name at least one document");
        }
        Set<DocumentId> ids = new HashSet<>();
        for (Publication publication : publications) {
            if (!ids.add(publication.id())) {
                throw new InvalidRequestException(
                        publication.id() + " occurs twice in one transaction; publish each document once");
            }
        }
    }

    private Change change(Publication publication, Deadline deadline) {
        Publication.What what = publication.what();
        if (what instanceof Publication.What.Text text) {
            if (publication.options().check()) {
                DocumentParser.check(publication.id(), text.format(), text.text());
            }
            return change(publication, Kind.CONTENT, text.format(), Content.ofText(text.text()));
        }
        if (what instanceof Publication.What.Rollback rollback) {
            StoredVersion older = older(publication.id(), rollback.number(), deadline);
            return change(publication, Kind.CONTENT, older.info().format(), older.content());
        }
        return change(publication, Kind.DELETION, null, Content.EMPTY);
    }

    private Change change(Publication publication, Kind kind, @Nullable Format format, Content content) {
        Publication.Options options = publication.options();
        String author = options.author() == null ? defaults.author() : options.author();
        String message = options.message();
        if (message.isEmpty() && publication.what() instanceof Publication.What.Rollback rollback) {
            message = "Rolled back to version " + rollback.number();
        }
        VersionInfo.Origin origin =
                new VersionInfo.Origin(author, clock.instant().truncatedTo(ChronoUnit.MILLIS), message);
        int keep = options.keep() == 0 ? defaults.keep() : options.keep();
        return new Change(
                publication.id(), kind, format, content, origin, new Change.Rule(publication.expectation(), keep));
    }

    private StoredVersion older(DocumentId id, long number, Deadline deadline) {
        StoredVersion older;
        try {
            older = store.content(id, number, deadline);
        } catch (VersionNotKeptException e) {
            if (store.history(id, deadline).isEmpty()) {
                throw new DocumentAbsentException(
                        "There is no document " + id + " to roll back; publish it first", id, null);
            }
            throw e;
        }
        if (older.info().isDeletion()) {
            throw new InvalidRequestException(
                    "Version " + number + " of " + id
                            + " is a deletion and has no content to roll back to; delete the document, or choose another version");
        }
        return older;
    }

    private static Document document(StoredVersion version) {
        String text = version.content().text();
        if (text == null) {
            throw new CorruptContentException(
                    version.info().id() + " version " + version.info().version()
                            + " is not valid UTF-8; publish the document again, as UTF-8",
                    version.info().id(),
                    version.info().version(),
                    null);
        }
        return new Document(version.info(), text);
    }

    private static String label(Document document) {
        return document.info().id() + " version " + document.info().version();
    }

    private static List<KeyChange> keys(Document old, Document fresh) {
        try {
            return KeyDiff.between(snapshot(old), snapshot(fresh));
        } catch (InvalidDocumentException | SecretException oneSideHasNoKeys) {
            return List.of();
        }
    }

    private static Snapshot snapshot(Document document) throws EdictException {
        VersionInfo info = document.info();
        Source source = new Source(Source.Kind.STORE, "history");
        return info.isDeletion()
                ? new IndexedSnapshot(info, source, ConfigFactory.empty())
                : new IndexedSnapshot(
                        info, source, DocumentParser.read(info, document.text()).alone());
    }
}
