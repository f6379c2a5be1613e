package io.edict;

/**
 * A value that a higher layer hides. Holds no value.
 *
 * @param path its path
 * @param layer the layer that it stands in
 * @param by the layer that hides it
 */
public record Shadowed(String path, String layer, String by) {}
