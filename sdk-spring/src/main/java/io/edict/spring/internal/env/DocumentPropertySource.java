package io.edict.spring.internal.env;

import io.edict.DocumentId;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.core.env.EnumerablePropertySource;

/**
 * Shows one document in Spring's environment: always the version in force of the generations that it reads. Hands out the
 * same array of names as long as the version is the same, which saves Spring Boot from mapping them anew.
 */
public final class DocumentPropertySource extends EnumerablePropertySource<DocumentId> implements OriginLookup<String> {
    private final Supplier<Generation> generations;
    private final int place;

    /**
     * Shows a document.
     *
     * @param document the document
     * @param generations gives the generation to read
     * @param place the document's place among the parts
     */
    public DocumentPropertySource(DocumentId document, Supplier<Generation> generations, int place) {
        super(nameOf(document), document);
        this.generations = generations;
        this.place = place;
    }

    /**
     * What the property source of a document is called.
     *
     * @param document the document
     * @return for example {@code edict:shop/orders}
     */
    public static String nameOf(DocumentId document) {
        return "edict:" + document;
    }

    /**
     * The same source as a new instance, so that Spring Boot forgets what it remembers of the names.
     *
     * @return the copy
     */
    public DocumentPropertySource fresh() {
        return reading(generations);
    }

    /**
     * The same document in other generations.
     *
     * @param other gives the generation to read
     * @return the source
     */
    public DocumentPropertySource reading(Supplier<Generation> other) {
        return new DocumentPropertySource(getSource(), other, place);
    }

    /**
     * The document's place among the parts of a generation.
     *
     * @return the place
     */
    public int place() {
        return place;
    }

    private Part part() {
        return generations.get().parts().get(place);
    }

    @Override
    public String[] getPropertyNames() {
        return part().names();
    }

    @Override
    public boolean containsProperty(String name) {
        return part().has(name);
    }

    @Override
    public @Nullable Object getProperty(String name) {
        return part().value(name);
    }

    @Override
    public @Nullable Origin getOrigin(String name) {
        return part().origin(name);
    }
}
