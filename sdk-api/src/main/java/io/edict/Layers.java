package io.edict;

import io.edict.error.InvalidRequestException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a {@link LayeredView} is made of: layers from the highest to the lowest. A value of a higher layer hides one at the
 * same path of a lower layer; objects are merged. A substitution such as {@code ${pool.size}} stands for the merged value,
 * whichever layer that comes from, unless the layers are resolved {@link #eachAlone() each alone}.
 *
 * @param layers the layers, the highest first; at least one of them a document of the store, none twice
 * @param gates who judges merged versions, in order
 * @param alone whether a substitution stands for a value of the same document or text only
 */
public record Layers(List<Layer> layers, List<Gate<LayeredSnapshot>> gates, boolean alone) {
    /**
     * Copies and checks the lists.
     *
     * @param layers the layers, the highest first; at least one of them a document of the store, none twice
     * @param gates who judges merged versions, in order
     * @param alone whether a substitution stands for a value of the same document or text only
     * @throws InvalidRequestException if there is no document, or a layer occurs twice
     */
    public Layers {
        layers = List.copyOf(layers);
        gates = List.copyOf(gates);
        if (layers.stream().noneMatch(Layer.OfDocument.class::isInstance)) {
            throw new InvalidRequestException(
                    "There is no document of the store among the layers; add one with Layer.document");
        }
        Set<String> names = new HashSet<>();
        for (Layer layer : layers) {
            if (!names.add(layer.toString())) {
                throw new InvalidRequestException(layer + " occurs twice among the layers; name each once");
            }
        }
    }

    /**
     * Layers without gates.
     *
     * @param highestFirst the layers, the highest first
     * @return the layers
     * @throws InvalidRequestException if there is no document, or a layer occurs twice
     */
    public static Layers of(Layer... highestFirst) {
        return new Layers(List.of(highestFirst), List.of(), false);
    }

    /**
     * Lets application code refuse merged versions before anyone sees them. What it refuses keeps the documents that
     * brought it about on their last good versions too.
     *
     * @param gate the judge
     * @return the changed copy
     */
    public Layers gate(Gate<LayeredSnapshot> gate) {
        List<Gate<LayeredSnapshot>> more = new ArrayList<>(gates);
        more.add(gate);
        return new Layers(layers, more, alone);
    }

    /**
     * Resolves each document and text by itself: a substitution stands for a value of the same document, whatever other
     * layers have at that path, and one that leads out of it is a flaw of that document. What a document says then does
     * not depend on which others it is combined with.
     *
     * @return the changed copy
     */
    public Layers eachAlone() {
        return new Layers(layers, gates, true);
    }

    /** Returns the layers' names, the highest first. */
    @Override
    public String toString() {
        return layers.stream().map(Layer::toString).collect(Collectors.joining(" over "));
    }
}
