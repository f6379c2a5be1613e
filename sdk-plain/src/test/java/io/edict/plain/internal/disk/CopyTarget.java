package io.edict.plain.internal.disk;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.edict.plain.fuzz.Mutation;
import io.edict.plain.fuzz.Target;
import io.edict.plain.internal.disk.Generation.Usable;
import io.edict.plain.internal.store.Content;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Random;

/** Files that may be local copies; in half of them the checksum fits the damage. */
public final class CopyTarget implements Target {
    private static final Path FILE = Path.of("orders.copy");

    @Override
    public Attempt next(Random random) {
        byte[] whole = whole(1 + random.nextInt(60));
        byte[] copy;
        if (random.nextBoolean()) {
            copy = Mutation.of(whole.clone(), random);
        } else {
            String text = new String(whole, UTF_8);
            String rest = Mutation.of(text.substring(text.indexOf('\n') + 1), random);
            byte[] bytes = rest.getBytes(UTF_8);
            copy = ("edict-copy 1 " + Content.sha256(bytes) + " " + bytes.length + "\n" + rest).getBytes(UTF_8);
        }
        return new Attempt(new String(copy, ISO_8859_1), () -> tried(copy));
    }

    private static byte[] whole(long number) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (ByteBuffer part : CopyFormat.encode(Copies.version(Copies.ORDERS, number), Copies.NOON)) {
            byte[] piece = new byte[part.remaining()];
            part.get(piece);
            bytes.writeBytes(piece);
        }
        return bytes.toByteArray();
    }

    private static boolean tried(byte[] copy) {
        Generation found = CopyFormat.decode(Copies.ORDERS, FILE, copy);
        if (!(found instanceof Usable usable)) {
            return false;
        }
        Content content = usable.version().content();
        if (!content.sha256().equals(usable.version().info().sha256())) {
            throw new AssertionError("is taken with other content than it says");
        }
        return true;
    }
}
