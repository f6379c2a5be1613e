package io.edict.plain.internal.bind;

import com.typesafe.config.ConfigMemorySize;
import com.typesafe.config.ConfigValue;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Reads numbers exactly. typesafe-config says what a number is, but cuts off a fraction and what is beyond 64 bits; here
 * such a number is malformed.
 */
final class Numbers {
    /** Bounds the time that a number takes, which grows with the square of its digits. */
    static final int MAX_DIGITS = 1000;

    private Numbers() {}

    static long whole(ConfigValue value, long min, long max) {
        Object simple = value.unwrapped();
        Object read =
                simple instanceof Integer ? simple : value.atKey(ScalarPlan.AT).getNumber(ScalarPlan.AT);
        long number = read instanceof Integer || read instanceof Long
                ? ((Number) read).longValue()
                : decimal(value).longValueExact();
        if (number < min || number > max) {
            throw new ArithmeticException("out of range");
        }
        return number;
    }

    static double floating(ConfigValue value) {
        double number = value.atKey(ScalarPlan.AT).getDouble(ScalarPlan.AT);
        if (Double.isInfinite(number) && hasDigit(ScalarPlan.text(value))) {
            throw new ArithmeticException("out of range");
        }
        return number;
    }

    static float narrow(ConfigValue value) {
        double number = floating(value);
        if (Float.isInfinite((float) number) && !Double.isInfinite(number)) {
            throw new ArithmeticException("out of range");
        }
        return (float) number;
    }

    /** Reads a number as it is written, with all its digits. */
    static BigDecimal decimal(ConfigValue value) {
        String text = ScalarPlan.text(value).strip();
        if (text.length() > MAX_DIGITS) {
            throw new ArithmeticException("too long");
        }
        BigDecimal number = new BigDecimal(text);
        if (Math.max(number.precision() - (long) number.scale(), number.scale()) > MAX_DIGITS) {
            throw new ArithmeticException("too many digits when written out");
        }
        return number;
    }

    /** typesafe-config writes a size out before it looks whether it is too big. */
    static ConfigMemorySize size(ConfigValue value) {
        String text = ScalarPlan.text(value).strip();
        int end = text.length();
        while (end > 0 && Character.isLetter(text.charAt(end - 1))) {
            end--;
        }
        if (text.length() > MAX_DIGITS || scale(text.substring(0, end).strip()) > MAX_DIGITS) {
            throw new ArithmeticException("too many digits");
        }
        return value.atKey(ScalarPlan.AT).getMemorySize(ScalarPlan.AT);
    }

    private static long scale(String number) {
        return number.isEmpty() ? 0 : Math.abs((long) new BigDecimal(number).scale());
    }

    static BigInteger integer(ConfigValue value) {
        return decimal(value).toBigIntegerExact();
    }

    private static boolean hasDigit(String text) {
        return text.chars().anyMatch(c -> c >= '0' && c <= '9');
    }
}
