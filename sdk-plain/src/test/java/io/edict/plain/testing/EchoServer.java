package io.edict.plain.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Sends back what it gets, after a greeting. */
final class EchoServer implements AutoCloseable {
    private final Queue<Socket> clients = new ConcurrentLinkedQueue<>();
    private final byte[] greeting;
    private final ServerSocket door;

    EchoServer(String greeting) {
        this.greeting = greeting.getBytes(StandardCharsets.US_ASCII);
        try {
            door = new ServerSocket(0, 50, ReservedPort.address(0).getAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(this::accept);
    }

    int port() {
        return door.getLocalPort();
    }

    int connections() {
        return clients.size();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = door.accept();
                clients.add(client);
                daemon(() -> echo(client));
            }
        } catch (IOException e) {
            clients.forEach(EchoServer::quietly);
        }
    }

    private void echo(Socket client) {
        try (client) {
            client.getOutputStream().write(greeting);
            client.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException e) {
            clients.remove(client);
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "echo");
        thread.setDaemon(true);
        thread.start();
    }

    private static void quietly(Socket client) {
        try {
            client.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Closes all connections. */
    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
