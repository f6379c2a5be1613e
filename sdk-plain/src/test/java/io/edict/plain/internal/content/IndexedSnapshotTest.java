package io.edict.plain.internal.content;

import static io.edict.plain.internal.content.Contents.hocon;
import static io.edict.plain.internal.content.Contents.snapshot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edict.Format;
import io.edict.Snapshot;
import io.edict.error.InvalidRequestException;
import io.edict.error.MissingValueException;
import io.edict.error.WrongTypeException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Look-ups, and what is said when they fail. */
class IndexedSnapshotTest {
    private final Snapshot orders = snapshot(hocon("""
                    pool {
                      size = 5
                      wait = 10s
                      names = [a, 2, true]
                    }
                    none = null
                    secret = hunter2
                    "a.b" { "c d" = x }
                    big = 3000000000
                    """));

    @Test
    void textThatBeginsWithHalfACharacterIsNoDurationAndNoFailureOfAnotherKind() {
        Snapshot snapshot = Contents.snapshot(Contents.hocon("a = \"\\ude00zq\""));

        assertThatThrownBy(() -> snapshot.getDuration("a"))
                .isInstanceOf(WrongTypeException.class)
                .hasMessageNotContaining("zq");
    }

    @Test
    void valuesAreReadByPlainPath() {
        assertThat(orders.getInt("pool.size")).isEqualTo(5);
        assertThat(orders.getLong("big")).isEqualTo(3_000_000_000L);
        assertThat(orders.getDouble("pool.size")).isEqualTo(5.0);
        assertThat(orders.getString("secret")).isEqualTo("hunter2");
        assertThat(orders.getString("pool.size")).isEqualTo("5");
        assertThat(orders.getDuration("pool.wait")).isEqualTo(Duration.ofSeconds(10));
        assertThat(orders.getStringList("pool.names")).containsExactly("a", "2", "true");
        assertThat(orders.getInt("absent", 7)).isEqualTo(7);
        assertThat(orders.findString("absent")).isEmpty();
    }

    @Test
    void otherSpellingsOfAPathLeadToTheSameValue() {
        assertThat(orders.getInt("\"pool\".\"size\"")).isEqualTo(5);
        assertThat(orders.getInt(" pool.size ")).isEqualTo(5);
        assertThat(orders.getString("\"a.b\".\"c d\"")).isEqualTo("x");
        assertThat(orders.getString("\"a.b\".c d")).isEqualTo("x");
        assertThat(orders.has("a.b")).isFalse();
    }

    @Test
    void objectsAreThereAndNullsAreNot() {
        assertThat(orders.has("pool")).isTrue();
        assertThat(orders.has("pool.names")).isTrue();
        assertThat(orders.has("none")).isFalse();
        assertThat(orders.has("\"none\"")).isFalse();
        assertThat(orders.has("pool.absent")).isFalse();
    }

    @Test
    void stringListIsImmutable() {
        List<String> names = orders.getStringList("pool.names");

        assertThatThrownBy(() -> names.add("b")).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void missingValueNamesDocumentVersionPathAndRemedy() {
        assertThatThrownBy(() -> orders.getInt("pool.absent"))
                .isInstanceOfSatisfying(MissingValueException.class, e -> {
                    assertThat(e.path()).isEqualTo("pool.absent");
                    assertThat(e.document()).contains(orders.id());
                    assertThat(e.version()).contains(orders.version());
                })
                .hasNoCause()
                .hasMessage("shop/orders version 3 has no value at pool.absent, where an int was asked for;"
                        + " add it to the document, or read with a fallback");
    }

    @Test
    void nullNamesItsLine() {
        assertThatThrownBy(() -> orders.getString("none"))
                .isInstanceOf(MissingValueException.class)
                .hasMessageStartingWith("shop/orders version 3 has only null at none (line 6), where a string");
    }

    @Test
    void valueOfAnotherTypeNamesItsLineAndNotItself() {
        assertThatThrownBy(() -> orders.getInt("secret"))
                .isInstanceOf(WrongTypeException.class)
                .hasNoCause()
                .hasMessage("shop/orders version 3 has a value at secret (line 7) that cannot be read as an int;"
                        + " mend the document, or the code that reads it");
        assertThatThrownBy(() -> orders.getDuration("secret"))
                .isInstanceOf(WrongTypeException.class)
                .hasNoCause()
                .hasMessageNotContaining("hunter2");
        assertThatThrownBy(() -> orders.getInt("big"))
                .isInstanceOf(WrongTypeException.class)
                .hasMessageNotContaining("3000");
    }

    @Test
    void valueBelowAScalarIsMissing() {
        assertThatThrownBy(() -> orders.getInt("secret.part")).isInstanceOf(MissingValueException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a..b", ".a", "a.", "a[0]", "${a}"})
    void pathThatIsNoneIsTheCallersMistake(String path) {
        assertThatThrownBy(() -> orders.getInt(path)).isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> orders.has(path))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("cannot be looked up in shop/orders version 3");
    }

    @Test
    void deletedDocumentSaysSo() {
        Snapshot deleted = snapshot(
                Contents.deletion(4),
                DocumentParser.parse(Contents.deletion(4), "").config());

        assertThat(deleted.isDeleted()).isTrue();
        assertThat(deleted.has("pool.size")).isFalse();
        assertThatThrownBy(() -> deleted.getInt("pool.size"))
                .isInstanceOf(MissingValueException.class)
                .hasMessage("shop/orders is deleted in version 4, so an int at pool.size cannot be read;"
                        + " publish the document again, or read with a fallback");
    }

    @Test
    void textNamesDocumentVersionAndCountAndNoValue() {
        assertThat(orders).hasToString("Snapshot[shop/orders version 3, 6 values from the store at 127.0.0.1:2181]");
    }

    @Test
    void propertiesReadAsNumbersAndBooleans() {
        Snapshot snapshot = snapshot(Contents.read(
                Format.PROPERTIES,
                "i=12\nn=-12\nd=1.5\nt=yes\nplus=+5\nlong=999999999999999999\nhuge=99999999999999999999"));

        assertThat(snapshot.getInt("i")).isEqualTo(12);
        assertThat(snapshot.getInt("n")).isEqualTo(-12);
        assertThat(snapshot.getInt("plus")).isEqualTo(5);
        assertThat(snapshot.getDouble("i")).isEqualTo(12.0);
        assertThat(snapshot.getDouble("d")).isEqualTo(1.5);
        assertThat(snapshot.getBoolean("t")).isTrue();
        assertThat(snapshot.getLong("long")).isEqualTo(999_999_999_999_999_999L);
        assertThatThrownBy(() -> snapshot.getInt("long")).isInstanceOf(WrongTypeException.class);
        assertThat(snapshot.getDouble("huge")).isEqualTo(1e20);
    }
}
