package io.edict.plain.internal.zookeeper;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/**
 * What a server that accepts connections makes known of itself without a session. It may close the connection at once: then
 * it has as many as it is allowed to have. Else it is asked {@code srvr}; a server may be set up to answer no such
 * question, and then nothing more is known.
 */
final class Greeting {
    static final String CLOSED = "closes connections at once: it may have as many as maxClientCnxns or maxCnxns allow";

    private static final int MOST = 4096;
    private static final String UNKNOWN = "accepts connections but gives no session";

    private final Socket socket;
    private final int patience;

    /**
     * Begins with a connected socket.
     *
     * @param millis how long all of it may take
     */
    Greeting(Socket socket, int millis) {
        this.socket = socket;
        this.patience = Math.max(1, Math.min(500, millis * 2 / 5));
    }

    /** The end of a sentence that begins with the server. */
    String exchange() {
        try {
            socket.setSoTimeout(patience);
            return closedAtOnce() ? CLOSED : meaning(answer());
        } catch (IOException e) {
            return UNKNOWN;
        }
    }

    private boolean closedAtOnce() {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    private String answer() throws IOException {
        socket.getOutputStream().write("srvr".getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
        return new String(socket.getInputStream().readNBytes(MOST), StandardCharsets.UTF_8);
    }

    private static String meaning(String answer) {
        if (answer.contains("not currently serving requests")) {
            return "is up but serves nobody: it has no quorum, or is starting";
        }
        if (answer.contains("Mode: read-only")) {
            return "is cut off from its cluster and serves reads only, which Edict does not use because they may be old";
        }
        return UNKNOWN;
    }
}
