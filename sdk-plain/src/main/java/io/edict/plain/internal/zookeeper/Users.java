package io.edict.plain.internal.zookeeper;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/** Users of the scheme {@code digest}, as they stand in ACLs. */
public final class Users {
    private Users() {}

    /** {@code user:hash}; the hash is what servers make of user and password unless set up otherwise. */
    public static String digest(String user, Secret secret) {
        char[] password = secret.get();
        byte[] both = (user + ":" + new String(password)).getBytes(StandardCharsets.UTF_8);
        Arrays.fill(password, '\0');
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1").digest(both);
            return user + ":" + Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JVM has SHA-1", e);
        } finally {
            Arrays.fill(both, (byte) 0);
        }
    }
}
