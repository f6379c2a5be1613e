package io.edict.plain;

import io.edict.error.InvalidRequestException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads a cluster from a properties file. No message quotes a value: somebody may have written a password there. */
final class ClusterFile {
    private static final Set<String> KEYS = Set.of(
            "servers",
            "tls",
            "tls.trust",
            "tls.trust.passwordFile",
            "tls.identity",
            "tls.identity.key",
            "tls.identity.passwordFile",
            "tls.hostNames",
            "tls.protocols",
            "login",
            "login.user",
            "login.passwordFile",
            "ensemble",
            "fips",
            "announceContent");

    private final Path file;
    private final Properties properties = new Properties();

    private ClusterFile(Path file) {
        this.file = file;
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new InvalidRequestException("The access file " + file + " cannot be read ("
                    + e.getClass().getSimpleName() + "); it must be a properties file");
        }
        Set<String> unknown = new TreeSet<>(properties.stringPropertyNames());
        unknown.removeAll(KEYS);
        if (!unknown.isEmpty()) {
            throw new InvalidRequestException(
                    "The access file " + file + " has keys that mean nothing: " + String.join(", ", unknown)
                            + "; passwords stand in files of their own, named by the keys that end in passwordFile");
        }
    }

    static Cluster read(Path file, @Nullable String servers) {
        return new ClusterFile(file).cluster(servers);
    }

    private Cluster cluster(@Nullable String servers) {
        Cluster cluster = Cluster.at(servers == null ? required("servers") : servers);
        if (flag("tls", has("tls.trust") || has("tls.identity"))) {
            cluster = cluster.tls(tls());
        }
        if (has("login")) {
            cluster = cluster.login(login());
        }
        if (has("ensemble")) {
            cluster = cluster.ensemble(required("ensemble"));
        }
        return cluster.fipsMode(flag("fips", true)).announceContent(flag("announceContent", true));
    }

    private Tls tls() {
        Tls tls = Tls.trustingJdk();
        if (has("tls.trust")) {
            Path trust = path("tls.trust");
            tls = has("tls.trust.passwordFile")
                    ? Tls.trusting(trust, path("tls.trust.passwordFile"))
                    : Tls.trusting(trust);
        }
        if (has("tls.identity")) {
            tls = identity(tls, path("tls.identity"));
        }
        if (has("tls.protocols")) {
            tls = tls.protocols(required("tls.protocols").trim().split("\\s*,\\s*"));
        }
        return flag("tls.hostNames", true) ? tls : tls.withoutHostNames();
    }

    private Tls identity(Tls tls, Path identity) {
        if (has("tls.identity.key")) {
            return tls.pemIdentity(identity, path("tls.identity.key"));
        }
        return has("tls.identity.passwordFile")
                ? tls.identity(identity, path("tls.identity.passwordFile"))
                : tls.identity(identity);
    }

    private Login login() {
        Function<String, Login> kind = switch (required("login")) {
            case "digest" -> user -> Login.digest(user, path("login.passwordFile"));
            case "sasl" -> user -> Login.sasl(user, path("login.passwordFile"));
            case "jaas" -> Login::jaas;
            default -> throw new InvalidRequestException("The key login in " + file + " must be digest, sasl or jaas");
        };
        return kind.apply(required("login.user"));
    }

    private boolean has(String key) {
        return properties.containsKey(key);
    }

    private String required(String key) {
        String value = properties.getProperty(key, "").trim();
        if (value.isEmpty()) {
            throw new InvalidRequestException("The access file " + file + " needs a value for the key " + key);
        }
        return value;
    }

    private Path path(String key) {
        return file.toAbsolutePath().resolveSibling(required(key));
    }

    private boolean flag(String key, boolean otherwise) {
        if (!has(key)) {
            return otherwise;
        }
        return switch (required(key)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new InvalidRequestException("The key " + key + " in " + file + " must be true or false");
        };
    }
}
