package io.edict.plain.internal.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import io.edict.DocumentId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathsTest {
    private static final DocumentId ORDERS = DocumentId.of("shop/orders");

    @Test
    void layoutIsTheOneThatOtherReleasesFind() {
        assertThat(Paths.CLUSTER).isEqualTo("/edict/cluster");
        assertThat(Paths.heads("shop")).isEqualTo("/edict/heads/shop");
        assertThat(Paths.head(ORDERS)).isEqualTo("/edict/heads/shop/orders");
        assertThat(Paths.history(ORDERS)).isEqualTo("/edict/history/shop/orders");
        assertThat(Paths.history(ORDERS, 12)).isEqualTo("/edict/history/shop/orders/12");
        assertThat(Paths.blobs(ORDERS)).isEqualTo("/edict/blobs/shop/orders");
        assertThat(Paths.blob(ORDERS, "ab")).isEqualTo("/edict/blobs/shop/orders/ab");
        assertThat(Paths.chunk(ORDERS, "ab", 3)).isEqualTo("/edict/blobs/shop/orders/ab/3");
    }

    @Test
    void documentIsFoundAtItsHead() {
        assertThat(Paths.documentAt(Paths.head(ORDERS))).isEqualTo(ORDERS);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "/",
                "/edict",
                "/edict/heads",
                "/edict/heads/",
                "/edict/heads/shop",
                "/edict/heads/shop/",
                "/edict/heads/shop/orders/deeper",
                "/edict/heads/sh op/orders",
                "/edict/history/shop/orders",
                "/edict/headsmen/shop/orders"
            })
    void noDocumentIsFoundElsewhere(String path) {
        assertThat(Paths.documentAt(path)).isNull();
    }

    @Test
    void onlyPlainNumbersNameVersions() {
        assertThat(Currents.numbers(
                        List.of("1", "20", "999999999999999999", "0", "01", "-1", "+1", "", "1a", "9".repeat(19), "１")))
                .containsExactly(1, 20, 999_999_999_999_999_999L);
    }
}
