package io.edict.plain.internal.signing;

import io.edict.DocumentId;
import io.edict.error.InvalidRequestException;
import java.security.PublicKey;
import java.security.spec.InvalidKeySpecException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * A public key, and what it may sign.
 *
 * @param key the key
 * @param namespaces the namespaces of which it may sign documents; all, if there are none
 */
public record TrustedKey(PublicKey key, Set<String> namespaces) {
    private static final String NAMESPACES = "namespaces:";

    /** Checks both. */
    public TrustedKey {
        if (!Ed25519.fits(key)) {
            throw new IllegalArgumentException("it is no public key of Ed25519");
        }
        namespaces.forEach(DocumentId::checkNamespace);
        namespaces = Set.copyOf(namespaces);
    }

    /**
     * Reads a text: lines of comment that begin with {@code #}, possibly {@code namespaces: shop, billing}, and the key. Any
     * other line is an error: a restriction with a slip of the pen must not be none.
     *
     * @throws IllegalArgumentException if it is no such text
     */
    public static TrustedKey ofPem(String text) {
        Pem.Block block = Pem.read(Pem.PUBLIC, text);
        Set<String> namespaces = new LinkedHashSet<>();
        for (String line : block.before()) {
            if (line.startsWith(NAMESPACES)) {
                Arrays.stream(line.substring(NAMESPACES.length()).split(",", -1))
                        .map(String::strip)
                        .forEach(namespaces::add);
            } else if (!line.startsWith("#")) {
                throw new IllegalArgumentException(
                        "before the key it has a line that is neither a comment (#) nor \"namespaces: a, b\"");
            }
        }
        try {
            return new TrustedKey(Ed25519.publicKey(block.bytes()), namespaces);
        } catch (InvalidKeySpecException e) {
            throw new IllegalArgumentException("it is no public key of Ed25519", e);
        } catch (InvalidRequestException e) {
            throw new IllegalArgumentException("it names a namespace that cannot be: " + e.getMessage(), e);
        }
    }

    /** The key's id. */
    public String id() {
        return Ed25519.id(key);
    }

    /** The same key from two places, which may sign what either allows. */
    static TrustedKey together(TrustedKey one, TrustedKey other) {
        Set<String> both = new LinkedHashSet<>(one.namespaces);
        both.addAll(other.namespaces);
        boolean all = one.namespaces.isEmpty() || other.namespaces.isEmpty();
        return new TrustedKey(one.key, all ? Set.of() : both);
    }

    boolean maySign(DocumentId document) {
        return namespaces.isEmpty() || namespaces.contains(document.namespace());
    }

    @Override
    public String toString() {
        return namespaces.isEmpty() ? id() : id() + " for " + new TreeSet<>(namespaces);
    }
}
