package io.edict.plain.fuzz;

import io.edict.DocumentId;
import io.edict.error.InvalidRequestException;
import java.util.Random;

/** Document ids as text. */
final class IdTarget implements Target {
    @Override
    public Attempt next(Random random) {
        String[] words = {
            "shop/orders", "a/b", "../x", "shop/", "/orders", ".a/b", "a/.b", "a/b/c", "a".repeat(129) + "/b"
        };
        String text = Mutation.of(words[random.nextInt(words.length)], random);
        return new Attempt(text, () -> tried(text));
    }

    private static boolean tried(String text) {
        try {
            DocumentId id = DocumentId.of(text);
            if (!id.toString().equals(text) || text.contains("/.")) {
                throw new AssertionError("taken for " + id);
            }
            return true;
        } catch (InvalidRequestException e) {
            return false;
        }
    }
}
