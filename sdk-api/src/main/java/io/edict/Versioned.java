package io.edict;

import java.util.List;
import java.util.NoSuchElementException;

/**
 * A value with the versions that it came from.
 *
 * @param value the value
 * @param from the documents' versions: one for a value of a document; for a value of a {@link LayeredView} one for each
 *     document that is there, from the highest layer to the lowest; none for a fallback as long as
 *     there is no version at all
 * @param <T> the value's type
 */
public record Versioned<T>(T value, List<VersionInfo> from) {
    /**
     * Copies the list.
     *
     * @param value the value
     * @param from the documents' versions
     */
    public Versioned {
        from = List.copyOf(from);
    }

    /**
     * The version that the value came from; where there are several, that of the highest layer.
     *
     * @return the version
     * @throws NoSuchElementException if the value came from no document
     */
    public Version version() {
        if (from.isEmpty()) {
            throw new NoSuchElementException("The value comes from no document");
        }
        return from.get(0).version();
    }

    /** Returns the versions; never the value. */
    @Override
    public String toString() {
        return "Versioned"
                + from.stream()
                        .map(info -> info.id() + " version " + info.version())
                        .toList();
    }
}
