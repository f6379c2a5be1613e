package io.edict.plain.internal.zookeeper;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * What a server that accepts connections makes known of itself without a session. It may close the connection at once: then
 * it has as many as it is allowed to have. Else it is asked {@code srvr}; a server may be set up to answer no such
 * question, and then nothing more is known.
 */
final class Greeting {
    static final String CLOSED = "closes connections at once: it may have as many as maxClientCnxns or maxCnxns allow";

    private static final int MOST = 4096;
    private static final int MOST_PATIENCE = 500;

    private final Socket socket;
    private final int millis;
    private final int patience;

    /**
     * Begins with a connected socket.
     *
     * @param millis how long all of it may take
     */
    Greeting(Socket socket, int millis) {
        this.socket = socket;
        this.millis = millis;
        this.patience = Math.max(1, Math.min(MOST_PATIENCE, millis * 2 / 5));
    }

    /** With TLS 1.3, what a server has against the client's certificate only comes after the handshake, and is thrown. */
    boolean closedAtOnce() throws IOException {
        socket.setSoTimeout(patience);
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException reset) {
            if (socket instanceof SSLSocket) {
                throw reset;
            }
            return true;
        }
    }

    /**
     * The answer to a question that servers answer without a session, empty if there is none. With a fifth byte, because
     * only by the fifth does a server that speaks TLS see that the client does not.
     */
    String answer() throws IOException {
        socket.setSoTimeout(Math.max(1, millis - patience));
        socket.getOutputStream().write("srvr\n".getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
        byte[] begin = socket.getInputStream().readNBytes(MOST);
        return begin.length > 0 && begin[0] >= ' ' ? new String(begin, StandardCharsets.US_ASCII) : "";
    }

    /** What an answer tells, as a clause that follows the server's name, or null if nothing. */
    static @Nullable String meaning(String answer) {
        if (answer.contains("not currently serving requests")) {
            return "is up but serves nobody: it has no quorum, or is starting";
        }
        if (answer.contains("Mode: read-only")) {
            return "is cut off from its cluster and serves reads only, which Edict does not use because they may be old";
        }
        return null;
    }
}
