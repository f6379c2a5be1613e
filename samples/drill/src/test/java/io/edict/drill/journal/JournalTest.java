package io.edict.drill.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    @TempDir
    private Path directory;

    @Test
    void recordsOfAllJournalsAreReadByTime() {
        try (Journal one = Journal.create(directory, "one");
                Journal other = Journal.create(directory, "other")) {
            one.write(Entry.of(3, "saw", "text", "with\ttab and\nline", "empty", ""));
            other.write(Entry.of(2, "begin"));
            one.write(Entry.of(1, "start", "docs", "a;b"));
        }
        List<Entry> entries = Journal.read(directory);
        assertThat(entries).extracting(Entry::kind).containsExactly("start", "begin", "saw");
        assertThat(entries.get(0).list("docs")).containsExactly("a", "b");
        assertThat(entries.get(2).get("text")).isEqualTo("with tab and line");
        assertThat(entries.get(2).list("empty")).isEmpty();
    }

    @Test
    void lineWithoutItsEndIsLeftOutUntilItHasOne() throws IOException {
        Path file = directory.resolve("one.journal");
        Files.writeString(file, "1\tfirst\n2\tsec");
        JournalTail tail = new JournalTail(file);
        List<Entry> entries = new ArrayList<>();
        tail.poll(entries::add);
        assertThat(entries).extracting(Entry::kind).containsExactly("first");
        Files.writeString(file, "ond\n", StandardOpenOption.APPEND);
        tail.poll(entries::add);
        assertThat(entries).extracting(Entry::kind).containsExactly("first", "second");
    }
}
