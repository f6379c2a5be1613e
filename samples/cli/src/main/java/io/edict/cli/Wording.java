package io.edict.cli;

import io.edict.VersionInfo;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How things are said to people. */
final class Wording {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
    private static final long KIB = 1024;

    private Wording() {}

    /** A time by the clock on the wall. */
    static String time(Instant instant, ZoneId zone) {
        return TIME.format(instant.atZone(zone));
    }

    /** A size, in a unit that keeps it short. */
    static String size(long bytes) {
        if (bytes < KIB) {
            return bytes + " B";
        }
        return bytes < KIB * KIB ? tenths(bytes, KIB) + " KiB" : tenths(bytes, KIB * KIB) + " MiB";
    }

    private static String tenths(long bytes, long unit) {
        return String.format(Locale.ROOT, "%.1f", (double) bytes / unit);
    }

    /** A number and its noun. */
    static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    /** A version, its author and its time. */
    static String version(VersionInfo info, ZoneId zone) {
        return "version " + info.version() + (info.isDeletion() ? ", deleted by " : " by ")
                + safe(info.origin().author()) + ", " + time(info.origin().time(), zone);
    }

    /**
     * Text that others wrote, without what a terminal would obey: a message must not be able to move the cursor or to hide
     * a line.
     */
    static String safe(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            boolean obeyed = Character.isISOControl(c) || Character.getType(c) == Character.FORMAT;
            if (obeyed && c != '\t') {
                shown.append(String.format("\\u%04x", c));
            } else {
                shown.appendCodePoint(c);
            }
        });
        return shown.toString();
    }
}
