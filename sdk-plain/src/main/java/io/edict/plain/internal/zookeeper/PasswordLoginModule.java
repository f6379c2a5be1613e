package io.edict.plain.internal.zookeeper;

import io.edict.error.EdictException;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import javax.security.auth.Subject;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.login.LoginException;
import javax.security.auth.spi.LoginModule;
import org.jspecify.annotations.Nullable;

/** Puts a user and a password where ZooKeeper's SASL client looks for them; JAAS makes it by name. */
public final class PasswordLoginModule implements LoginModule {
    static final String LOGIN = "login";

    private @Nullable Subject subject;
    private Access.@Nullable Login login;

    /** Called by JAAS. */
    public PasswordLoginModule() {}

    @Override
    public void initialize(Subject who, CallbackHandler callbacks, Map<String, ?> sharedState, Map<String, ?> options) {
        subject = who;
        login = (Access.Login) options.get(LOGIN);
    }

    @Override
    public boolean login() throws LoginException {
        Access.Login known = Objects.requireNonNull(login);
        char[] password;
        try {
            password = Objects.requireNonNull(known.password()).get();
        } catch (EdictException e) {
            throw new LoginException(e.getMessage());
        }
        Objects.requireNonNull(subject).getPublicCredentials().add(known.name());
        subject.getPrivateCredentials().add(new String(password));
        Arrays.fill(password, '\0');
        return true;
    }

    @Override
    public boolean commit() {
        return true;
    }

    @Override
    public boolean abort() {
        return logout();
    }

    @Override
    public boolean logout() {
        if (subject != null) {
            subject.getPublicCredentials().clear();
            subject.getPrivateCredentials().clear();
        }
        return true;
    }
}
