package io.edict.plain.internal.files;

import static io.edict.plain.internal.store.Changes.deletion;
import static io.edict.plain.internal.store.Changes.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.edict.DocumentId;
import io.edict.plain.internal.store.Content;
import io.edict.plain.internal.store.Reading;
import io.edict.plain.internal.store.StoredVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random edits, publishes and restarts: after each, every document is what was done to it last, in one version more. */
class RandomEditsTest {
    private static final int STEPS = 150;
    private static final List<DocumentId> IDS = List.of(Bench.ORDERS, Bench.BILLING, DocumentId.of("shop/stock"));

    @TempDir
    Path directory;

    private final Map<DocumentId, String> texts = new HashMap<>();
    private final Map<DocumentId, Long> numbers = new HashMap<>();
    private final Map<DocumentId, Map<Long, String>> history = new HashMap<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void versionsFollowWhatIsDone(long seed) throws IOException {
        Random random = new Random(seed);
        Bench bench = new Bench(directory);
        Files.createDirectories(directory.resolve("shop"));
        Keeper[] keepers = {bench.open(), bench.open()};
        for (int step = 0; step < STEPS; step++) {
            DocumentId id = IDS.get(random.nextInt(IDS.size()));
            // Never as long as the one before, as edits in one tick of the clock are told apart by their length.
            String text = "a = \"" + "x".repeat(step % 50) + step + "\"";
            int which = random.nextInt(2);
            int action = random.nextInt(6);
            if (action == 5) {
                keepers[which] = bench.open();
            } else {
                act(action, bench, keepers[which], id, text);
            }
            Bench.look(keepers[random.nextInt(2)]);
            for (Keeper each : keepers) {
                check(each, "seed " + seed + ", step " + step);
            }
        }
        checkHistory(bench.open());
    }

    private void act(int action, Bench bench, Keeper keeper, DocumentId id, String text) throws IOException {
        String name = id.name() + ".conf";
        boolean there = texts.containsKey(id);
        switch (action) {
            case 0 -> bench.save(name, text);
            case 1 -> Files.writeString(bench.file(name), text);
            case 2 -> Bench.publish(keeper, text(id, text));
            case 3 -> Files.deleteIfExists(bench.file(name));
            default -> {
                if (there) {
                    Bench.publish(keeper, deletion(id));
                }
            }
        }
        if (action < 3) {
            done(id, text);
        } else if (there) {
            done(id, null);
        }
    }

    private void done(DocumentId id, @Nullable String text) {
        long number = numbers.merge(id, 1L, Long::sum);
        history.computeIfAbsent(id, key -> new HashMap<>()).put(number, text == null ? "" : text);
        if (text == null) {
            texts.remove(id);
        } else {
            texts.put(id, text);
        }
    }

    private void check(Keeper keeper, String when) throws IOException {
        for (DocumentId id : IDS) {
            Reading reading = keeper.head(id);
            Long number = numbers.get(id);
            if (number == null) {
                assertThat(reading).describedAs(when).isEqualTo(new Reading.Missing());
                continue;
            }
            StoredVersion version = Bench.version(keeper, id);
            assertThat(version.info().version().number())
                    .describedAs("%s of %s", when, id)
                    .isEqualTo(number);
            assertThat(version.info().isDeletion()).isEqualTo(!texts.containsKey(id));
            Path file = directory.resolve("shop").resolve(id.name() + ".conf");
            if (texts.containsKey(id)) {
                assertThat(version.content()).isEqualTo(Content.ofText(texts.get(id)));
                assertThat(file).hasContent(texts.get(id));
            } else {
                assertThat(file).doesNotExist();
            }
        }
    }

    private void checkHistory(Keeper keeper) {
        history.forEach((id, versions) -> keeper.history(id)
                .forEach(info -> assertThat(
                                keeper.version(id, info.version().number()).content())
                        .isEqualTo(Content.ofText(
                                String.valueOf(versions.get(info.version().number()))))));
    }
}
