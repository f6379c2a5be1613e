package io.edict.plain.internal.layers;

import static io.edict.plain.internal.layers.Stacks.deleted;
import static io.edict.plain.internal.layers.Stacks.document;
import static io.edict.plain.internal.layers.Stacks.documents;
import static io.edict.plain.internal.layers.Stacks.merged;
import static io.edict.plain.internal.layers.Stacks.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edict.DocumentId;
import io.edict.Layer;
import io.edict.Snapshot;
import io.edict.error.InvalidDocumentException;
import io.edict.error.InvalidRequestException;
import io.edict.error.MissingValueException;
import io.edict.error.WrongTypeException;
import org.junit.jupiter.api.Test;

/** Layers laid on one another: values, references, and what is said when they do not go together. */
class MergeTest {
    @Test
    void higherLayerWinsAndObjectsAreMerged() {
        MergedSnapshot merged = documents("pool { size = 7 }", "pool { size = 5, wait = 10s }\nhosts = [a, b]");

        assertThat(merged.getInt("pool.size")).isEqualTo(7);
        assertThat(merged.getString("pool.wait")).isEqualTo("10s");
        assertThat(merged.getStringList("hosts")).containsExactly("a", "b");
    }

    @Test
    void referenceStandsForTheMergedValueWhicheverLayerThatComesFrom() {
        MergedSnapshot merged =
                documents("host = high", "url = \"http://\"${host}\":\"${port}\nhost = low", "port = 80");

        assertThat(merged.getString("url")).isEqualTo("http://high:80");
    }

    @Test
    void valueBuiltUponItselfSeesTheLayersBelow() {
        MergedSnapshot merged = documents("hosts += c", "hosts = ${hosts} [b]", "hosts = [a]");

        assertThat(merged.getStringList("hosts")).containsExactly("a", "b", "c");
    }

    @Test
    void documentsOwnSnapshotLeavesOutWhatRefersToOtherLayers() {
        Snapshot own = documents(
                        "a = ${b}, c = 1, d = ${c}, e = [1, ${b}], f { g = ${b}, h = 2 }, i = ${o} {k = 1}",
                        "b = 5, o { l = 1 }")
                .documents()
                .get(0);

        assertThat(own.config().isResolved()).isTrue();
        assertThat(own.config().root().unwrapped()).containsOnlyKeys("c", "d", "f");
        assertThat(own.getInt("d")).isEqualTo(1);
        assertThat(own.getInt("f.h")).isEqualTo(2);
        assertThat(own.has("f.g")).isFalse();
        assertThat(own).hasToString("Snapshot[shop/a version 1, 3 values from the store at here]");
    }

    @Test
    void documentThatMakesSenseOnlyWithOthersHasItsLiteralValuesAlone() {
        MergedSnapshot merged = documents("a = 1", "a = ${b}, b = ${a}, c = ${b}, d = 4");

        assertThat(merged.documents().get(1).config().root()).containsOnlyKeys("d");
        assertThat(merged.getInt("c")).isEqualTo(1);
    }

    @Test
    void referenceThatNoLayerFulfilsNamesDocumentVersionLineAndPath() {
        assertThatThrownBy(() -> merged(
                        document("shop/orders", 4, "x = 1"), document("shop/base", 3, "a = 1\n\n  b = ${pool.size}")))
                .isInstanceOfSatisfying(InvalidDocumentException.class, e -> {
                    assertThat(e.document()).contains(DocumentId.of("shop/base"));
                    assertThat(e.version().orElseThrow().number()).isEqualTo(3);
                    assertThat(e.line()).isEqualTo(3);
                    assertThat(e.column()).isEqualTo(7);
                })
                .hasNoCause()
                .hasMessage(
                        "shop/base version 3 refers at line 3, column 7 to pool.size, which no layer has; add it to one,"
                                + " or write ${?pool.size} where it need not be there; the environment is not asked");
    }

    @Test
    void referenceOfALocalTextThatNoLayerFulfilsNamesTheText() {
        assertThatThrownBy(() -> merged(document("shop/orders", 4, "x = ${?y}"), text("defaults", "b = ${c}")))
                .isInstanceOfSatisfying(
                        InvalidDocumentException.class,
                        e -> assertThat(e.document()).isEmpty())
                .hasMessageStartingWith("defaults refers at line 1, column 5 to c, which no layer has");
    }

    @Test
    void hiddenReferenceThatNoLayerFulfilsIsNoError() {
        assertThat(documents("a = 1", "a = ${nowhere}").getInt("a")).isEqualTo(1);
    }

    @Test
    void environmentAndSystemPropertiesAreNotAsked() {
        assertThat(System.getenv()).containsKey("PATH");

        assertThat(documents("a = ${?PATH}", "b = ${?java.version}").config().isEmpty())
                .isTrue();
        assertThatThrownBy(() -> documents("a = 1", "b = ${PATH}")).hasMessageContaining("which no layer has");
    }

    @Test
    void absentLayersAreEmpty() {
        MergedSnapshot merged = merged(
                deleted("shop/b", 2), Part.absent(Layer.optionalDocument("shop/c")), document("shop/a", 1, "a = 1"));

        assertThat(merged.getInt("a")).isEqualTo(1);
        assertThat(merged.documents()).extracting(Snapshot::id).containsExactly(DocumentId.of("shop/a"));
    }

    @Test
    void missingValueNamesTheLayers() {
        MergedSnapshot merged = merged(document("shop/orders", 4, "a = null"), text("defaults", "a = 1"));

        assertThatThrownBy(() -> merged.getInt("pool.size"))
                .isInstanceOf(MissingValueException.class)
                .hasMessage("shop/orders version 4 over defaults has no value at pool.size, where an int was asked for;"
                        + " add it to a layer, or read with a fallback");
        assertThatThrownBy(() -> merged.getInt("a"))
                .isInstanceOf(MissingValueException.class)
                .hasMessageContaining("has only null at a (shop/orders version 4, line 1), where an int");
    }

    @Test
    void valueOfAnotherTypeNamesItsOwnOriginAndNotItself() {
        MergedSnapshot merged =
                merged(document("shop/orders", 4, "x = 1\ny = hunter2"), text("defaults", "\n\nz = hunter2"));

        assertThatThrownBy(() -> merged.getInt("y"))
                .isInstanceOfSatisfying(
                        WrongTypeException.class, e -> assertThat(e.document()).contains(DocumentId.of("shop/orders")))
                .hasMessageContaining("has a value at y (shop/orders version 4, line 2) that cannot be read as an int;")
                .hasMessageNotContaining("hunter2");
        assertThatThrownBy(() -> merged.getInt("z"))
                .isInstanceOfSatisfying(
                        WrongTypeException.class, e -> assertThat(e.document()).isEmpty())
                .hasMessageContaining("(defaults, line 3)");
    }

    @Test
    void pathThatIsNoneIsTheCallersMistake() {
        MergedSnapshot merged = documents("a = 1");

        assertThatThrownBy(() -> merged.getInt("a..b")).isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> merged.explain("a..b")).isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void textNamesLayersAndCountAndNoValue() {
        assertThat(merged(document("shop/orders", 4, "a = 1"), deleted("shop/x", 2), text("defaults", "b = 2")))
                .hasToString("LayeredSnapshot[shop/orders version 4 over shop/x (absent) over defaults, 2 values]");
    }
}
