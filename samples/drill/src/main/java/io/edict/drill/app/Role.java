package io.edict.drill.app;

import io.edict.Layer;
import io.edict.Layers;
import java.util.ArrayList;
import java.util.List;

/** What a follower follows, and how. */
enum Role {
    /** Some documents, one by one. */
    DOCUMENTS,
    /** All documents of a namespace. */
    NAMESPACE,
    /** Documents that are published together, layered, and pinned. */
    LAYERED,
    /** A document, and others on demand. */
    ON_DEMAND,
    /** Some documents, without local copies. */
    FORGETFUL;

    /** Ten followers are four, two, two, one and one. */
    private static final List<Role> MIX = List.of(
            DOCUMENTS, LAYERED, NAMESPACE, ON_DEMAND, DOCUMENTS, FORGETFUL, LAYERED, DOCUMENTS, NAMESPACE, DOCUMENTS);

    static final Layers LAYERS =
            Layers.of(Corpus.TOGETHER.stream().map(Layer::document).toArray(Layer[]::new));

    static Role of(int index) {
        return MIX.get(index % MIX.size());
    }

    boolean copies() {
        return this != FORGETFUL;
    }

    /** The documents that are there as long as the client runs. */
    List<String> documents(int index) {
        return switch (this) {
            case NAMESPACE -> Corpus.SINGLE;
            case LAYERED -> Corpus.TOGETHER;
            case ON_DEMAND -> List.of(Corpus.SINGLE.get(0));
            case DOCUMENTS, FORGETFUL -> some(index);
        };
    }

    private static List<String> some(int index) {
        List<String> documents = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            documents.add(Corpus.SINGLE.get((index + 2 * i) % Corpus.SINGLE.size()));
        }
        if (index % 10 == 0) {
            documents.addAll(Corpus.BIG);
        }
        return documents;
    }
}
