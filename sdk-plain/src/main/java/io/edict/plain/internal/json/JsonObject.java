package io.edict.plain.internal.json;

import java.util.Map;
import java.util.Set;

/** A JSON object whose values are asked for by what they should be. Immutable. */
public final class JsonObject {
    private final Map<String, Object> members;

    JsonObject(Map<String, Object> members) {
        this.members = members;
    }

    /**
     * Reads a text.
     *
     * @param text the text
     * @return the object
     * @throws JsonException if it is something else
     */
    public static JsonObject read(String text) throws JsonException {
        return JsonReader.read(text);
    }

    /** The names of the members. */
    public Set<String> names() {
        return members.keySet();
    }

    /** Whether there is such a member. */
    public boolean has(String name) {
        return members.containsKey(name);
    }

    /** A member that is a string. */
    public String string(String name) throws JsonException {
        return member(name, String.class);
    }

    /** A member that is a whole number. */
    public long number(String name) throws JsonException {
        return member(name, Long.class);
    }

    /** A member that is a truth value. */
    public boolean truth(String name) throws JsonException {
        return member(name, Boolean.class);
    }

    /** A member that is an object. */
    public JsonObject object(String name) throws JsonException {
        return member(name, JsonObject.class);
    }

    private <T> T member(String name, Class<T> type) throws JsonException {
        Object member = members.get(name);
        if (!type.isInstance(member)) {
            throw new JsonException(member == null ? "no " + name : name + " is something else than it should be");
        }
        return type.cast(member);
    }
}
