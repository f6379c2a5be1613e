package io.edict.plain;

import java.util.Set;

/**
 * Who may do what with a namespace's documents. Publishers read too, and administrators may do everything, granting included.
 *
 * @param readers who may read
 * @param publishers who may publish, delete and roll back
 * @param administrators who may do everything
 */
public record NamespaceAccess(Set<Identity> readers, Set<Identity> publishers, Set<Identity> administrators) {
    /**
     * Copies the sets.
     *
     * @param readers who may read
     * @param publishers who may publish, delete and roll back
     * @param administrators who may do everything
     */
    public NamespaceAccess {
        readers = Set.copyOf(readers);
        publishers = Set.copyOf(publishers);
        administrators = Set.copyOf(administrators);
    }

    /**
     * Whether everybody may do everything, as in a store whose access nobody has granted.
     *
     * @return whether the namespace is open
     */
    public boolean isOpen() {
        return administrators.contains(Identity.anyone());
    }
}
