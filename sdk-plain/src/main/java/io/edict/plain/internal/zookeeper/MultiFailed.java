package io.edict.plain.internal.zookeeper;

import java.util.List;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.OpResult;
import org.apache.zookeeper.OpResult.ErrorResult;
import org.jspecify.annotations.Nullable;

/** A transaction that failed, with the operation that is to blame. Never leaves this package. */
final class MultiFailed extends Exception {
    private static final long serialVersionUID = 1L;

    private final Code code;
    private final int culprit;

    MultiFailed(Code code, @Nullable List<OpResult> results) {
        super("Transaction failed: " + code);
        this.code = code;
        this.culprit = culprit(results);
    }

    Code code() {
        return code;
    }

    /** The index of the operation that failed, or -1 if the whole transaction did not get through. */
    int culprit() {
        return culprit;
    }

    /** Operations before the culprit report 0, the culprit its own code, all behind it RUNTIMEINCONSISTENCY. */
    private static int culprit(@Nullable List<OpResult> results) {
        for (int i = 0; results != null && i < results.size(); i++) {
            if (results.get(i) instanceof ErrorResult error && error.getErr() != 0) {
                return i;
            }
        }
        return -1;
    }
}
