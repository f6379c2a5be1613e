package io.edict.plain.testing;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** The questions that a ZooKeeper server answers on its client port without a session, such as {@code srvr}. */
final class FourLetterWord {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private FourLetterWord() {}

    /** Asks a server; fails if nobody answers within 2 seconds. */
    static String ask(int port, String word) throws IOException {
        try (Socket socket = new Socket()) {
            int millis = (int) PATIENCE.toMillis();
            socket.setSoTimeout(millis);
            socket.connect(ReservedPort.address(port), millis);
            socket.getOutputStream().write(word.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
