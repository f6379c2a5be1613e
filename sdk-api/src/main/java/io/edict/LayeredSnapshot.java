package io.edict;

import java.util.List;

/** Several documents in layers at one moment, merged, with all substitutions resolved across them. Immutable. */
public interface LayeredSnapshot extends Values {
    /**
     * The documents' versions that this is made of, from the highest layer to the lowest. Documents that are absent are
     * left out. A reference to a value of another layer has no value in these.
     *
     * @return the snapshots
     */
    List<Snapshot> documents();

    /**
     * Tells which layer a value comes from, and which other layers have one there that is hidden.
     *
     * @param path the path of a value or an object
     * @return the explanation; it has no contributions if no layer has a value there
     */
    Explanation explain(String path);

    /**
     * The values of documents that a higher layer hides.
     *
     * @return the hidden values, sorted by path
     */
    List<Shadowed> shadowed();
}
