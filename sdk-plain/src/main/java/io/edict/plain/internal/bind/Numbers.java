package io.edict.plain.internal.bind;

import com.typesafe.config.Config;
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

    static long whole(Config config, long min, long max) {
        Number number = config.getNumber(ScalarPlan.AT);
        long value = number instanceof Integer || number instanceof Long
                ? number.longValue()
                : decimal(config).longValueExact();
        if (value < min || value > max) {
            throw new ArithmeticException("out of range");
        }
        return value;
    }

    static double floating(Config config) {
        double value = config.getDouble(ScalarPlan.AT);
        if (Double.isInfinite(value) && hasDigit(config.getString(ScalarPlan.AT))) {
            throw new ArithmeticException("out of range");
        }
        return value;
    }

    static float narrow(Config config) {
        double value = floating(config);
        if (Float.isInfinite((float) value) && !Double.isInfinite(value)) {
            throw new ArithmeticException("out of range");
        }
        return (float) value;
    }

    /** Reads a number as it is written, with all its digits. */
    static BigDecimal decimal(Config config) {
        String text = config.getString(ScalarPlan.AT).strip();
        if (text.length() > MAX_DIGITS) {
            throw new ArithmeticException("too long");
        }
        return new BigDecimal(text);
    }

    static BigInteger integer(Config config) {
        BigDecimal value = decimal(config);
        if (value.precision() - (long) value.scale() > MAX_DIGITS) {
            throw new ArithmeticException("too many digits");
        }
        return value.toBigIntegerExact();
    }

    private static boolean hasDigit(String text) {
        return text.chars().anyMatch(c -> c >= '0' && c <= '9');
    }
}
