package io.edict.spring.internal.importing;

import io.edict.DocumentId;
import io.edict.error.InvalidRequestException;
import io.edict.spring.EdictProperties;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.context.config.ConfigDataLocation;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;

/**
 * The documents that an import stands for, the lowest first: first all that it names, in order, then their variants, profile
 * by profile. Variants may be absent, and so may the shared document that Edict assumes when the application named none.
 */
final class Expansion {
    private final ConfigDataLocation location;
    private final EdictProperties properties;
    private final Binder binder;
    private final boolean lenient;
    private final List<EdictResource> documents = new ArrayList<>();
    private final List<DocumentId> withVariants = new ArrayList<>();

    Expansion(ConfigDataLocation location, EdictProperties properties, Binder binder) {
        this.location = location;
        this.properties = properties;
        this.binder = binder;
        this.lenient = binder.bind("spring.config.on-not-found", String.class)
                .orElse("fail")
                .equalsIgnoreCase("ignore");
    }

    List<EdictResource> documents(Iterable<String> profiles) {
        for (ImportLocation member : ImportLocation.parse(location, properties.namespace())) {
            DocumentId named = member.document();
            if (named == null) {
                addAutomatic(member);
            } else {
                add(named, member.optional(), member.profiles());
            }
        }
        for (String profile : profiles) {
            withVariants.forEach(id -> addVariant(id, profile));
        }
        return documents;
    }

    private void addAutomatic(ImportLocation member) {
        boolean assumed =
                !binder.bind("edict.shared", Bindable.listOf(String.class)).isBound();
        DocumentId own = own();
        for (String shared : properties.shared()) {
            DocumentId id = shared(shared);
            if (!id.equals(own)) {
                add(id, assumed || member.optional(), member.profiles());
            }
        }
        add(own, member.optional(), member.profiles());
    }

    private DocumentId shared(String name) {
        try {
            return new DocumentId(properties.namespace(), name);
        } catch (InvalidRequestException e) {
            throw Failures.unusable(
                    "edict.shared or edict.namespace cannot be part of a document's name: " + e.getMessage() + ".",
                    "correct edict.shared or edict.namespace",
                    e);
        }
    }

    private DocumentId own() {
        String name = properties.application();
        if (name == null) {
            name = binder.bind("spring.application.name", String.class).orElse("");
        }
        if (name.isBlank()) {
            throw Failures.nameless(location, name, null);
        }
        try {
            return new DocumentId(properties.namespace(), name);
        } catch (InvalidRequestException e) {
            throw Failures.nameless(location, name, e);
        }
    }

    private void add(DocumentId id, boolean optional, boolean profiles) {
        add(id, optional || lenient, profiles, false);
    }

    private void add(DocumentId id, boolean optional, boolean profiles, boolean variant) {
        ImportedDocument imported = new ImportedDocument(id, location.toString(), optional);
        documents.add(EdictResource.of(new EdictResource.Wanted(imported, variant, Failures.origin(location))));
        if (profiles) {
            withVariants.add(id);
        }
    }

    /** A profile may have characters that the name of a document has not; then no such variant can exist. */
    private void addVariant(DocumentId id, String profile) {
        try {
            DocumentId variant = new DocumentId(id.namespace(), id.name() + properties.profileSeparator() + profile);
            add(variant, true, false, true);
        } catch (InvalidRequestException e) {
            return;
        }
    }
}
