package io.edict.spring.internal.env;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The generation in force, which all of Edict's property sources read: while imports are loaded and beans are made, what was
 * imported; from then on, what the client shows. One volatile read to know which, and those of a live value.
 */
public final class Generations implements Supplier<Generation> {
    private volatile Supplier<Generation> current = () -> new Generation(0, List.of(), Map.of());

    /** Begins with nothing. */
    public Generations() {}

    @Override
    public Generation get() {
        return current.get();
    }

    /**
     * Shows something else from now on.
     *
     * @param from gives the generation in force, from memory
     */
    public void follow(Supplier<Generation> from) {
        current = from;
    }

    /**
     * Adds a document that was imported.
     *
     * @param part its first part
     * @return its place among the parts
     */
    public synchronized int add(Part part) {
        List<Part> parts = new ArrayList<>(get().parts());
        parts.add(part);
        Generation next = new Generation(0, parts, Map.of());
        current = () -> next;
        return parts.size() - 1;
    }
}
