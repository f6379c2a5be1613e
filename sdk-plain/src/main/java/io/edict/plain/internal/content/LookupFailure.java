package io.edict.plain.internal.content;

import com.typesafe.config.ConfigException;
import io.edict.VersionInfo;
import io.edict.error.InvalidRequestException;
import io.edict.error.MissingValueException;
import io.edict.error.WrongTypeException;

/**
 * Words for a look-up that failed. None holds a value, and typesafe-config's own exception is not kept, because its
 * message may.
 *
 * @param subject what was looked into
 * @param path the path as the caller wrote it
 * @param type the type asked for, with its article
 */
record LookupFailure(Subject subject, String path, String type) {
    InvalidRequestException badPath() {
        return new InvalidRequestException("The path \"" + path + "\" cannot be looked up in " + subject.name()
                + ": elements are separated by single dots, and an element with other characters than letters, digits,"
                + " '-' and '_' stands in double quotes");
    }

    MissingValueException missing(ConfigException found) {
        return new MissingValueException(absence(found), subject.id(), subject.version(), path);
    }

    WrongTypeException wrongType() {
        return new WrongTypeException(
                subject.name() + " has a value at " + path + subject.place() + " that cannot be read as " + type
                        + "; mend " + subject.home() + ", or the code that reads it",
                subject.id(),
                subject.version(),
                path);
    }

    private String absence(ConfigException found) {
        VersionInfo info = subject.info();
        if (info != null && info.isDeletion()) {
            return info.id() + " is deleted in version " + info.version() + ", so " + type + " at " + path
                    + " cannot be read; publish the document again, or read with a fallback";
        }
        boolean isNull = found instanceof ConfigException.Null;
        return subject.name() + " has " + (isNull ? "only null" : "no value") + " at " + path
                + (isNull ? subject.place() : "") + ", where " + type + " was asked for; add it to " + subject.home()
                + ", or read with a fallback";
    }
}
