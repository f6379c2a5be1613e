package io.edict.drill.clock;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A class file's constants. A call of a static method is one constant that names class, name and type; to send all calls
 * elsewhere, it is enough that this constant names another class. No instruction changes.
 */
final class ConstantPool {
    private static final String TARGET = "io/edict/drill/clock/ShiftedClock";
    private static final Map<String, String> REDIRECTED = Map.of(
            "currentTimeMillis()J", "java/lang/System",
            "now()Ljava/time/Instant;", "java/time/Instant",
            "systemUTC()Ljava/time/Clock;", "java/time/Clock");

    private static final int UTF8 = 1;
    private static final int LONG = 5;
    private static final int DOUBLE = 6;
    private static final int CLASS = 7;
    private static final int METHOD = 10;
    private static final int HANDLE = 15;
    private static final int COUNT_AT = 8;

    private final byte[] file;
    private final int[] at;
    private final int end;

    private ConstantPool(byte[] file) {
        this.file = file;
        this.at = new int[number(COUNT_AT)];
        int position = COUNT_AT + 2;
        for (int i = 1; i < at.length; i++) {
            at[i] = position;
            int tag = file[position];
            position += size(position);
            if (tag == LONG || tag == DOUBLE) {
                i++;
            }
        }
        this.end = position;
    }

    /** The class with its calls redirected, or null if it has none. */
    static byte @Nullable [] redirect(byte[] classFile) {
        ConstantPool pool = new ConstantPool(classFile);
        byte[] changed = classFile.clone();
        boolean any = false;
        for (int i = 1; i < pool.at.length; i++) {
            if (pool.isRedirected(i)) {
                put(changed, pool.at[i] + 1, pool.at.length + 1);
                any = true;
            }
        }
        return any ? pool.withTarget(changed) : null;
    }

    private boolean isRedirected(int index) {
        int position = at[index];
        if (position == 0 || file[position] != METHOD) {
            return false;
        }
        int nameAndType = at[number(position + 3)];
        String method = text(number(nameAndType + 1)) + text(number(nameAndType + 3));
        String owner = text(number(at[number(position + 1)] + 1));
        return owner.equals(REDIRECTED.get(method));
    }

    /** Appends the target's name and class to the constants. */
    private byte[] withTarget(byte[] changed) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(changed.length + 64);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            put(changed, COUNT_AT, at.length + 2);
            out.write(changed, 0, end);
            out.writeByte(UTF8);
            out.writeUTF(TARGET);
            out.writeByte(CLASS);
            out.writeShort(at.length);
            out.write(changed, end, changed.length - end);
        } catch (IOException e) {
            throw new UncheckedIOException("Memory does not fail to be written", e);
        }
        return bytes.toByteArray();
    }

    private int size(int position) {
        return switch (file[position]) {
            case UTF8 -> 3 + number(position + 1);
            case LONG, DOUBLE -> 9;
            case CLASS, 8, 16, 19, 20 -> 3;
            case HANDLE -> 4;
            default -> 5;
        };
    }

    private int number(int position) {
        return (file[position] & 0xff) << 8 | (file[position + 1] & 0xff);
    }

    private static void put(byte[] bytes, int position, int number) {
        bytes[position] = (byte) (number >> 8);
        bytes[position + 1] = (byte) number;
    }

    private String text(int index) {
        int length = number(at[index] + 1);
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(file, at[index] + 1, length + 2))) {
            return in.readUTF();
        } catch (IOException e) {
            throw new UncheckedIOException("Memory does not fail to be read", e);
        }
    }
}
