package io.edict.spring.internal.importing;

import io.edict.DocumentId;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.config.ConfigDataResource;

/** One document that an import stands for, or nothing. Two are equal if they are the same document. */
final class EdictResource extends ConfigDataResource {
    private final @Nullable ImportedDocument imported;
    private final boolean profileSpecific;

    private EdictResource(@Nullable ImportedDocument imported, boolean profileSpecific) {
        this.imported = imported;
        this.profileSpecific = profileSpecific;
    }

    static EdictResource of(ImportedDocument imported, boolean profileSpecific) {
        return new EdictResource(imported, profileSpecific);
    }

    /** What an import stands for when Edict is switched off: it was taken note of, and loads nothing. */
    static EdictResource nothing() {
        return new EdictResource(null, false);
    }

    @Nullable
    ImportedDocument imported() {
        return imported;
    }

    boolean profileSpecific() {
        return profileSpecific;
    }

    private @Nullable DocumentId document() {
        return imported == null ? null : imported.document();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof EdictResource resource && java.util.Objects.equals(document(), resource.document());
    }

    @Override
    public int hashCode() {
        return java.util.Objects.hashCode(document());
    }

    @Override
    public String toString() {
        return imported == null ? "nothing, as edict.enabled is false" : "edict:" + imported.document();
    }
}
