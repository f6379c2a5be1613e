package io.edict.plain.internal.zookeeper;

import io.edict.error.InvalidRequestException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A password that is asked for anew each time, from a file or a callback. Nothing that this class prints holds it. */
public final class Secret {
    private final String place;
    private final Supplier<char[]> source;

    private Secret(String place, Supplier<char[]> source) {
        this.place = place;
        this.source = source;
    }

    /** A password that a file holds, in UTF-8; line breaks at its end do not count. */
    public static Secret file(Path file) {
        return new Secret("the password file " + file, () -> read(file));
    }

    /** A password that a callback gives. The array it returns is wiped after use. */
    public static Secret from(Supplier<char[]> callback) {
        return new Secret("the password callback", () -> ask(callback));
    }

    /** The password as it is now. The caller wipes the array. */
    char[] get() {
        return source.get();
    }

    private static char[] read(Path file) {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (IOException e) {
            throw new InvalidRequestException("The password file " + file + " cannot be read ("
                    + e.getClass().getSimpleName() + "); check that it is there and who may read it");
        }
        CharBuffer decoded = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(bytes));
        Arrays.fill(bytes, (byte) 0);
        int end = decoded.limit();
        while (end > 0 && (decoded.get(end - 1) == '\n' || decoded.get(end - 1) == '\r')) {
            end--;
        }
        if (end == 0) {
            throw new InvalidRequestException("The password file " + file + " is empty; write the password into it");
        }
        char[] password = new char[end];
        decoded.get(password);
        wipe(decoded);
        return password;
    }

    // What the callback throws may quote the password, so neither its message nor itself is passed on.
    private static char[] ask(Supplier<char[]> callback) {
        char @Nullable [] password;
        try {
            password = callback.get();
        } catch (RuntimeException e) {
            throw new InvalidRequestException(
                    "The callback for a password failed with " + e.getClass().getName() + "; mend it");
        }
        if (password == null || password.length == 0) {
            throw new InvalidRequestException(
                    "The callback for a password returned none; it must return one each time");
        }
        return password;
    }

    private static void wipe(CharBuffer buffer) {
        if (buffer.hasArray()) {
            Arrays.fill(buffer.array(), '\0');
        }
    }

    /** Where the password comes from. */
    @Override
    public String toString() {
        return place;
    }
}
