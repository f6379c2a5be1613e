package io.edict.plain.internal.content;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import com.github.difflib.patch.PatchFailedException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** The difference of two texts, as people read it. */
class TextDiffTest {
    @Test
    void changedLineStandsInThreeLinesOfContext() {
        String from = "1\n2\n3\n4\n5\n6\n7\n8\n9\n";

        assertThat(diff(from, from.replace("5", "five")))
                .containsExactly(
                        "--- shop/orders version 1",
                        "+++ shop/orders version 2",
                        "@@ -2,7 +2,7 @@",
                        " 2",
                        " 3",
                        " 4",
                        "-5",
                        "+five",
                        " 6",
                        " 7",
                        " 8");
    }

    @Test
    void sameTextsHaveNoDifference() {
        assertThat(diff("a\nb\n", "a\nb\n")).isEmpty();
    }

    @Test
    void removedLinesComeBeforeAddedOnes() {
        assertThat(body(diff("a\nb\nc\n", "x\ny\nc\n"))).containsExactly("-a", "-b", "+x", "+y", " c");
    }

    @Test
    void emptyTextsBeginWithLineZero() {
        assertThat(diff("", "a\n")).endsWith("@@ -0,0 +1,1 @@", "+a");
        assertThat(diff("a\n", "")).endsWith("@@ -1,1 +0,0 @@", "-a");
    }

    @Test
    void missingLineEndAtTheEndIsADifference() {
        assertThat(body(diff("a\nb", "a\nb\n"))).containsExactly(" a", "-b", "\\ No newline at end of file", "+b");
    }

    @Test
    void otherLineEndsAreADifference() {
        assertThat(body(diff("a\r\n", "a\n"))).containsExactly("-a\r", "+a");
    }

    @Test
    void patchTurnsOneTextIntoTheOther() throws PatchFailedException {
        Random random = new Random(5);
        for (int round = 0; round < 500; round++) {
            String from = lines(random, 30);
            String to = random.nextBoolean() ? lines(random, 30) : from.replace("a", "b");
            List<String> diff = diff(from, to);

            assertThat(DiffUtils.patch(from.lines().toList(), UnifiedDiffUtils.parseUnifiedDiff(diff)))
                    .as("%s", diff)
                    .isEqualTo(to.lines().toList());
        }
    }

    @Test
    void vastlyDifferentTextsAreComparedQuickly() {
        String from = IntStream.range(0, 200_000).mapToObj(i -> "a" + i).collect(Collectors.joining("\n", "", "\n"));
        String to = from.replace('a', 'b');

        List<String> diff = Assertions.assertTimeout(Duration.ofSeconds(5), () -> diff("same\n" + from, "same\n" + to));

        assertThat(diff).hasSize(3 + 1 + 400_000).contains("@@ -1,200001 +1,200001 @@", " same");
    }

    @Test
    void smallChangeInALargeTextIsSmall() {
        String from = IntStream.range(0, 200_000).mapToObj(i -> "a" + i).collect(Collectors.joining("\n", "", "\n"));

        assertThat(diff(from, from.replace("a777\n", "x\n"))).hasSize(3 + 8);
    }

    private static List<String> diff(String from, String to) {
        return TextDiff.unified("shop/orders version 1", "shop/orders version 2", from, to);
    }

    private static List<String> body(List<String> diff) {
        return diff.subList(3, diff.size());
    }

    @Test
    void longLinesThatDifferAtTheirEndsAreComparedInTime() {
        String same = "x".repeat(1_000);
        String from = IntStream.range(0, 4_900).mapToObj(i -> same + i + "a\n").collect(Collectors.joining());
        String to = IntStream.range(0, 4_900).mapToObj(i -> same + i + "b\n").collect(Collectors.joining());

        Assertions.assertTimeout(
                Duration.ofSeconds(20),
                () -> assertThat(TextDiff.unified("a", "b", from, to)).hasSize(9_803));
    }

    private static String lines(Random random, int most) {
        return IntStream.range(0, random.nextInt(most))
                .mapToObj(i -> "abc".charAt(random.nextInt(3)) + "\n")
                .collect(Collectors.joining());
    }
}
