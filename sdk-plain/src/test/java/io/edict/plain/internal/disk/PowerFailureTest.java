package io.edict.plain.internal.disk;

import static io.edict.plain.internal.disk.Copies.NOON;
import static io.edict.plain.internal.disk.Copies.ORDERS;
import static io.edict.plain.internal.disk.Copies.QUICK;
import static io.edict.plain.internal.disk.Copies.bytes;
import static io.edict.plain.internal.disk.Copies.names;
import static io.edict.plain.internal.disk.Copies.number;
import static io.edict.plain.internal.disk.Copies.put;
import static io.edict.plain.internal.disk.Copies.version;
import static org.assertj.core.api.Assertions.assertThat;

import io.edict.plain.internal.disk.PowerFailureTest.Step.Moved;
import io.edict.plain.internal.disk.PowerFailureTest.Step.Synced;
import io.edict.plain.internal.disk.PowerFailureTest.Step.Written;
import io.edict.plain.internal.fs.DiskOperations;
import io.edict.plain.internal.fs.FileOperations;
import io.edict.plain.internal.store.Content;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A power failure undoes what was not synced. The steps of a save are recorded; then, for a failure behind each step, every
 * disk is built that may be found afterwards: with any choice of the renames that no sync of the directory followed, and
 * the file that was being written empty or cut.
 */
class PowerFailureTest {
    @TempDir
    Path directory;

    private final List<Step> steps = new ArrayList<>();
    private final Map<String, byte[]> before = new TreeMap<>();
    private int disks;

    @BeforeEach
    void recordTheThirdSave() {
        Path original = directory.resolve("original");
        try (LocalCopies copies = LocalCopies.open(original, QUICK, new Recorder(steps))) {
            copies.save(version(ORDERS, 1), NOON);
            copies.save(version(ORDERS, 2), NOON);
            names(original, "shop").forEach(name -> before.put(name, bytes(original.resolve("shop/" + name))));
            steps.clear();
            copies.save(version(ORDERS, 3), NOON);
        }
    }

    @Test
    void powerFailureAtAnyStepLeavesTheOldOrTheNewVersion() throws IOException {
        for (int done = 0; done < steps.size(); done++) {
            for (Map<String, byte[]> disk : possibleAfter(done)) {
                assertThat(loadedFrom(disk)).isIn(2L, 3L);
            }
        }
        assertThat(disks).isGreaterThan(6);
    }

    @Test
    void savedVersionSurvivesPowerFailure() throws IOException {
        for (Map<String, byte[]> disk : possibleAfter(steps.size())) {
            assertThat(loadedFrom(disk)).isEqualTo(3);
        }
        assertThat(disks).isPositive();
    }

    private List<Map<String, byte[]>> possibleAfter(int done) {
        List<Step> happened = steps.subList(0, done);
        List<Moved> moves = moves(happened);
        boolean synced = !happened.isEmpty() && happened.get(done - 1) instanceof Synced;
        boolean whole = happened.contains(written());
        List<Map<String, byte[]>> possible = new ArrayList<>();
        for (int choice = synced ? (1 << moves.size()) - 1 : 0; choice < 1 << moves.size(); choice++) {
            for (int length : whole ? new int[] {written().content().size()} : new int[] {0, 300}) {
                possible.add(disk(length, moves, choice));
            }
        }
        return possible;
    }

    private Map<String, byte[]> disk(int length, List<Moved> moves, int choice) {
        Map<String, byte[]> disk = new TreeMap<>(before);
        disk.put(written().name(), Arrays.copyOf(written().content().toBytes(), length));
        for (int i = 0; i < moves.size(); i++) {
            if ((choice & 1 << i) != 0) {
                disk.put(moves.get(i).to(), disk.remove(moves.get(i).from()));
            }
        }
        return disk;
    }

    private Written written() {
        return steps.stream()
                .filter(Written.class::isInstance)
                .map(Written.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private static List<Moved> moves(List<Step> steps) {
        return steps.stream()
                .filter(Moved.class::isInstance)
                .map(Moved.class::cast)
                .toList();
    }

    private long loadedFrom(Map<String, byte[]> disk) throws IOException {
        Path place = directory.resolve("disk" + disks++);
        Files.createDirectories(place.resolve("shop"));
        disk.forEach((name, content) -> put(place.resolve("shop/" + name), content));
        try (LocalCopies later = LocalCopies.open(place, QUICK)) {
            return number(later.load(ORDERS));
        }
    }

    /** What was done to the namespace's directory. */
    sealed interface Step {
        /** A file was filled and synced. */
        record Written(String name, Content content) implements Step {}

        /** A file got another name. */
        record Moved(String from, String to) implements Step {}

        /** The names were synced. */
        record Synced() implements Step {}
    }

    /** Does the steps on the disk and remembers them. */
    private record Recorder(List<Step> steps, DiskOperations disk) implements FileOperations {
        Recorder(List<Step> steps) {
            this(steps, new DiskOperations());
        }

        @Override
        public void makeDirectories(Path path) throws IOException {
            disk.makeDirectories(path);
        }

        @Override
        public Path createTemporary(Path path, String prefix) throws IOException {
            return disk.createTemporary(path, prefix);
        }

        @Override
        public void write(Path file, List<ByteBuffer> parts) throws IOException {
            disk.write(file, parts);
            steps.add(new Written(file.getFileName().toString(), Content.ofOwned(bytes(file))));
        }

        @Override
        public void move(Path from, Path to) throws IOException {
            disk.move(from, to);
            steps.add(new Moved(from.getFileName().toString(), to.getFileName().toString()));
        }

        @Override
        public void syncDirectory(Path path) throws IOException {
            disk.syncDirectory(path);
            steps.add(new Synced());
        }

        @Override
        public void delete(Path file) throws IOException {
            disk.delete(file);
        }
    }
}
