package io.edict.plain.internal.layers;

import static io.edict.plain.internal.layers.Stacks.document;
import static io.edict.plain.internal.layers.Stacks.documents;
import static io.edict.plain.internal.layers.Stacks.environment;
import static io.edict.plain.internal.layers.Stacks.merged;
import static io.edict.plain.internal.layers.Stacks.properties;
import static io.edict.plain.internal.layers.Stacks.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.edict.Shadowed;
import org.junit.jupiter.api.Test;

/** Which layer a value comes from, and what is hidden. */
class ExplainTest {
    @Test
    void explanationNamesVariableDocumentAndTextWithTheirPlaces() {
        MergedSnapshot merged = merged(
                properties("orders.pool.size", "9"),
                environment("ORDERS_POOL_SIZE", "8"),
                document("shop/orders", 3, "# comment\npool.size = 7"),
                text("defaults", "pool {\n\n  size = 5\n}"));

        assertThat(merged.explain("pool.size"))
                .hasToString("pool.size: system property orders.pool.size, hiding environment ORDERS_POOL_SIZE"
                        + " and shop/orders version 3, line 2 and defaults, line 3");
        assertThat(merged.explain("pool.size").decidedBy().orElseThrow().layer())
                .isEqualTo("system properties orders.*");
        assertThat(merged.explain("pool.absent")).hasToString("pool.absent: no value");
    }

    @Test
    void objectIsMadeUpOfSeveralLayers() {
        MergedSnapshot merged = documents("o.x = 1", "o.y = 2", "o = 5", "o.z = 3");

        assertThat(merged.explain("o"))
                .hasToString("o: shop/a version 1, line 1 and shop/b version 1, line 1,"
                        + " hiding shop/c version 1, line 1 and shop/d version 1, line 1");
    }

    @Test
    void valueHidesWhatIsBelowItsPathInLowerLayers() {
        MergedSnapshot merged = documents("o { y = 2 }", "o = 5", "o.x = 1");

        assertThat(merged.explain("o.x")).hasToString("o.x: no value, hiding shop/c version 1, line 1");
        assertThat(merged.has("o.x")).isFalse();
    }

    @Test
    void nullOfAHigherLayerDecides() {
        assertThat(documents("a = null", "a = 1").explain("a"))
                .hasToString("a: shop/a version 1, line 1, hiding shop/b version 1, line 1");
    }

    @Test
    void valueBuiltUponALowerOneHidesItNot() {
        assertThat(documents("a += 2", "a = [1]", "a = [0]").explain("a"))
                .hasToString("a: shop/a version 1, line 1 and shop/b version 1, line 1,"
                        + " hiding shop/c version 1, line 1");
    }

    @Test
    void optionalReferenceThatLeadsNowhereContributesNothing() {
        assertThat(documents("a = ${?b}", "a = 1").explain("a")).hasToString("a: shop/b version 1, line 1");
        assertThat(documents("a = ${?b}", "a = 1\nb = 2").explain("a"))
                .hasToString("a: shop/a version 1, line 1, hiding shop/b version 1, line 1");
    }

    @Test
    void objectThatAReferenceLeadsToIsTheReferringLayersPart() {
        MergedSnapshot merged = documents("a = ${b} { z = 9 }", "a { x = 0, y = 0, z = 0 }\n\nb { x = 1 }");

        assertThat(merged.explain("a.x")).hasToString("a.x: shop/a version 1, line 1, hiding shop/b version 1, line 1");
        assertThat(merged.explain("a.y")).hasToString("a.y: shop/b version 1, line 1");
        assertThat(merged.explain("a.z")).hasToString("a.z: shop/a version 1, line 1, hiding shop/b version 1, line 1");
        assertThat(merged.shadowed()).extracting(Shadowed::path).containsExactly("a.x", "a.z");
    }

    @Test
    void severalValuesOfOneTextAreOneLayersPart() {
        assertThat(documents("a = 1\na = ${b}\na = ${?c}", "b = 2").explain("a"))
                .hasToString("a: shop/a version 1, line 1");
    }

    @Test
    void shadowedTellsHiddenValuesOfDocumentsAndByWhom() {
        MergedSnapshot merged = merged(
                environment("ORDERS_POOL_SIZE", "8"),
                document("shop/high", 3, "o = 1, p { x = 1 }, same = 1, n = 0"),
                document("shop/low", 3, "pool.size = 7, o { x = 1, y { z = 2 } }, p = 5, same = 1, free = 1, n = null"),
                text("defaults", "free = 0, pool.size = 3"));

        assertThat(merged.shadowed())
                .containsExactly(
                        new Shadowed("o.x", "shop/low", "shop/high"),
                        new Shadowed("o.y.z", "shop/low", "shop/high"),
                        new Shadowed("p", "shop/low", "shop/high"),
                        new Shadowed("pool.size", "shop/low", "environment ORDERS_*"),
                        new Shadowed("same", "shop/low", "shop/high"));
    }

    @Test
    void objectBehindAReferenceIsShadowedWhereAHigherLayerHasAValue() {
        assertThat(documents("a.x = 1", "a = ${b}", "b { x = 2, y = 3 }").shadowed())
                .containsExactly(new Shadowed("a.x", "shop/b", "shop/a"));
        assertThat(documents("a = 1", "a = ${b}", "b { x = 2, y = 3 }").shadowed())
                .containsExactly(new Shadowed("a", "shop/b", "shop/a"));
        assertThat(documents("a = ${b}", "a = ${c}", "b.x = 1, c.x = 2").shadowed())
                .containsExactly(new Shadowed("a.x", "shop/b", "shop/a"));
    }
}
