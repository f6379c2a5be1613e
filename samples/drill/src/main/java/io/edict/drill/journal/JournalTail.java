package io.edict.drill.journal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/** Reads a journal as it grows. Not thread-safe. */
public final class JournalTail {
    private final Path file;
    private final ByteArrayOutputStream unfinished = new ByteArrayOutputStream();
    private long position;

    /** Begins at the file's beginning. */
    public JournalTail(Path file) {
        this.file = file;
    }

    /** Hands over the records that are complete and new. */
    public void poll(Consumer<Entry> to) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            channel.position(position);
            ByteBuffer chunk = ByteBuffer.allocate(1 << 16);
            while (channel.read(chunk) > 0) {
                chunk.flip();
                position += chunk.remaining();
                split(chunk, to);
                chunk.clear();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void split(ByteBuffer chunk, Consumer<Entry> to) {
        while (chunk.hasRemaining()) {
            byte b = chunk.get();
            if (b == '\n') {
                to.accept(Entry.parse(unfinished.toString(StandardCharsets.UTF_8)));
                unfinished.reset();
            } else {
                unfinished.write(b);
            }
        }
    }
}
