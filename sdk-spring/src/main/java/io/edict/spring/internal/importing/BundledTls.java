package io.edict.spring.internal.importing;

import io.edict.plain.Tls;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.ssl.JksSslBundleProperties;
import org.springframework.boot.autoconfigure.ssl.PemSslBundleProperties;
import org.springframework.boot.autoconfigure.ssl.PropertiesSslBundle;
import org.springframework.boot.context.properties.bind.BindResult;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.io.ApplicationResourceLoader;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.ApplicationContext;
import org.springframework.core.io.ResourceLoader;

/**
 * Encryption by a {@code spring.ssl.bundle}. While imports are loaded there are no beans, so the bundle is made from its
 * properties, it alone; once the context is there, its updates are taken over from the bean. The client asks for the material
 * every few seconds and connects anew when it has changed.
 */
final class BundledTls {
    private static final String PEM = "spring.ssl.bundle.pem";
    private static final String JKS = "spring.ssl.bundle.jks";

    private final String name;

    /** Of the keys that the client is given; exists in memory only. */
    private final String password = UUID.randomUUID().toString();

    /** Replaced by whoever updates bundles; read on the client's threads. */
    private volatile SslBundle bundle;

    private BundledTls(String name, SslBundle bundle) {
        this.name = name;
        this.bundle = bundle;
    }

    /**
     * Finds a bundle among the properties.
     *
     * @throws ImportException if there is none of this name, or it cannot be used
     */
    static BundledTls named(String name, Binder binder) {
        ResourceLoader resources = ApplicationResourceLoader.get();
        try {
            BindResult<PemSslBundleProperties> pem = binder.bind(PEM + "." + name, PemSslBundleProperties.class);
            if (pem.isBound()) {
                return usable(name, PropertiesSslBundle.get(pem.get(), resources));
            }
            BindResult<JksSslBundleProperties> jks = binder.bind(JKS + "." + name, JksSslBundleProperties.class);
            if (jks.isBound()) {
                return usable(name, PropertiesSslBundle.get(jks.get(), resources));
            }
        } catch (IllegalStateException | IllegalArgumentException e) {
            throw Failures.unusable(
                    "The SSL bundle \"" + name + "\", which edict.tls.bundle names, cannot be used: " + e.getMessage(),
                    "correct the bundle's properties spring.ssl.bundle.*." + name + ".*, or the files that they name",
                    e);
        }
        throw Failures.unknownBundle(name, known(binder));
    }

    /** Bundles make their stores when they are first asked for them. */
    private static BundledTls usable(String name, SslBundle bundle) {
        bundle.getStores().getTrustStore();
        bundle.getStores().getKeyStore();
        return new BundledTls(name, bundle);
    }

    private static List<String> known(Binder binder) {
        TreeSet<String> names = new TreeSet<>();
        for (String prefix : List.of(PEM, JKS)) {
            names.addAll(binder.bind(prefix, Bindable.mapOf(String.class, Object.class))
                    .orElse(Map.of())
                    .keySet());
        }
        return new ArrayList<>(names);
    }

    Tls tls(boolean hostNames) {
        KeyStore trusted = bundle.getStores().getTrustStore();
        Tls tls = trusted == null ? Tls.trustingJdk() : Tls.trusting(this::trust);
        if (bundle.getStores().getKeyStore() != null) {
            tls = tls.identity(this::identity, this::password);
        }
        String[] protocols = bundle.getOptions().getEnabledProtocols();
        if (protocols != null) {
            tls = tls.protocols(protocols);
        }
        return hostNames ? tls : tls.withoutHostNames();
    }

    private KeyStore trust() {
        return Objects.requireNonNull(bundle.getStores().getTrustStore(), "The SSL bundle has no trust store any more");
    }

    /** The bundle's keys, or the one that it names out of several, under a password that the client takes. */
    private KeyStore identity() {
        SslBundle now = bundle;
        KeyStore store =
                Objects.requireNonNull(now.getStores().getKeyStore(), "The SSL bundle has no key store any more");
        char[] from = password(now);
        char[] to = password();
        try {
            KeyStore copy = KeyStore.getInstance("PKCS12");
            copy.load(null, null);
            String alias = now.getKey().getAlias();
            for (String each : alias == null ? Collections.list(store.aliases()) : List.of(alias)) {
                if (store.isKeyEntry(each)) {
                    copy.setKeyEntry(each, store.getKey(each, from), to, store.getCertificateChain(each));
                }
            }
            return copy;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("The key of the SSL bundle \"" + name + "\" cannot be used", e);
        }
    }

    private char[] password() {
        return password.toCharArray();
    }

    /** Keys in PEM files have none, as a rule. */
    private static char[] password(SslBundle bundle) {
        String own = bundle.getKey().getPassword();
        String password = own == null ? bundle.getStores().getKeyStorePassword() : own;
        return password == null ? new char[0] : password.toCharArray();
    }

    /** Takes over the updates of the context's bundle, if it has it. */
    void followUpdates(ApplicationContext context) {
        SslBundles bundles = context.getBeanProvider(SslBundles.class).getIfAvailable();
        if (bundles != null && bundles.getBundleNames().contains(name)) {
            bundles.addBundleUpdateHandler(name, this::update);
        }
    }

    private void update(@Nullable SslBundle updated) {
        if (updated != null) {
            bundle = updated;
        }
    }
}
