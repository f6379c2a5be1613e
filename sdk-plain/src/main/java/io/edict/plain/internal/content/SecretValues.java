package io.edict.plain.internal.content;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import io.edict.error.SecretException;
import io.edict.plain.internal.secrets.EncryptedValue;
import io.edict.plain.internal.secrets.SecretFlaw;
import io.edict.plain.internal.secrets.SecretReader;
import io.edict.plain.internal.secrets.Token;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decrypts the encrypted values of one text, before its substitutions are resolved, each with the path at which it is
 * written: the keys around it, and its positions in lists, counted within the brackets in which it is written. A value is
 * marked as secret, so that typesafe-config carries the mark on to whatever is made of it.
 *
 * <p>typesafe-config gives no access to values within what is still to be resolved (a value that a substitution may
 * replace, an object that is merged with another). They are read from its rendered form, decrypted as well, and kept aside
 * ({@link SetAside}) until substitutions are resolved.
 */
final class SecretValues {
    /** Bounds what one version may cost the keys. */
    static final int MAX = 10_000;

    private final TextSource source;
    private final SecretReader reader;
    private final Map<String, SetAside.Value> aside = new LinkedHashMap<>();
    private final Set<EncryptedValue> found = new LinkedHashSet<>();

    private int count;
    /** Of the value to be resolved that is looked into, if one is. */
    private @Nullable ConfigOrigin within;

    SecretValues(TextSource source, SecretReader reader) {
        this.source = source;
        this.reader = reader;
    }

    /** Whether a text may have encrypted values; costs others one search. */
    static boolean mayBeIn(String text) {
        // Searching for one character is a good deal faster than for several, and few texts have this one.
        int last = Token.START.length() - 1;
        char bracket = Token.START.charAt(last);
        for (int at = text.indexOf(bracket); at >= 0; at = text.indexOf(bracket, at + 1)) {
            if (text.startsWith(Token.START, at - last)) {
                return true;
            }
        }
        return false;
    }

    /** The values that can be reached, decrypted. */
    Config in(Config config) {
        return ((ConfigObject) walked(config.root(), "")).toConfig();
    }

    /** The values that can not be reached, for when they can. */
    SetAside aside() {
        return new SetAside(aside);
    }

    /** The encrypted values. */
    Set<EncryptedValue> found() {
        return found;
    }

    private ConfigValue walked(ConfigValue value, String path) {
        if (Unresolved.is(value)) {
            rendered(Unresolved.rendered(value), path, value.origin());
            return value;
        }
        if (value instanceof ConfigObject object) {
            return Rebuilt.object(object, (key, inner) -> walked(inner, below(path, key)));
        }
        if (value instanceof ConfigList list) {
            return Rebuilt.list(list, (index, inner) -> walked(inner, path + "[" + index + "]"));
        }
        if (value.valueType() != ConfigValueType.STRING) {
            return value;
        }
        String text = (String) value.unwrapped();
        return text.contains(Token.START) ? text(value, text, path) : value;
    }

    private static String below(String path, String key) {
        return path.isEmpty() ? Paths.element(key) : path + "." + Paths.element(key);
    }

    /** Strings, objects and lists in what typesafe-config rendered; all else there are substitutions and signs. */
    private void rendered(String rendered, String path, ConfigOrigin origin) {
        if (!rendered.contains(Token.START)) {
            return;
        }
        ConfigOrigin outer = within;
        within = outer == null ? origin : outer;
        int at = 0;
        while (at < rendered.length()) {
            int end = Layer.partEnd(rendered, at);
            char first = rendered.charAt(at);
            if (first == '"' || first == '{' || first == '[') {
                ConfigObject parsed = ConfigFactory.parseString("v:" + rendered.substring(at, end))
                        .root();
                ConfigValue part = parsed.get("v");
                if (part != null) {
                    walked(part, path);
                }
            }
            at = end;
        }
        within = outer;
    }

    private ConfigValue text(ConfigValue value, String text, String path) {
        try {
            Token token = Token.of(text);
            if (token == null) {
                return value;
            }
            SetAside.Value clear = clear(token, text, path);
            if (within != null) {
                keepAside(text, clear);
            }
            return clear.in(value, clear.text());
        } catch (SecretFlaw flaw) {
            throw refusal(flaw, path, within == null ? value.origin() : within);
        }
    }

    private SetAside.Value clear(Token token, String text, String path) throws SecretFlaw {
        if (token.isClear()) {
            return new SetAside.Value(token.body(), null);
        }
        if (++count > MAX) {
            throw new SecretFlaw(token.keyId(), "is one of more than " + MAX + "; have fewer in one document");
        }
        found.add(new EncryptedValue(path, token));
        String clear = reader.clear(token, source.id(), path);
        return new SetAside.Value(clear == null ? text : clear, token.keyId());
    }

    private void keepAside(String text, SetAside.Value clear) throws SecretFlaw {
        if (clear.keyId() == null
                && aside.values().stream()
                                .filter(value -> value.keyId() == null)
                                .count()
                        >= SetAside.MAX_CLEAR) {
            throw new SecretFlaw("", "is one of too many texts that begin with enc(text:, where substitutions follow");
        }
        aside.put(text, clear);
    }

    private SecretException refusal(SecretFlaw flaw, String path, ConfigOrigin origin) {
        int line = origin.lineNumber();
        String key = flaw.keyId().isEmpty() ? "" : ", key \"" + flaw.keyId() + "\",";
        String message = source.name() + " cannot be used: the encrypted value at " + path
                + (line > 0 ? " (line " + line + ")" : "") + key + " " + flaw.what();
        return new SecretException(message, source.id(), source.version(), path, flaw.keyId());
    }
}
