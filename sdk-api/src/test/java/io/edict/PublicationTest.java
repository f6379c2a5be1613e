package io.edict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edict.error.InvalidRequestException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be published, and how. */
class PublicationTest {
    private final Publication text = Publication.of("shop/orders", Format.HOCON, "a = 1");

    @Test
    void textIsPublishedUnconditionallyAndCheckedUnlessSaidOtherwise() {
        assertThat(text.id()).isEqualTo(DocumentId.of("shop/orders"));
        assertThat(text.what()).isEqualTo(new Publication.What.Text(Format.HOCON, "a = 1"));
        assertThat(text.expectation()).isEqualTo(new Publication.Expectation.Unconditional());
        assertThat(text.options()).isEqualTo(new Publication.Options(null, "", 0, true));
    }

    @Test
    void everyOptionKeepsTheOthers() {
        Publication all = text.by("ann").because("more").keeping(7).unchecked().ifVersion(3);

        assertThat(all.what()).isEqualTo(text.what());
        assertThat(all.expectation()).isEqualTo(new Publication.Expectation.CurrentIs(3));
        assertThat(all.options()).isEqualTo(new Publication.Options("ann", "more", 7, false));
        assertThat(text.ifVersion(3)
                        .unchecked()
                        .keeping(7)
                        .because("more")
                        .by("ann")
                        .options())
                .isEqualTo(all.options());
    }

    @Test
    void publicationIsNeverChanged() {
        assertThat(text.ifAbsent()).isNotSameAs(text);
        assertThat(text.expectation()).isEqualTo(Publication.Expectation.NONE);
        assertThat(text.ifVersion(1).ifAbsent().expectation()).isEqualTo(new Publication.Expectation.Absent());
    }

    @Test
    void rollbackAndDeletionAreOfTheirDocument() {
        DocumentId id = DocumentId.of("shop/orders");

        assertThat(Publication.rollback(id, 2).what()).isEqualTo(new Publication.What.Rollback(2));
        assertThat(Publication.deletion(id).what()).isEqualTo(new Publication.What.Deletion());
        assertThat(Publication.deletion(id).id()).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    void numbersBelowOneAreRefused(long number) {
        assertThatThrownBy(() -> Publication.rollback(text.id(), number))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("shop/orders");
        assertThatThrownBy(() -> text.ifVersion(number))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("ifAbsent()");
        assertThatThrownBy(() -> text.keeping((int) Math.max(number, -1))).isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void idThatIsNoneIsRefused() {
        assertThatThrownBy(() -> Publication.of("orders", Format.JSON, "{}"))
                .isInstanceOf(InvalidRequestException.class);
    }
}
