package io.edict.plain.internal.zookeeper;

import io.edict.plain.internal.store.Deadline;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.zookeeper.client.ConnectStringParser;

/**
 * Finds out what is wrong with the servers of a connect string, for the error that a person reads: each one is tried with
 * a connection like the client's, all at once, each on a thread of its own, because name servers may keep a thread for long.
 */
final class ServerProbe {
    private static final int MOST_TALK = 1500;

    private final List<InetSocketAddress> servers;
    private final Credentials credentials;

    ServerProbe(String connectString, Credentials credentials) {
        this.credentials = credentials;
        this.servers = new ArrayList<>(new ConnectStringParser(connectString).getServerAddresses());
    }

    /** One clause for each server, for example {@code zk1:2181 refuses connections}. */
    String diagnose(Deadline deadline) {
        List<CompletableFuture<String>> clauses = servers.stream()
                .map(server -> probe(server, (int) Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline.leftNanos()))))
                .toList();
        return clauses.stream().map(CompletableFuture::join).collect(Collectors.joining(", "));
    }

    private CompletableFuture<String> probe(InetSocketAddress server, int millis) {
        CompletableFuture<String> clause = new CompletableFuture<>();
        Connection.daemon("edict-probe", () -> clause.complete(attempt(server, millis)))
                .start();
        String name = server.getHostString() + ":" + server.getPort();
        return clause.completeOnTimeout(name + " does not answer", millis + 50L, TimeUnit.MILLISECONDS);
    }

    private String attempt(InetSocketAddress server, int millis) {
        String name = server.getHostString() + ":" + server.getPort();
        InetSocketAddress resolved = new InetSocketAddress(server.getHostString(), server.getPort());
        if (resolved.isUnresolved()) {
            return name + " is a name that does not resolve";
        }
        try (Socket socket = new Socket()) {
            socket.connect(resolved, millis);
        } catch (SocketTimeoutException e) {
            return name + " does not answer";
        } catch (ConnectException | NoRouteToHostException e) {
            return name + " refuses connections";
        } catch (IOException reset) {
            return name + " " + Greeting.CLOSED;
        }
        int talk = Math.max(1, Math.min(MOST_TALK, millis * 2 / 3));
        return name + " " + new Conversation(server, credentials, talk).result();
    }
}
