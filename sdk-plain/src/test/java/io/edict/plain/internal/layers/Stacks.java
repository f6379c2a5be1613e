package io.edict.plain.internal.layers;

import io.edict.DocumentId;
import io.edict.Format;
import io.edict.Layer;
import io.edict.Source;
import io.edict.Version;
import io.edict.VersionInfo;
import io.edict.plain.internal.content.DocumentParser;
import io.edict.plain.internal.content.IndexedSnapshot;
import io.edict.plain.internal.content.Parsed;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Layers for tests. */
final class Stacks {
    private Stacks() {}

    static MergedSnapshot merged(Part... highestFirst) {
        return Merge.of(List.of(highestFirst));
    }

    /** Documents {@code shop/a}, {@code shop/b} and so on, the highest first. */
    static MergedSnapshot documents(String... texts) {
        return Merge.of(Arrays.stream(texts)
                .map(text -> document("shop/" + (char) ('a' + List.of(texts).indexOf(text)), 1, text))
                .toList());
    }

    static Part document(String id, long version, String hocon) {
        VersionInfo info = info(id, version, VersionInfo.Kind.CONTENT);
        Parsed parsed = DocumentParser.read(info, hocon);
        Source source = new Source(Source.Kind.STORE, "here");
        return Part.document(
                new Layer.OfDocument(info.id(), false), new IndexedSnapshot(info, source, parsed.alone()), parsed);
    }

    static Part deleted(String id, long version) {
        VersionInfo info = info(id, version, VersionInfo.Kind.DELETION);
        Parsed parsed = DocumentParser.read(info, "");
        Source source = new Source(Source.Kind.STORE, "here");
        return Part.document(
                new Layer.OfDocument(info.id(), false), new IndexedSnapshot(info, source, parsed.alone()), parsed);
    }

    static Part text(String name, String hocon) {
        return Part.text(new Layer.OfText(name, hocon));
    }

    static Part environment(String... namesAndValues) {
        return LocalLayers.of(new Layer.OfEnvironment("ORDERS_"), map(namesAndValues));
    }

    static Part properties(String... namesAndValues) {
        return LocalLayers.of(new Layer.OfSystemProperties("orders."), map(namesAndValues));
    }

    private static Map<String, String> map(String... namesAndValues) {
        Map<String, String> map = new TreeMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }

    private static VersionInfo info(String id, long number, VersionInfo.Kind kind) {
        DocumentId document = DocumentId.of(id);
        return new VersionInfo(
                document,
                new Version(1, number),
                kind,
                Format.HOCON,
                1,
                "0".repeat(64),
                new VersionInfo.Origin("ann", Instant.EPOCH, ""),
                new UUID(0, number),
                List.of(new VersionInfo.Member(document, number)));
    }
}
