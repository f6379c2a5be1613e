package io.edict.plain;

import com.typesafe.config.Config;
import io.edict.DocumentId;
import io.edict.Format;
import io.edict.Version;
import io.edict.VersionInfo;
import io.edict.plain.internal.content.DocumentParser;
import io.edict.plain.internal.content.Parsed;
import io.edict.plain.internal.secrets.SecretReader;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Two keys, one document, and its text read as a client reads it. */
final class SecretBench {
    static final DocumentId ORDERS = DocumentId.of("shop/orders");
    static final String OLD_KEY = Keys.newKey("2026-05");
    static final String NEW_KEY = Keys.newKey("2026-11");

    /** Both keys, the newer one current. */
    static final KeyProvider KEYS = keys("current = 2026-11\n" + OLD_KEY + "\n" + NEW_KEY);

    static final KeyProvider OLD_KEYS = keys("current = 2026-05\n" + OLD_KEY);

    private SecretBench() {}

    static KeyProvider keys(String text) {
        return Keys.environment("KEYS", Map.of("KEYS", text));
    }

    /** The value encrypted for a path of the document. */
    static String enc(String path, String clear) {
        return Secrets.encrypt(KEYS, ORDERS, path, clear);
    }

    static Parsed parsed(DocumentId id, Format format, String text) {
        VersionInfo info = new VersionInfo(
                id,
                new Version(1, 7),
                VersionInfo.Kind.CONTENT,
                format,
                text.length(),
                "",
                new VersionInfo.Origin("me", Instant.EPOCH, ""),
                new UUID(0, 0),
                List.of());
        return DocumentParser.read(info, text, SecretReader.of(new ProvidedKeys(KEYS)));
    }

    static Config hocon(String text) {
        return parsed(ORDERS, Format.HOCON, text).resolved().config();
    }
}
