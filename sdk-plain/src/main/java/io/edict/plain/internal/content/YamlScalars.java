package io.edict.plain.internal.content;

import com.typesafe.config.ConfigUtil;
import java.math.BigInteger;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.events.ScalarEvent;

/**
 * What a YAML scalar stands for, by the core schema of YAML 1.2, in JSON. Plain scalars may be null, booleans and numbers;
 * all others are strings. A number keeps its text where JSON has such a number. What no JSON number can hold becomes the
 * string that typesafe-config reads as that number: integers beyond 64 bits, infinities, not-a-number.
 */
final class YamlScalars {
    private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");
    private static final Set<String> TRUES = Set.of("true", "True", "TRUE");
    private static final Set<String> FALSES = Set.of("false", "False", "FALSE");
    private static final Set<String> NANS = Set.of(".nan", ".NaN", ".NAN");

    private static final Pattern DECIMAL = Pattern.compile("[-+]?[0-9]+");
    private static final Pattern OCTAL = Pattern.compile("0o[0-7]+");
    private static final Pattern HEXADECIMAL = Pattern.compile("0x[0-9a-fA-F]+");
    private static final Pattern FLOAT = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
    private static final Pattern INFINITY = Pattern.compile("[-+]?\\.(inf|Inf|INF)");

    /** Longer plain text is no number that anybody means. */
    private static final int MAX_NUMBER = 400;

    private YamlScalars() {}

    static String json(ScalarEvent scalar) {
        String text = scalar.getValue();
        return scalar.isPlain() && text.length() <= MAX_NUMBER ? plain(text) : ConfigUtil.quoteString(text);
    }

    private static String plain(String text) {
        if (NULLS.contains(text)) {
            return "null";
        }
        if (TRUES.contains(text) || FALSES.contains(text)) {
            return Boolean.toString(TRUES.contains(text));
        }
        return number(text);
    }

    private static String number(String text) {
        String unsigned = text.startsWith("+") ? text.substring(1) : text;
        if (DECIMAL.matcher(text).matches()) {
            return integer(new BigInteger(unsigned), unsigned);
        }
        if (OCTAL.matcher(text).matches() || HEXADECIMAL.matcher(text).matches()) {
            BigInteger number = new BigInteger(text.substring(2), text.charAt(1) == 'o' ? 8 : 16);
            return integer(number, number.toString());
        }
        if (FLOAT.matcher(text).matches()) {
            return (unsigned.startsWith(".") ? "0" + unsigned : unsigned).replace("-.", "-0.");
        }
        return ConfigUtil.quoteString(noFinite(text));
    }

    private static String integer(BigInteger number, String written) {
        return number.bitLength() < Long.SIZE ? written : ConfigUtil.quoteString(written);
    }

    private static String noFinite(String text) {
        if (NANS.contains(text)) {
            return "NaN";
        }
        if (INFINITY.matcher(text).matches()) {
            return text.startsWith("-") ? "-Infinity" : "Infinity";
        }
        return text;
    }
}
