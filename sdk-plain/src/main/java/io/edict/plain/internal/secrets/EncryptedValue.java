package io.edict.plain.internal.secrets;

/**
 * An encrypted value and where it stands.
 *
 * @param path the path as it is written
 * @param token the value
 */
public record EncryptedValue(String path, Token token) {}
