package io.edict;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which layers have a value at a path. Holds no value.
 *
 * @param path the path
 * @param contributions the layers that have something there, from the highest to the lowest
 */
public record Explanation(String path, List<Contribution> contributions) {
    /**
     * Copies the list.
     *
     * @param path the path
     * @param contributions the layers that have something there, from the highest to the lowest
     */
    public Explanation {
        contributions = List.copyOf(contributions);
    }

    /**
     * The layer whose value is in force: the highest one. Of an object, it is the highest of those that make it up.
     *
     * @return the layer, or empty if none has a value there
     */
    public Optional<Contribution> decidedBy() {
        return contributions.stream().filter(Contribution::effective).findFirst();
    }

    /** Returns for example {@code pool.size: environment ORDERS_POOL_SIZE, hiding shop/orders version 3, line 2}. */
    @Override
    public String toString() {
        String effective = text(true);
        String hidden = text(false);
        return path + ": " + (effective.isEmpty() ? "no value" : effective)
                + (hidden.isEmpty() ? "" : ", hiding " + hidden);
    }

    private String text(boolean effective) {
        return contributions.stream()
                .filter(contribution -> contribution.effective() == effective)
                .map(Contribution::origin)
                .collect(Collectors.joining(" and "));
    }

    /**
     * One layer's part.
     *
     * @param layer the layer, by its name
     * @param origin where exactly: document, version and line, file and line, or the variable's name
     * @param effective whether it is in force, or else hidden by a higher layer
     */
    public record Contribution(String layer, String origin, boolean effective) {}
}
