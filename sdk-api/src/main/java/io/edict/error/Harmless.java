package io.edict.error;

import org.jspecify.annotations.Nullable;

/** Makes text fit for logs and terminals, whoever chose the words in it. */
final class Harmless {
    /** Longer messages are cut off. */
    static final int MAX_LENGTH = 50_000;

    private Harmless() {}

    /**
     * Writes control characters, line and paragraph separators, signs that turn the direction of writing and other
     * invisible ones, and halves of characters as escapes. Line feeds stay: messages of several lines have some.
     */
    static @Nullable String text(@Nullable String text) {
        if (text == null || (text.length() <= MAX_LENGTH && text.chars().noneMatch(c -> isHarmful((char) c)))) {
            return text;
        }
        StringBuilder harmless = new StringBuilder();
        for (int i = 0; i < Math.min(text.length(), MAX_LENGTH); i++) {
            char c = text.charAt(i);
            if (isHarmful(c) && !isWhole(text, i)) {
                harmless.append(String.format("\\u%04x", (int) c));
            } else {
                harmless.append(c);
            }
        }
        return text.length() > MAX_LENGTH ? harmless.append('…').toString() : harmless.toString();
    }

    private static boolean isHarmful(char c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL -> c != '\n';
            case Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE -> true;
            default -> false;
        };
    }

    /** Whether a surrogate stands beside its other half. */
    private static boolean isWhole(String text, int at) {
        char c = text.charAt(at);
        return Character.isHighSurrogate(c)
                ? at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1))
                : Character.isLowSurrogate(c) && at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
    }
}
