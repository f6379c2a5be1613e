package io.edict.plain.internal.content;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigOrigin;
import io.edict.VersionInfo;
import io.edict.error.InvalidRequestException;
import io.edict.error.MissingValueException;
import io.edict.error.WrongTypeException;
import org.jspecify.annotations.Nullable;

/**
 * Words for a look-up that failed. None holds a value, and typesafe-config's own exception is not kept, because its
 * message may.
 *
 * @param info the version's record
 * @param path the path as the caller wrote it
 * @param type the type asked for, with its article
 */
record LookupFailure(VersionInfo info, String path, String type) {
    InvalidRequestException badPath() {
        return new InvalidRequestException("The path \"" + path + "\" cannot be looked up in " + document()
                + ": elements are separated by single dots, and an element with other characters than letters, digits,"
                + " '-' and '_' stands in double quotes");
    }

    MissingValueException missing(ConfigException found) {
        return new MissingValueException(absence(found), info.id(), info.version(), path);
    }

    WrongTypeException wrongType(@Nullable ConfigOrigin origin) {
        return new WrongTypeException(
                document() + " has a value at " + path + line(origin) + " that cannot be read as " + type
                        + "; mend the document, or the code that reads it",
                info.id(),
                info.version(),
                path);
    }

    private String absence(ConfigException found) {
        if (info.isDeletion()) {
            return info.id() + " is deleted in version " + info.version() + ", so " + type + " at " + path
                    + " cannot be read; publish the document again, or read with a fallback";
        }
        boolean isNull = found instanceof ConfigException.Null;
        return document() + " has " + (isNull ? "only null" : "no value") + " at " + path
                + (isNull ? line(found.origin()) : "") + ", where " + type
                + " was asked for; add it to the document, or read with a fallback";
    }

    private String document() {
        return info.id() + " version " + info.version();
    }

    private static String line(@Nullable ConfigOrigin origin) {
        return origin == null || origin.lineNumber() < 1 ? "" : " (line " + origin.lineNumber() + ")";
    }
}
