package io.edict.plain.internal.zookeeper;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.apache.jute.BinaryOutputArchive;
import org.apache.jute.Record;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.common.X509Exception;
import org.apache.zookeeper.proto.AuthPacket;
import org.apache.zookeeper.proto.ConnectRequest;
import org.apache.zookeeper.proto.RequestHeader;
import org.jspecify.annotations.Nullable;

/**
 * Speaks with one server that accepts connections but gives no session, to find out why: encrypts as the client does, asks
 * how the server is, and names the ensemble. Each step takes a bounded time.
 */
final class Conversation {
    static final String NO_SESSION = "accepts connections but gives no session";

    private static final int AUTH_XID = -4;
    private static final int SHORT_SESSION = 1000;
    private static final int LONGEST_ANSWER = 1024;

    private final InetSocketAddress server;
    private final Credentials credentials;
    private final int millis;

    Conversation(InetSocketAddress server, Credentials credentials, int millis) {
        this.server = server;
        this.credentials = credentials;
        this.millis = millis;
    }

    /** What the server does, as a clause that follows its name. */
    String result() {
        Access access = credentials.access();
        try (Socket socket = open()) {
            Greeting greeting = new Greeting(socket, millis);
            if (greeting.closedAtOnce()) {
                return Greeting.CLOSED;
            }
            String answer = greeting.answer();
            String meaning = Greeting.meaning(answer);
            if (meaning != null) {
                return meaning;
            }
            if (answer.isEmpty() && access.tls() == null && speaksTls()) {
                return "speaks TLS, and none is set for this client";
            }
        } catch (SocketTimeoutException e) {
            return NO_SESSION;
        } catch (IOException | GeneralSecurityException | X509Exception e) {
            return access.tls() != null
                    ? TlsFailures.clause(e, access.tls().identity() != null)
                    : speaksTls() ? "speaks TLS, and none is set for this client" : NO_SESSION;
        }
        return access.ensemble() != null && !knows(access.ensemble())
                ? "is not of the ensemble " + access.ensemble() + ", or does not know the scheme \"ensemble\""
                : NO_SESSION;
    }

    private Socket open() throws IOException, GeneralSecurityException, X509Exception {
        Access.Tls tls = credentials.access().tls();
        if (tls == null) {
            return connect(new Socket());
        }
        SSLSocket socket = encrypt(credentials.sslContext());
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setProtocols(Credentials.protocols(tls));
        if (tls.hostNames()) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        socket.setSSLParameters(parameters);
        try {
            socket.startHandshake();
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private SSLSocket encrypt(SSLContext context) throws IOException {
        Socket plain = connect(new Socket());
        return (SSLSocket)
                context.getSocketFactory().createSocket(plain, server.getHostString(), server.getPort(), true);
    }

    private Socket connect(Socket socket) throws IOException {
        socket.connect(new InetSocketAddress(server.getHostString(), server.getPort()), millis);
        socket.setSoTimeout(millis);
        return socket;
    }

    /** Whether the server answers a client that trusts everybody with a certificate; nothing else is sent to it. */
    private boolean speaksTls() {
        AtomicBoolean shown = new AtomicBoolean();
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Onlooker(shown)}, new SecureRandom());
            try (SSLSocket socket = encrypt(context)) {
                socket.startHandshake();
            }
        } catch (IOException | GeneralSecurityException e) {
            return shown.get();
        }
        return shown.get();
    }

    /** Whether the server takes the ensemble's name; a wrong one ends the connection. */
    private boolean knows(String ensemble) {
        try (Socket socket = open()) {
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            send(out, new ConnectRequest(0, 0, SHORT_SESSION, 0, new byte[16], false));
            send(
                    out,
                    new RequestHeader(AUTH_XID, ZooDefs.OpCode.auth),
                    new AuthPacket(0, "ensemble", ensemble.getBytes(StandardCharsets.UTF_8)));
            DataInputStream in = new DataInputStream(socket.getInputStream());
            int length = in.readInt();
            if (length < 0 || length > LONGEST_ANSWER) {
                return true;
            }
            in.skipNBytes(length);
            in.readInt();
            in.skipNBytes(Integer.BYTES + Long.BYTES);
            boolean taken = in.readInt() == 0;
            send(out, new RequestHeader(1, ZooDefs.OpCode.closeSession));
            return taken;
        } catch (SocketTimeoutException undecided) {
            return true;
        } catch (IOException | GeneralSecurityException | X509Exception dropped) {
            return false;
        }
    }

    private static void send(DataOutputStream out, Record... records) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryOutputArchive archive = BinaryOutputArchive.getArchive(bytes);
        for (Record each : records) {
            each.serialize(archive, "request");
        }
        out.writeInt(bytes.size());
        bytes.writeTo(out);
        out.flush();
    }

    /** Takes note of a certificate, and refuses it. */
    private record Onlooker(AtomicBoolean shown) implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {
            throw new UnsupportedOperationException("This is a client");
        }

        @Override
        public void checkServerTrusted(X509Certificate @Nullable [] chain, String type)
                throws java.security.cert.CertificateException {
            shown.set(true);
            throw new java.security.cert.CertificateException("Seen");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
