package io.edict.plain.internal.layers;

import static io.edict.plain.internal.layers.Stacks.deleted;
import static io.edict.plain.internal.layers.Stacks.document;
import static io.edict.plain.internal.layers.Stacks.environment;
import static io.edict.plain.internal.layers.Stacks.merged;
import static org.assertj.core.api.Assertions.assertThat;

import io.edict.KeyChange;
import io.edict.Shadowed;
import io.edict.plain.internal.content.KeyDiff;
import org.junit.jupiter.api.Test;

/** Changes of documents that make no difference. */
class ShadowingTest {
    private static final Shadowed POOL_SIZE = new Shadowed("pool.size", "shop/orders", "environment ORDERS_*");

    @Test
    void changeThatAHigherLayerHidesIsShadowedAndNoChange() {
        MergedSnapshot before = withOverride(document("shop/orders", 1, "pool.size = 1, x = 1"));
        MergedSnapshot after = withOverride(document("shop/orders", 2, "pool.size = 2, x = 2"));

        assertThat(Shadowing.between(before, after)).containsExactly(POOL_SIZE);
        assertThat(KeyDiff.between(before.config(), after.config()))
                .extracting(KeyChange::path)
                .containsExactly("x");
    }

    @Test
    void removedAndAddedValuesAreShadowedToo() {
        MergedSnapshot with = withOverride(document("shop/orders", 1, "pool.size = 1"));
        MergedSnapshot without = withOverride(document("shop/orders", 2, "x = 1"));

        assertThat(Shadowing.between(with, without)).containsExactly(POOL_SIZE);
        assertThat(Shadowing.between(without, with)).containsExactly(POOL_SIZE);
        assertThat(Shadowing.between(with, withOverride(deleted("shop/orders", 3))))
                .containsExactly(POOL_SIZE);
    }

    @Test
    void withoutAnythingBeforeAllHiddenValuesAreShadowed() {
        MergedSnapshot after = withOverride(document("shop/orders", 1, "pool.size = 1, x = 1"));

        assertThat(Shadowing.between(null, after)).containsExactly(POOL_SIZE).isEqualTo(after.shadowed());
    }

    @Test
    void unchangedDocumentIsNotMentioned() {
        MergedSnapshot before = withOverride(document("shop/orders", 1, "pool.size = 1"));
        MergedSnapshot after = withOverride(document("shop/orders", 2, "# only a comment\npool { size = 1 }"));

        assertThat(Shadowing.between(before, after)).isEmpty();
    }

    @Test
    void otherReferenceInAHiddenPlaceIsAChange() {
        MergedSnapshot before = withOverride(document("shop/orders", 1, "pool.size = ${?a}"));
        MergedSnapshot after = withOverride(document("shop/orders", 2, "pool.size = ${?a}${b}, b = 1"));

        assertThat(Shadowing.between(before, after)).containsExactly(POOL_SIZE);
    }

    @Test
    void changeThatComesIntoSightInTheSameStepIsNotShadowed() {
        MergedSnapshot before = withOverride(document("shop/orders", 1, "pool.size = 1"));
        MergedSnapshot after = merged(environment(), document("shop/orders", 2, "pool.size = 2"));

        assertThat(Shadowing.between(before, after)).isEmpty();
    }

    private static MergedSnapshot withOverride(Part document) {
        return merged(environment("ORDERS_POOL_SIZE", "9"), document);
    }
}
