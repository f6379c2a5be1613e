package io.edict.plain.internal.zookeeper;

import io.edict.plain.internal.store.Deadline;
import io.edict.plain.internal.store.ServerReport;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.zookeeper.client.ConnectStringParser;

/**
 * Asks each server of a connect string for its figures by ZooKeeper's four-letter words: {@code mntr} where the server allows
 * it, else {@code srvr}, which it does unless told otherwise. Servers on an encrypted port take neither.
 */
final class Monitoring {
    private static final int MOST_ANSWERED = 64 * 1024;
    private static final Pattern MNTR = Pattern.compile("^zk_(\\w+)\\t(.*)$", Pattern.MULTILINE);
    private static final Pattern SRVR = Pattern.compile("^([A-Z][\\w ]*): (.*)$", Pattern.MULTILINE);

    private Monitoring() {}

    static List<ServerReport> ask(String connectString, Deadline deadline) {
        List<CompletableFuture<ServerReport>> reports = new ConnectStringParser(connectString)
                .getServerAddresses().stream()
                        .map(server -> ask(server, deadline))
                        .toList();
        return reports.stream().map(CompletableFuture::join).toList();
    }

    private static CompletableFuture<ServerReport> ask(InetSocketAddress server, Deadline deadline) {
        String name = server.getHostString() + ":" + server.getPort();
        long millis = Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline.leftNanos()));
        CompletableFuture<ServerReport> report = new CompletableFuture<>();
        Connection.daemon("edict-monitor", () -> report.complete(report(name, server, (int) millis)))
                .start();
        return report.completeOnTimeout(
                new ServerReport(name, Map.of(), "does not answer"), millis, TimeUnit.MILLISECONDS);
    }

    private static ServerReport report(String name, InetSocketAddress server, int millis) {
        try {
            Map<String, String> figures = parse(MNTR, say("mntr", server, millis));
            if (!figures.isEmpty()) {
                return new ServerReport(name, figures, null);
            }
            figures = parse(SRVR, say("srvr", server, millis));
            return new ServerReport(
                    name,
                    figures,
                    figures.isEmpty()
                            ? "tells nothing: its port is encrypted, or 4lw.commands.whitelist lacks srvr"
                            : "tells little: 4lw.commands.whitelist lacks mntr");
        } catch (IOException e) {
            return new ServerReport(name, Map.of(), "cannot be reached");
        }
    }

    private static String say(String word, InetSocketAddress server, int millis) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(server.getHostString(), server.getPort()), millis);
            socket.setSoTimeout(millis);
            socket.getOutputStream().write(word.getBytes(StandardCharsets.US_ASCII));
            InputStream answer = socket.getInputStream();
            return new String(answer.readNBytes(MOST_ANSWERED), StandardCharsets.UTF_8);
        }
    }

    private static Map<String, String> parse(Pattern line, String answer) {
        Map<String, String> figures = new LinkedHashMap<>();
        Matcher matcher = line.matcher(answer);
        while (matcher.find()) {
            figures.put(matcher.group(1), matcher.group(2).trim());
        }
        return figures;
    }
}
