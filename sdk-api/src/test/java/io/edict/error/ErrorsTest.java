package io.edict.error;

import static org.assertj.core.api.Assertions.assertThat;

import io.edict.DocumentId;
import io.edict.Version;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What errors carry. */
class ErrorsTest {
    private static final DocumentId ORDERS = DocumentId.of("shop/orders");
    private static final Version THREE = new Version(1, 3);

    @ParameterizedTest
    @MethodSource
    void errorCarriesMessageDocumentVersionAndCause(
            EdictException error, Optional<DocumentId> document, Optional<Version> version, Optional<Throwable> cause) {
        assertThat(error).hasMessage("what and where");
        assertThat(error.document()).isEqualTo(document);
        assertThat(error.version()).isEqualTo(version);
        assertThat(Optional.ofNullable(error.getCause())).isEqualTo(cause);
    }

    static Stream<Object[]> errorCarriesMessageDocumentVersionAndCause() {
        String message = "what and where";
        Throwable cause = new IllegalStateException("below");
        return Stream.of(
                row(new AccessDeniedException(message, ORDERS, cause), ORDERS, null, cause),
                row(new BindingException(message, ORDERS, THREE, List.of()), ORDERS, THREE, null),
                row(new ClientClosedException(message), null, null, null),
                row(new UnacceptableValueException(message), null, null, null),
                row(new ConflictException(message, ORDERS, THREE), ORDERS, THREE, null),
                row(new SecretException(message, ORDERS, THREE, "db.password", "2026-11"), ORDERS, THREE, null),
                row(new UntrustedVersionException(message, ORDERS, THREE), ORDERS, THREE, null),
                row(new ContentTooLargeException(message, ORDERS), ORDERS, null, null),
                row(new CorruptContentException(message, ORDERS, THREE, cause), ORDERS, THREE, cause),
                row(new DocumentAbsentException(message, ORDERS, THREE), ORDERS, THREE, null),
                row(new DocumentRefusedException(message, ORDERS, THREE), ORDERS, THREE, null),
                row(new InvalidDocumentException(message, ORDERS, THREE, 5, 12), ORDERS, THREE, null),
                row(new InvalidRequestException(message), null, null, null),
                row(new LocalCopyException(message, cause), null, null, cause),
                row(new MissingValueException(message, ORDERS, THREE, "a.b"), ORDERS, THREE, null),
                row(new OutcomeUnknownException(message, ORDERS, new UUID(1, 2), cause), ORDERS, null, cause),
                row(new StoreUnreachableException(message, null, cause), null, null, cause),
                row(new VersionNotKeptException(message, ORDERS), ORDERS, null, null),
                row(new WrongTypeException(message, ORDERS, THREE, "a.b"), ORDERS, THREE, null));
    }

    @Test
    void errorCarriesWhatItsReactionNeeds() {
        assertThat(new ConflictException("", ORDERS, THREE).actual()).contains(THREE);
        assertThat(new ConflictException("", ORDERS, null).actual()).isEmpty();
        assertThat(new OutcomeUnknownException("", ORDERS, new UUID(1, 2), null).publishId())
                .isEqualTo(new UUID(1, 2));
        assertThat(new MissingValueException("", ORDERS, THREE, "a.b").path()).isEqualTo("a.b");
        assertThat(new InvalidDocumentException("", ORDERS, null, 5, 12))
                .returns(5, InvalidDocumentException::line)
                .returns(12, InvalidDocumentException::column);
    }

    @Test
    void bindingErrorTellsItsProblems() {
        BindingProblem problem = new BindingProblem(
                BindingProblem.Kind.ABSENT, "a.b", new BindingProblem.Place(ORDERS, THREE, 7), "an int", "missing");

        assertThat(new BindingException("", ORDERS, THREE, List.of(problem)).problems())
                .containsExactly(problem);
    }

    @Test
    void errorSentToAnotherProcessKeepsItsMessageAndPlace() throws IOException, ClassNotFoundException {
        InvalidDocumentException sent = new InvalidDocumentException("what and where", ORDERS, THREE, 5, 12);

        assertThat(received(sent))
                .hasMessage("what and where")
                .isInstanceOfSatisfying(InvalidDocumentException.class, e -> {
                    assertThat(e.line()).isEqualTo(5);
                    assertThat(e.document()).isEmpty();
                });
    }

    private static Throwable received(Throwable sent) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(sent);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (Throwable) in.readObject();
        }
    }

    private static Object[] row(
            EdictException error, @Nullable DocumentId document, @Nullable Version version, @Nullable Throwable cause) {
        return new Object[] {
            error, Optional.ofNullable(document), Optional.ofNullable(version), Optional.ofNullable(cause)
        };
    }

    @Test
    void secretErrorTellsPathAndKey() {
        SecretException error = new SecretException("what and where", ORDERS, THREE, "db.password", "2026-11");

        assertThat(error.path()).isEqualTo("db.password");
        assertThat(error.keyId()).isEqualTo("2026-11");
    }
}
