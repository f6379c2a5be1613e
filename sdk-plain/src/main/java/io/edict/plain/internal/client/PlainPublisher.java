package io.edict.plain.internal.client;

import com.typesafe.config.ConfigFactory;
import io.edict.AuditEntry;
import io.edict.AuditEntry.Standing;
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
import io.edict.VersionInfo.Sender;
import io.edict.error.CorruptContentException;
import io.edict.error.DocumentAbsentException;
import io.edict.error.EdictException;
import io.edict.error.InvalidDocumentException;
import io.edict.error.InvalidRequestException;
import io.edict.error.SecretException;
import io.edict.error.UntrustedVersionException;
import io.edict.error.VersionNotKeptException;
import io.edict.plain.internal.content.DocumentParser;
import io.edict.plain.internal.content.IndexedConfig;
import io.edict.plain.internal.content.IndexedSnapshot;
import io.edict.plain.internal.content.KeyDiff;
import io.edict.plain.internal.content.TextDiff;
import io.edict.plain.internal.signing.Trust;
import io.edict.plain.internal.store.Change;
import io.edict.plain.internal.store.ConfigStore;
import io.edict.plain.internal.store.Content;
import io.edict.plain.internal.store.Deadline;
import io.edict.plain.internal.store.Issuer;
import io.edict.plain.internal.store.Kept;
import io.edict.plain.internal.store.Reading;
import io.edict.plain.internal.store.StoredVersion;
import java.time.Duration;
import java.time.Instant;
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
    private final ClientSettings.Signing signing;
    private final Duration timeout;
    private final InstantSource clock;

    PlainPublisher(ConfigStore store, ClientSettings settings, InstantSource clock) {
        this.store = store;
        this.defaults = settings.publishing();
        this.signing = settings.signing();
        this.timeout = settings.times().request();
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
        Sender sender = ThisProcess.describe(signing.program());
        List<Change> changes = new ArrayList<>();
        for (Publication publication : publications) {
            changes.add(change(publication, sender, deadline));
        }
        return store.publish(changes, new Issuer(UUID.randomUUID(), signing.signer()), deadline);
    }

    @Override
    public Optional<Document> read(DocumentId id) {
        Reading reading = store.current(id, Deadline.after(timeout));
        if (reading instanceof Reading.Unreadable unreadable) {
            throw unreadable.reason();
        }
        if (reading instanceof Reading.Untrusted untrusted) {
            throw untrusted.reason();
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
    public List<AuditEntry> audit(DocumentId id) {
        return store.kept(id, Deadline.after(timeout)).stream().map(this::entry).toList();
    }

    private AuditEntry entry(Kept kept) {
        if (kept instanceof Kept.Intact intact) {
            return entry(intact);
        }
        Kept.Damaged damaged = (Kept.Damaged) kept;
        return new AuditEntry.Damaged(damaged.number(), damaged.reason().getMessage());
    }

    private AuditEntry entry(Kept.Intact kept) {
        Trust trust = signing.trust();
        if (trust == null) {
            boolean signed = kept.info().signature() != null;
            return new AuditEntry.Kept(kept.info(), signed ? Standing.UNCHECKED : Standing.UNSIGNED, "");
        }
        Trust.Opinion opinion = trust.of(kept.storeId(), kept.info());
        return new AuditEntry.Kept(kept.info(), opinion.standing(), opinion.remark());
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
            Reading reading = store.current(id, deadline);
            if (reading instanceof Reading.Present present) {
                infos.add(present.version().info());
            } else if (reading instanceof Reading.Untrusted untrusted) {
                infos.add(untrusted.version().info());
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

    private Change change(Publication publication, Sender sender, Deadline deadline) {
        Publication.What what = publication.what();
        if (what instanceof Publication.What.Text text) {
            if (publication.options().check()) {
                DocumentParser.check(publication.id(), text.format(), text.text());
            }
            return change(publication, sender, Kind.CONTENT, text.format(), Content.ofText(text.text()));
        }
        if (what instanceof Publication.What.Rollback rollback) {
            StoredVersion older = older(publication.id(), rollback.number(), deadline);
            return change(publication, sender, Kind.CONTENT, older.info().format(), older.content());
        }
        return change(publication, sender, Kind.DELETION, null, Content.EMPTY);
    }

    private Change change(Publication publication, Sender sender, Kind kind, @Nullable Format format, Content content) {
        Publication.Options options = publication.options();
        String author = options.author() == null ? defaults.author() : options.author();
        String message = options.message();
        long repeats = publication.what() instanceof Publication.What.Rollback rollback ? rollback.number() : 0;
        if (message.isEmpty() && repeats > 0) {
            message = "Rolled back to version " + repeats;
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        VersionInfo.Origin origin = new VersionInfo.Origin(author, now, message, sender, repeats);
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
        Trust trust = signing.beforeSigning();
        UntrustedVersionException objection = trust == null ? null : trust.objection(older.storeId(), older.info());
        if (objection != null) {
            throw objection;
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
                ? new IndexedSnapshot(info, source, IndexedConfig.of(ConfigFactory.empty()))
                : new IndexedSnapshot(
                        info, source, DocumentParser.read(info, document.text()).alone());
    }
}
