package io.edict.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.edict.DocumentId;
import io.edict.Version;
import io.edict.error.AccessDeniedException;
import io.edict.error.AwaitTimeoutException;
import io.edict.error.ClientClosedException;
import io.edict.error.ConflictException;
import io.edict.error.ContentTooLargeException;
import io.edict.error.CorruptContentException;
import io.edict.error.DocumentAbsentException;
import io.edict.error.DocumentRefusedException;
import io.edict.error.EdictException;
import io.edict.error.InvalidDocumentException;
import io.edict.error.InvalidRequestException;
import io.edict.error.LocalCopyException;
import io.edict.error.MissingValueException;
import io.edict.error.OutcomeUnknownException;
import io.edict.error.SecretException;
import io.edict.error.StoreUnreachableException;
import io.edict.error.VersionNotKeptException;
import io.edict.error.WrongTypeException;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ExitCodeTest {
    private static final DocumentId ID = DocumentId.of("shop/orders");

    @ParameterizedTest
    @MethodSource("errors")
    void errorsEndWithTheCodeThatTheHelpPromises(EdictException error, int code) {
        assertThat(ExitCode.of(error).number()).isEqualTo(code);
    }

    static Stream<Arguments> errors() {
        return Stream.of(
                Arguments.of(new ConflictException("", ID, new Version(1, 1)), 1),
                Arguments.of(new ContentTooLargeException("", ID), 1),
                Arguments.of(new DocumentRefusedException("", ID, null), 1),
                Arguments.of(new InvalidDocumentException("", ID, null, 1, 1), 1),
                Arguments.of(new SecretException("", ID, null, "a", ""), 1),
                Arguments.of(new InvalidRequestException(""), 2),
                Arguments.of(new DocumentAbsentException("", ID, null), 3),
                Arguments.of(new VersionNotKeptException("", ID), 3),
                Arguments.of(new StoreUnreachableException("", ID, null), 4),
                Arguments.of(new OutcomeUnknownException("", ID, new UUID(0, 0), null), 4),
                Arguments.of(new AccessDeniedException("", ID, null), 5),
                Arguments.of(new LocalCopyException("", null), 6),
                Arguments.of(new CorruptContentException("", ID, null, null), 6),
                Arguments.of(new AwaitTimeoutException("", ID, null), 6),
                Arguments.of(new MissingValueException("", ID, new Version(1, 1), "a"), 6),
                Arguments.of(new WrongTypeException("", ID, new Version(1, 1), "a"), 6),
                Arguments.of(new ClientClosedException(""), 6));
    }

    @Test
    void commandsOwnFailuresBringTheirCode() {
        assertThat(ExitCode.of(new Failure(ExitCode.ABSENT, "gone"))).isEqualTo(ExitCode.ABSENT);
    }

    @Test
    void anythingElseIsOther() {
        assertThat(ExitCode.of(new IllegalStateException()).number()).isEqualTo(6);
    }
}
