package io.edict.plain.internal.content;

import static io.edict.plain.internal.content.Contents.snapshot;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigRenderOptions;
import io.edict.Format;
import io.edict.Snapshot;
import io.edict.error.EdictException;
import io.edict.error.InvalidDocumentException;
import io.edict.plain.fuzz.Mutation;
import io.edict.plain.fuzz.Target;
import io.edict.plain.fuzz.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Texts of a format: parsed, read at every path, written and parsed again. */
public final class TextTarget implements Target {
    private static final int MOST_PATHS = 50;
    /** Of so many refused texts one is read again: looking for the place of a flaw is what takes the longest. */
    private static final int AGAIN = 8;

    private final Format format;

    /** Makes a target. */
    public TextTarget(Format format) {
        this.format = format;
    }

    @Override
    public Attempt next(Random random) {
        String text = Texts.of(format, random);
        return new Attempt(text, () -> tried(format, text));
    }

    /** Two texts compared. */
    public static Attempt differences(Random random) {
        Format format = random.nextBoolean() ? Format.HOCON : Format.PROPERTIES;
        String before = Texts.of(format, random);
        String after = random.nextBoolean() ? Mutation.of(before, random) : Texts.of(format, random);
        return new Attempt(before + "\n~~~~\n" + after, () -> compared(format, before, after));
    }

    /** Paths in any spelling. */
    public static Attempt lookUps(Random random) {
        String[] paths = {
            "a", "a.b", "b.a.c", "\"a.b\"", "x-y", "\"\"", "a.\"b\"", "\"a\\nb\".c", "__proto__", " a", "k k"
        };
        String path = Mutation.of(paths[random.nextInt(paths.length)], random);
        return new Attempt(path, () -> lookedUp(path));
    }

    private static boolean tried(Format format, String text) {
        Config config;
        try {
            config = Contents.read(format, text);
        } catch (InvalidDocumentException e) {
            refusal(format, text, e);
            return false;
        }
        check(config.equals(Contents.read(format, text)), "is read in two ways");
        Snapshot snapshot = snapshot(format, text);
        check(!snapshot.toString().contains(Texts.CANARY), "shows a value");
        String json = config.root().render(ConfigRenderOptions.concise());
        // A number beyond a double reads as infinity, which JSON has no word for.
        check(
                json.contains("Infinity") || config.equals(Contents.read(Format.JSON, json)),
                "comes back as something else: " + json);
        for (String path : paths(config)) {
            read(snapshot, path);
        }
        return true;
    }

    private static void refusal(Format format, String text, InvalidDocumentException e) {
        String message = e.getMessage();
        check(!message.contains(Texts.CANARY), "quotes the text: " + message);
        check(message.startsWith("shop/orders version 3 does not parse as "), "names no document: " + message);
        if (text.hashCode() % AGAIN != 0) {
            return;
        }
        try {
            Contents.read(format, text);
            throw new AssertionError("is refused the first time only");
        } catch (InvalidDocumentException again) {
            check(message.equals(again.getMessage()), "is refused in two ways: " + message + again.getMessage());
        }
    }

    private static List<String> paths(Config config) {
        List<String> paths = new ArrayList<>();
        Leaves.visit(config.root(), (path, unresolved) -> paths.add(Leaves.path(path)));
        return paths.subList(0, Math.min(paths.size(), MOST_PATHS));
    }

    private static void read(Snapshot snapshot, String path) {
        Config config = snapshot.config();
        same(path, () -> snapshot.has(path), () -> config.hasPath(path));
        same(path, () -> snapshot.getString(path), () -> config.getString(path));
        same(path, () -> snapshot.getInt(path), () -> config.getInt(path));
        same(path, () -> snapshot.getLong(path), () -> config.getLong(path));
        same(path, () -> snapshot.getDouble(path), () -> config.getDouble(path));
        same(path, () -> snapshot.getBoolean(path), () -> config.getBoolean(path));
        same(path, () -> snapshot.getDuration(path), () -> config.getDuration(path));
        same(path, () -> snapshot.getStringList(path), () -> config.getStringList(path));
    }

    private static void same(String path, Supplier<Object> ours, Supplier<Object> theirs) {
        Object found = outcome(ours, e -> {
            boolean quotes = String.valueOf(e.getMessage()).contains(Texts.CANARY) && !path.contains(Texts.CANARY);
            check(e instanceof EdictException && !quotes, "fails with " + e);
        });
        Object expected = outcome(
                theirs,
                e -> check(
                        e instanceof ConfigException || e instanceof IndexOutOfBoundsException,
                        "typesafe-config fails with " + e));
        check(Objects.equals(found, expected), "reads another value at " + path);
    }

    private static @Nullable Object outcome(Supplier<Object> reading, Consumer<RuntimeException> failed) {
        try {
            return reading.get();
        } catch (RuntimeException e) {
            failed.accept(e);
            return null;
        }
    }

    private static boolean lookedUp(String path) {
        Snapshot snapshot = LookUps.SNAPSHOT;
        Config config = snapshot.config();
        read(snapshot, path);
        return Boolean.TRUE.equals(outcome(() -> config.hasPath(path), e -> {}));
    }

    private static boolean compared(Format format, String before, String after) {
        List<String> lines = TextDiff.unified("before", "after", before, after);
        check(lines.isEmpty() == before.equals(after), "differ without a difference");
        Function<String, @Nullable Snapshot> read = text -> {
            try {
                return snapshot(format, text);
            } catch (InvalidDocumentException e) {
                return null;
            }
        };
        Snapshot old = read.apply(before);
        Snapshot now = read.apply(after);
        if (old == null || now == null) {
            return false;
        }
        int changes = KeyDiff.between(old, now).size();
        check(KeyDiff.between(old, now).equals(KeyDiff.between(old.config(), now.config())), "differ in two ways");
        check(changes == KeyDiff.between(now, old).size(), "differ more one way than the other");
        check(KeyDiff.between(now, now).isEmpty(), "differs from itself");
        check(changes == 0 || !old.config().equals(now.config()), "are equal and differ");
        check(KeyDiff.between(null, now).size() == paths(now.config()).size(), "has other values than paths");
        return true;
    }

    private static void check(boolean right, String wrong) {
        if (!right) {
            throw new AssertionError(wrong);
        }
    }

    /** Made when first asked for. */
    private static final class LookUps {
        static final Snapshot SNAPSHOT = snapshot(Contents.hocon(
                "a { b = 1, \"b.c\" = x, n = null }, b.a.c = 2.5, \"a.b\" = true, x-y = 10s, \"\" = e, \"a\\nb\".c = [1]"
                        + ", __proto__ = p, \"k k\" = 3000000000"));
    }
}
