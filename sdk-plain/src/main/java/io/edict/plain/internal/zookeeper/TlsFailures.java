package io.edict.plain.internal.zookeeper;

import java.io.EOFException;
import java.net.SocketException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What the JDK's exceptions say about a TLS handshake that failed. It has no codes for most of that, only texts. */
final class TlsFailures {
    private TlsFailures() {}

    /** A clause that follows the server's name. */
    static String clause(Exception failure, boolean identified) {
        List<Throwable> causes = new ArrayList<>();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            causes.add(cause);
        }
        if (has(causes, CertificateExpiredException.class) || has(causes, CertificateNotYetValidException.class)) {
            return "shows a certificate that has expired or is not valid yet; renew it, or check the clocks";
        }
        if (has(causes, CertPathBuilderException.class) || has(causes, CertPathValidatorException.class)) {
            return "shows a certificate of no authority that this client trusts; check the file with authorities";
        }
        if (has(causes, EOFException.class)) {
            return "ends the TLS handshake; it may not speak TLS on this port";
        }
        String texts = causes.stream().map(Throwable::getMessage).collect(Collectors.joining("\n"));
        return byText(texts, failure, identified);
    }

    private static boolean has(List<Throwable> causes, Class<? extends Throwable> kind) {
        return causes.stream().anyMatch(kind::isInstance);
    }

    private static String byText(String text, Exception failure, boolean identified) {
        if (text.contains("subject alternative") || text.contains("No name matching")) {
            return "shows a certificate for another host name; connect by a name that stands in it";
        }
        if (text.contains("protocol_version") || text.contains("No appropriate protocol")) {
            return "speaks none of the TLS versions that are allowed here";
        }
        if (text.contains("plaintext connection") || text.contains("unrecognized SSL message")) {
            return "does not speak TLS on this port";
        }
        if (text.contains("Received fatal alert") || failure instanceof SocketException) {
            return identified
                    ? "does not accept this client's certificate; check who signed it, and until when it is valid"
                    : "wants a client certificate, and none is set; set an identity";
        }
        return "fails the TLS handshake (" + failure.getClass().getSimpleName() + ")";
    }
}
