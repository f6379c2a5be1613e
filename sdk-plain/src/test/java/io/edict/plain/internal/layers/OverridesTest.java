package io.edict.plain.internal.layers;

import static io.edict.plain.internal.layers.Stacks.document;
import static io.edict.plain.internal.layers.Stacks.environment;
import static io.edict.plain.internal.layers.Stacks.merged;
import static io.edict.plain.internal.layers.Stacks.properties;
import static io.edict.plain.internal.layers.Stacks.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigValueType;
import org.junit.jupiter.api.Test;

/** Which keys system properties and environment variables mean. */
class OverridesTest {
    private static final String POOL = "pool { max-size = 5, minSize = 1, log_all = false }";

    @Test
    void elementsMeanKeysOfLowerLayersThatAreTheSameButForCaseAndSigns() {
        MergedSnapshot merged = merged(
                environment("ORDERS_POOL_MAXSIZE", "7", "ORDERS_POOL_MINSIZE", "2"),
                properties("orders.POOL.logAll", "true"),
                document("shop/orders", 1, POOL));

        assertThat(merged.getInt("pool.max-size")).isEqualTo(7);
        assertThat(merged.getInt("pool.minSize")).isEqualTo(2);
        assertThat(merged.getBoolean("pool.log_all")).isTrue();
        assertThat(merged.config().root()).containsOnlyKeys("pool");
        assertThat(merged.config().getObject("pool")).hasSize(3);
    }

    @Test
    void elementThatNoLowerLayerHasIsInLowerCaseInVariablesAndAsWrittenInProperties() {
        MergedSnapshot merged = merged(
                environment("ORDERS_NEW_KEY", "1"),
                properties("orders.new.otherKey", "2"),
                document("shop/orders", 1, "a = 1"));

        assertThat(merged.getInt("new.key")).isEqualTo(1);
        assertThat(merged.getInt("new.otherKey")).isEqualTo(2);
    }

    @Test
    void keysAreFoundAnewInEachMerge() {
        Part overrides = environment("ORDERS_POOL_MAXSIZE", "7");

        assertThat(merged(overrides, document("shop/orders", 1, POOL)).getInt("pool.max-size"))
                .isEqualTo(7);
        assertThat(merged(overrides, document("shop/orders", 2, "pool.maxSize = 1"))
                        .getInt("pool.maxSize"))
                .isEqualTo(7);
    }

    @Test
    void layersAboveDoNotSpellForLayersBelow() {
        MergedSnapshot merged = merged(
                document("shop/high", 1, "pool.maxSize = 1"),
                environment("ORDERS_POOL_MAXSIZE", "7"),
                document("shop/low", 1, POOL));

        assertThat(merged.getInt("pool.maxSize")).isEqualTo(1);
        assertThat(merged.getInt("pool.max-size")).isEqualTo(7);
    }

    @Test
    void keysOfObjectsThatReferencesLeadToAreFound() {
        MergedSnapshot merged = merged(
                text("high", "other { x = 1 }"),
                environment("ORDERS_A_MAXSIZE", "7", "ORDERS_B_MAXSIZE", "8"),
                document("shop/orders", 1, "a = ${base}, b = ${other} { max-size = 2 }"),
                text("defaults", "base { max-size = 5 }"));

        assertThat(merged.getInt("a.max-size")).isEqualTo(7);
        assertThat(merged.getInt("b.max-size")).isEqualTo(8);
        assertThat(merged.getInt("base.max-size")).isEqualTo(5);
    }

    @Test
    void exactKeyGoesBeforeOthersAndElseTheFirst() {
        MergedSnapshot merged = merged(
                properties("orders.max_size", "7", "orders.wait_time", "8"),
                document("shop/orders", 1, "maxSize = 1, max_size = 2, waitTime = 3, wait-time = 4"));

        assertThat(merged.getInt("max_size")).isEqualTo(7);
        assertThat(merged.getInt("maxSize")).isEqualTo(1);
        assertThat(merged.getInt("wait-time")).isEqualTo(8);
        assertThat(merged.getInt("waitTime")).isEqualTo(3);
    }

    @Test
    void valuesAreTextThatReadsAsWhatItLooksLike() {
        MergedSnapshot merged = merged(
                environment("ORDERS_N", "05", "ORDERS_B", "yes", "ORDERS_S", "${a} # no comment"),
                document("shop/orders", 1, "a = 1, s = x"));

        assertThat(merged.config().getValue("n").valueType()).isEqualTo(ConfigValueType.STRING);
        assertThat(merged.getString("n")).isEqualTo("05");
        assertThat(merged.getInt("n")).isEqualTo(5);
        assertThat(merged.getBoolean("b")).isTrue();
        assertThat(merged.getString("s")).isEqualTo("${a} # no comment");
    }

    @Test
    void referencesSeeOverrides() {
        MergedSnapshot merged = merged(
                environment("ORDERS_PORT", "81"), document("shop/orders", 1, "port = 80, url = \"host:\"${port}"));

        assertThat(merged.getString("url")).isEqualTo("host:81");
    }

    @Test
    void namesThatAreNoPathsAreLeftOut() {
        MergedSnapshot merged = merged(
                environment(
                        "ORDERS_",
                        "1",
                        "ORDERS__",
                        "2",
                        "OTHER_A",
                        "3",
                        "orders_a",
                        "4",
                        "ORDERS_" + "A_".repeat(101),
                        "5"),
                properties("orders.", "1", "orders", "2", "orders..x", "3"),
                document("shop/orders", 1, "a = 0"));

        assertThat(merged.getInt("a")).isZero();
        assertThat(merged.getInt("x")).isEqualTo(3);
        assertThat(merged.config().root()).hasSize(2);
    }

    @Test
    void valueThatHasOthersBelowItIsAnObject() {
        MergedSnapshot merged =
                merged(environment("ORDERS_POOL", "1", "ORDERS_POOL_SIZE", "2"), document("shop/orders", 1, "a = 0"));

        assertThat(merged.getInt("pool.size")).isEqualTo(2);
    }
}
