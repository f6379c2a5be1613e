package io.edict.plain.internal.zookeeper;

import io.edict.error.InvalidRequestException;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import javax.security.auth.login.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * Gives ZooKeeper's SASL client a section of the JAAS configuration for each connection, without a file. JAAS knows one
 * configuration for the whole JVM, so this one answers for Edict's own section names and passes all others on to the
 * one that it found. A section holds no password, only the connection's {@link Access.Login}, which is asked at each login.
 */
final class SaslSections extends Configuration {
    private static final Map<String, AppConfigurationEntry[]> SECTIONS = new ConcurrentHashMap<>();
    private static final AtomicLong NUMBERS = new AtomicLong();

    private final @Nullable Configuration others;

    private SaslSections(@Nullable Configuration others) {
        this.others = others;
    }

    /** Adds a section, and returns its name. */
    static String add(Access.Login login) {
        String name = "io.edict-" + NUMBERS.incrementAndGet();
        AppConfigurationEntry entry = new AppConfigurationEntry(
                PasswordLoginModule.class.getName(),
                LoginModuleControlFlag.REQUIRED,
                Map.of(PasswordLoginModule.LOGIN, login));
        SECTIONS.put(name, new AppConfigurationEntry[] {entry});
        install();
        return name;
    }

    static void remove(String name) {
        SECTIONS.remove(name);
    }

    /** Puts this in front, again too if somebody has replaced the JVM's configuration meanwhile. */
    static synchronized void install() {
        Configuration present = present();
        if (!(present instanceof SaslSections)) {
            Configuration.setConfiguration(new SaslSections(present));
        }
    }

    private static @Nullable Configuration present() {
        try {
            return Configuration.getConfiguration();
        } catch (SecurityException noFile) {
            return null;
        }
    }

    @Override
    public AppConfigurationEntry @Nullable [] getAppConfigurationEntry(String name) {
        AppConfigurationEntry[] own = SECTIONS.get(name);
        if (own != null) {
            return own.clone();
        }
        return others == null ? fromFile(name) : others.getAppConfigurationEntry(name);
    }

    /** There was no file when this was installed; whoever has set one since expects it to be read. */
    private static AppConfigurationEntry @Nullable [] fromFile(String name) {
        try {
            return Configuration.getInstance("JavaLoginConfig", null).getAppConfigurationEntry(name);
        } catch (NoSuchAlgorithmException e) {
            throw new InvalidRequestException("This JVM cannot read JAAS files: " + e.getMessage());
        } catch (SecurityException stillNone) {
            return null;
        }
    }

    @Override
    public void refresh() {
        if (others != null) {
            others.refresh();
        }
    }
}
