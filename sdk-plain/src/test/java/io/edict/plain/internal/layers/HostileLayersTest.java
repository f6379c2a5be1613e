package io.edict.plain.internal.layers;

import static io.edict.plain.internal.layers.Stacks.document;
import static io.edict.plain.internal.layers.Stacks.documents;
import static io.edict.plain.internal.layers.Stacks.environment;
import static io.edict.plain.internal.layers.Stacks.merged;
import static io.edict.plain.internal.layers.Stacks.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.edict.error.EdictException;
import io.edict.error.InvalidDocumentException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Layers that are harmless alone do no harm together, and nothing of their values comes out. */
@Timeout(60)
class HostileLayersTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a%1$d = ${a%2$d}${a%2$d}",
                "a%1$d = [${a%2$d}, ${a%2$d}]",
                "a%1$d { x = ${a%2$d}, y = ${a%2$d} }",
                "a%1$d = ${?a%2$d.x} ${?a%2$d.y}"
            })
    void layersThatMultiplyOneAnotherAreRefused(String line) {
        String odd = lines(line, 1) + "\na60 = ${?a59.x} { k = ${?a59} }\n";
        String even = lines(line, 0) + "\na0 = x";

        assertThatThrownBy(() -> documents(odd, even))
                .isInstanceOf(InvalidDocumentException.class)
                .hasMessageContaining("expand the document too far");
    }

    @Test
    void valueBuiltUponItselfThroughManyLayersIsRefused() {
        String[] layers = IntStream.range(0, 26)
                .mapToObj(i -> "a = ${?a}${?a}x\n".repeat(5) + "b" + i + " = 1")
                .toArray(String[]::new);

        assertThatThrownBy(() -> documents(layers)).hasMessageContaining("expand the document too far");
    }

    @Test
    void circleThroughLayersNamesAReferenceInIt() {
        assertThatThrownBy(() -> documents("a = ${b}", "b = ${c}", "\nc = ${a}"))
                .isInstanceOf(InvalidDocumentException.class)
                .hasMessageMatching(
                        "shop/[abc] version 1 refers at line [12], column 5 to [abc], which leads in a circle.*");
    }

    @Test
    void layersTogetherMayNotNestTooDeeply() {
        String deep = "x.".repeat(60) + "x";

        assertThatThrownBy(() -> documents(deep + " = ${b}", "b." + deep + " = 1"))
                .isInstanceOf(InvalidDocumentException.class)
                .hasMessageContaining("levels of nesting");
    }

    @Test
    void referenceToWhatIsHiddenElsewhereStaysHarmless() {
        String huge = "h = " + "z".repeat(1_000_000);
        String hidden =
                IntStream.range(0, 1_000).mapToObj(i -> "a" + i + " = ${h}${h}").collect(Collectors.joining("\n"));
        String hiding =
                IntStream.range(0, 1_000).mapToObj(i -> "a" + i + " = 1").collect(Collectors.joining("\n"));
        MergedSnapshot merged = merged(document("shop/a", 1, hiding), document("shop/b", 1, hidden), text("h", huge));

        assertThat(merged.shadowed()).hasSize(1_000);
        assertThat(merged.explain("a1").contributions()).hasSize(2);
    }

    @Test
    void noValueIsInMessagesTextsOrExplanations() {
        Random random = new Random(3);
        int failures = 0;
        for (int round = 0; round < 200; round++) {
            List<Part> parts = secretParts(random);
            Throwable failure = catchThrowable(() -> lookAtEverything(Merge.of(parts)));
            if (failure != null) {
                failures++;
                assertThat(failure).isInstanceOf(EdictException.class);
                assertThat(everythingIn(failure)).doesNotContain("zq");
            }
        }
        assertThat(failures).isBetween(20, 180);
    }

    private static List<Part> secretParts(Random random) {
        RandomLayers layers = new RandomLayers(random, true);
        return List.of(
                environment("ORDERS_A", "zq", "ORDERS_D_C", "zq"),
                document("shop/a", 1, secret(layers.text())),
                document("shop/b", 1, secret(layers.text())),
                text("defaults", secret(layers.text())));
    }

    private static String secret(String text) {
        return text.replaceAll("text\\d", "zqzq").replaceAll("(= |\\[)\\d", "$1\"zq5\"");
    }

    private static void lookAtEverything(MergedSnapshot merged) {
        assertThat(merged + " " + merged.shadowed() + merged.strata() + Shadowing.between(null, merged))
                .doesNotContain("zq");
        for (String path : List.of("a", "b", "c", "d", "a.a", "a.b", "b.a", "d.c")) {
            assertThat(merged.explain(path).toString()).doesNotContain("zq");
            Throwable failure = catchThrowable(() -> merged.getDuration(path));
            assertThat(everythingIn(failure)).doesNotContain("zq");
        }
    }

    private static String everythingIn(Throwable e) {
        StringWriter written = new StringWriter();
        e.printStackTrace(new PrintWriter(written));
        return written.toString();
    }

    private static String lines(String line, int rest) {
        return IntStream.rangeClosed(1, 60)
                .filter(i -> i % 2 == rest)
                .mapToObj(i -> line.formatted(i, i - 1))
                .collect(Collectors.joining("\n"));
    }
}
