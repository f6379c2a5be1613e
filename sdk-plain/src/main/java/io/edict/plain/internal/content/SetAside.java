package io.edict.plain.internal.content;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import io.edict.Masking;
import io.edict.plain.internal.secrets.Token;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Encrypted values that could not be reached before substitutions were resolved, with what they stand for. Afterwards they
 * are found by their text, alone or joined with others, wherever substitutions have taken it: no two are written alike.
 */
final class SetAside {
    static final SetAside NOTHING = new SetAside(Map.of());

    /** Of texts in clear, which have no form by which they are found in others. */
    static final int MAX_CLEAR = 100;

    private static final Pattern ENCRYPTED = Pattern.compile("enc\\(\\d{1,9}:[^:)]{1,64}:[A-Za-z0-9_-]+\\)");

    private final Map<String, Value> values;
    private final Map<String, Value> clear = new HashMap<>();

    SetAside(Map<String, Value> values) {
        this.values = values;
        values.forEach((text, value) -> {
            if (value.keyId() == null) {
                clear.put(text, value);
            }
        });
    }

    /** Those of several texts. */
    static SetAside of(List<Parsed> texts) {
        Map<String, Value> all = new HashMap<>();
        texts.forEach(text -> all.putAll(text.aside().values));
        return all.isEmpty() ? NOTHING : new SetAside(all);
    }

    /**
     * What an encrypted value stands for.
     *
     * @param text the text
     * @param keyId the key, or null if the text is no secret
     */
    record Value(String text, @Nullable String keyId) {
        /** A value with another text; secret if this is. */
        ConfigValue in(ConfigValue value, String replaced) {
            ConfigValue other = ConfigValueFactory.fromAnyRef(replaced).withOrigin(value.origin());
            return keyId == null ? other : Masking.marked(other, keyId);
        }

        /** Returns whether it is a secret; never the text. */
        @Override
        public String toString() {
            return keyId == null ? "text" : "secret";
        }
    }

    /** A configuration with the values in their places. */
    Config in(Config config) {
        return values.isEmpty() ? config : ((ConfigObject) walked(config.root())).toConfig();
    }

    private ConfigValue walked(ConfigValue value) {
        if (Unresolved.is(value)) {
            return value;
        }
        if (value instanceof ConfigObject object) {
            return Rebuilt.object(object, (key, inner) -> walked(inner));
        }
        if (value instanceof ConfigList list) {
            return Rebuilt.list(list, (index, inner) -> walked(inner));
        }
        if (value.valueType() != ConfigValueType.STRING) {
            return value;
        }
        String text = (String) value.unwrapped();
        return text.contains(Token.START) ? text(value, text) : value;
    }

    private ConfigValue text(ConfigValue value, String text) {
        Value whole = values.get(text);
        if (whole != null) {
            return whole.in(value, whole.text());
        }
        ConfigValue result = value;
        StringBuilder joined = new StringBuilder();
        Matcher matcher = ENCRYPTED.matcher(text);
        int from = 0;
        while (matcher.find()) {
            Value part = values.get(matcher.group());
            joined.append(text, from, matcher.start()).append(part == null ? matcher.group() : part.text());
            from = matcher.end();
            result = part == null ? result : part.in(result, "");
        }
        String replaced = joined.append(text, from, text.length()).toString();
        for (Map.Entry<String, Value> entry : clear.entrySet()) {
            replaced = replaced.replace(entry.getKey(), entry.getValue().text());
        }
        return replaced.equals(text) && result == value
                ? value
                : ConfigValueFactory.fromAnyRef(replaced).withOrigin(result.origin());
    }
}
