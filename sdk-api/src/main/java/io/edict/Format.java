package io.edict;

import io.edict.error.InvalidRequestException;
import java.util.Arrays;
import java.util.Locale;

/** The language that a document's text is written in. */
public enum Format {
    /** Human-Optimized Config Object Notation, as read by typesafe-config; includes are refused. */
    HOCON("conf", "hocon"),
    /** JSON. */
    JSON("json", "json"),
    /** Java properties; a dot in a key separates path elements. */
    PROPERTIES("properties", "properties"),
    /** YAML 1.2, one mapping; a dot in a key is part of the key; tags, anchors and aliases are refused. */
    YAML("yaml", "yml");

    private final String extension;
    private final String alternative;

    Format(String extension, String alternative) {
        this.extension = extension;
        this.alternative = alternative;
    }

    /**
     * The usual extension of files in this format.
     *
     * @return the extension, without the dot
     */
    public String extension() {
        return extension;
    }

    /**
     * Tells the format from a file name's extension: {@code .conf .hocon .json .properties .yaml .yml}.
     *
     * @param fileName a file name or a path
     * @return the format
     * @throws InvalidRequestException if the extension stands for none
     */
    public static Format ofFileName(String fileName) {
        String extension = fileName.substring(fileName.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(format -> format.extension.equals(extension) || format.alternative.equals(extension))
                .findFirst()
                .orElseThrow(() -> new InvalidRequestException("The name \"" + fileName
                        + "\" does not tell a format; use .conf, .json, .properties or .yaml, or name the format"));
    }

    /**
     * Reads a format's name, in any case.
     *
     * @param name {@code hocon}, {@code json}, {@code properties} or {@code yaml}
     * @return the format
     * @throws InvalidRequestException if there is no such format
     */
    public static Format ofName(String name) {
        return Arrays.stream(values())
                .filter(format -> format.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new InvalidRequestException(
                        "There is no format \"" + name + "\"; there are hocon, json, properties and yaml"));
    }
}
