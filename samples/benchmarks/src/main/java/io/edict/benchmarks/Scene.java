package io.edict.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What there is while a change is pushed.
 *
 * @param servers where the server is
 * @param keys of each document that is followed
 * @param followed how many documents are followed, of which the first changes
 * @param siblings how many more there are beside them
 */
record Scene(String servers, int keys, int followed, int siblings) {
    static Scene of(String servers, int bytes, int followed, int siblings) {
        return new Scene(servers, Corpus.keys(Corpus.Form.PROPERTIES, bytes), followed, siblings);
    }

    /** The names of what is followed. */
    List<String> names() {
        return IntStream.range(0, followed).mapToObj(i -> "followed" + i).toList();
    }

    /** The names of the rest. */
    List<String> others() {
        return IntStream.range(0, siblings).mapToObj(i -> "sibling" + i).toList();
    }

    /** A version of a document. */
    String text(int change) {
        return Corpus.text(Corpus.Form.PROPERTIES, keys, change);
    }

    byte[] bytes(int change) {
        return text(change).getBytes(StandardCharsets.UTF_8);
    }
}
