package io.edict.spring.internal.importing;

import io.edict.DocumentId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.config.ConfigDataResource;

/** One document that an import stands for, or nothing. Two are equal if they are the same document. */
final class EdictResource extends ConfigDataResource {
    private final @Nullable Wanted wanted;

    private EdictResource(@Nullable Wanted wanted) {
        this.wanted = wanted;
    }

    /**
     * A document to import.
     *
     * @param imported the document
     * @param variant whether it is another document's variant for a profile
     * @param place the import and where it stands, for people
     */
    record Wanted(ImportedDocument imported, boolean variant, String place) {}

    static EdictResource of(Wanted wanted) {
        return new EdictResource(wanted);
    }

    /** What an import stands for where nothing is to be loaded: it was taken note of. */
    static EdictResource nothing() {
        return new EdictResource(null);
    }

    @Nullable
    Wanted wanted() {
        return wanted;
    }

    private @Nullable DocumentId document() {
        return wanted == null ? null : wanted.imported().document();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof EdictResource resource && Objects.equals(document(), resource.document());
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(document());
    }

    /** Returns for example {@code edict:shop/orders}. */
    @Override
    public String toString() {
        return document() == null ? "edict: (nothing)" : ImportLocation.PREFIX + document();
    }
}
