package io.edict.plain.internal.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import io.edict.DocumentId;
import io.edict.error.AccessDeniedException;
import io.edict.error.EdictException;
import io.edict.error.InvalidRequestException;
import io.edict.error.StoreUnreachableException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.OpResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StoreErrorsTest {
    private static final DocumentId ORDERS = DocumentId.of("shop/orders");

    private final StoreErrors errors = new StoreErrors("zk1:2181");

    @ParameterizedTest
    @EnumSource(
            value = Code.class,
            names = {
                "CONNECTIONLOSS",
                "SESSIONEXPIRED",
                "SESSIONMOVED",
                "OPERATIONTIMEOUT",
                "REQUESTTIMEOUT",
                "SYSTEMERROR",
                "MARSHALLINGERROR",
                "UNIMPLEMENTED",
                "NEWCONFIGNOQUORUM",
                "NOTREADONLY"
            })
    void whatMayPassIsAnUnreachableStore(Code code) {
        KeeperException failure = KeeperException.create(code, "/edict/heads/shop/orders");

        EdictException error = errors.translate(failure, ORDERS);

        assertThat(error)
                .isInstanceOf(StoreUnreachableException.class)
                .hasMessageContaining("zk1:2181")
                .hasMessageContaining("about shop/orders (" + code + ")")
                .hasMessageContaining("try again")
                .hasCause(failure);
        assertThat(error.document()).contains(ORDERS);
    }

    @Test
    void missingRightNamesTheNode() {
        KeeperException failure = KeeperException.create(Code.NOAUTH, "/edict/heads/shop/orders");

        assertThat(errors.translate(failure, ORDERS))
                .isInstanceOf(AccessDeniedException.class)
                .hasMessageContaining("refused a request about shop/orders")
                .hasMessageContaining("(node /edict/heads/shop/orders)");
        assertThat(errors.translate(failure, null).getMessage()).doesNotContain("about");
        assertThat(errors.translate(KeeperException.create(Code.NOAUTH), null).getMessage())
                .doesNotContain("node");
    }

    @ParameterizedTest
    @EnumSource(
            value = Code.class,
            names = {"AUTHFAILED", "SESSIONCLOSEDREQUIRESASLAUTH"})
    void refusedCredentialsAreDeniedAccess(Code code) {
        assertThat(errors.translate(KeeperException.create(code), ORDERS))
                .isInstanceOf(AccessDeniedException.class)
                .hasMessageContaining("credentials");
    }

    @Test
    void missingParentAsksForThePathOfTheConnectString() {
        assertThat(errors.translate(KeeperException.create(Code.NONODE, "/edict"), null))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("create that path there first (node /edict)");
    }

    @Test
    void wrappingsAreRemovedAndOwnErrorsPass() {
        EdictException own = new InvalidRequestException("own");

        assertThat(errors.translate(new ExecutionException(new CompletionException(own)), ORDERS))
                .isSameAs(own);
        assertThat(StoreErrors.code(new CompletionException(KeeperException.create(Code.NOAUTH))))
                .isEqualTo(Code.NOAUTH);
        assertThat(StoreErrors.code(new IllegalStateException("bug"))).isEqualTo(Code.SYSTEMERROR);
        assertThat(StoreErrors.unwrap(new ExecutionException(null)))
                .as("a wrapping around nothing")
                .isInstanceOf(ExecutionException.class);
    }

    @ParameterizedTest
    @EnumSource(Code.class)
    void outcomeIsUnknownWhereNoAnswerCame(Code code) {
        Set<Code> silent = EnumSet.of(
                Code.CONNECTIONLOSS,
                Code.SESSIONEXPIRED,
                Code.SESSIONMOVED,
                Code.OPERATIONTIMEOUT,
                Code.REQUESTTIMEOUT);

        assertThat(StoreErrors.outcomeUnknown(code)).isEqualTo(silent.contains(code));
    }

    @Test
    void failedTransactionNamesTheFirstOperationThatFailed() {
        List<OpResult> results = List.of(
                new OpResult.ErrorResult(0),
                new OpResult.ErrorResult(Code.BADVERSION.intValue()),
                new OpResult.ErrorResult(Code.RUNTIMEINCONSISTENCY.intValue()));

        MultiFailed failed = new MultiFailed(Code.BADVERSION, results);

        assertThat(failed.culprit()).isEqualTo(1);
        assertThat(StoreErrors.code(new CompletionException(failed))).isEqualTo(Code.BADVERSION);
        assertThat(new MultiFailed(Code.CONNECTIONLOSS, null).culprit()).isEqualTo(-1);
        assertThat(new MultiFailed(Code.CONNECTIONLOSS, List.of()).culprit()).isEqualTo(-1);
        assertThat(errors.translate(new MultiFailed(Code.NOAUTH, null), ORDERS))
                .isInstanceOf(AccessDeniedException.class);
    }
}
