package io.edict.plain;

import io.edict.DocumentId;
import io.edict.error.AccessDeniedException;
import io.edict.error.InvalidRequestException;
import io.edict.error.StoreUnreachableException;
import io.edict.plain.internal.zookeeper.AccessAdministration;
import io.edict.plain.internal.zookeeper.AccessAdministration.Role;
import io.edict.plain.internal.zookeeper.AccessAdministration.Who;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Grants rights in a cluster, namespace by namespace. Made by {@link Edict#access}. Safe for use by several threads.
 *
 * <p>Calls block, at most 30 seconds each. ZooKeeper sets the ACL of one node at a time, so a grant is no transaction: new
 * nodes follow it from its first step on, and the others one after the other. A grant that broke off leaves no node more open
 * than the old or the new access would have it; make it again to finish it. {@link #deviating} tells what is left.
 */
public final class ConfigAccess implements AutoCloseable {
    private final AccessAdministration administration;

    ConfigAccess(AccessAdministration administration) {
        this.administration = administration;
    }

    /**
     * Lets administrators only add namespaces, and change what the cluster says of itself. Everybody who reaches the servers
     * can list the namespaces afterwards, but nothing else. Namespaces that exist keep their access. Do this before the first
     * grant; after it, by an administrator of the namespace that was granted first.
     *
     * @param administrators who may
     * @return how many nodes were changed
     * @throws InvalidRequestException if there is none
     * @throws AccessDeniedException if this identity may not
     * @throws StoreUnreachableException if the store did not answer
     */
    public int protect(Set<Identity> administrators) {
        if (administrators.isEmpty()) {
            throw new InvalidRequestException("A cluster needs at least one administrator");
        }
        return administration.protect(
                administrators.stream().map(ConfigAccess::who).toList());
    }

    /**
     * Gives a namespace's rights to some, and takes them from all others. The namespace is made if it does not exist.
     *
     * @param namespace the namespace
     * @param access who may do what
     * @return how many nodes were changed
     * @throws InvalidRequestException if it is not a namespace, or nobody administrates
     * @throws AccessDeniedException if this identity does not administrate it
     * @throws StoreUnreachableException if the store did not answer
     */
    public int grant(String namespace, NamespaceAccess access) {
        if (access.administrators().isEmpty()) {
            throw new InvalidRequestException(
                    "A namespace needs at least one administrator, or nobody could change its access again");
        }
        Map<Who, Role> roles = new LinkedHashMap<>();
        access.readers().forEach(identity -> roles.put(who(identity), Role.READER));
        access.publishers().forEach(identity -> roles.put(who(identity), Role.PUBLISHER));
        access.administrators().forEach(identity -> roles.put(who(identity), Role.ADMINISTRATOR));
        return administration.grant(DocumentId.checkNamespace(namespace), roles);
    }

    /**
     * Who may do what with a namespace's documents. The hashes of digest users are seen by administrators only.
     *
     * @param namespace the namespace
     * @return its access; open if it does not exist
     * @throws InvalidRequestException if it is not a namespace
     * @throws AccessDeniedException if this identity may not read it
     * @throws StoreUnreachableException if the store did not answer
     */
    public NamespaceAccess show(String namespace) {
        Map<Who, Role> roles = administration.show(DocumentId.checkNamespace(namespace));
        return new NamespaceAccess(
                with(roles, Role.READER), with(roles, Role.PUBLISHER), with(roles, Role.ADMINISTRATOR));
    }

    /**
     * The nodes of a namespace whose ACL is not what its access says: somebody has changed them by hand, or a grant broke
     * off. Granting again mends them.
     *
     * @param namespace the namespace
     * @return their paths
     * @throws InvalidRequestException if it is not a namespace
     * @throws AccessDeniedException if this identity may not read them
     * @throws StoreUnreachableException if the store did not answer
     */
    public List<String> deviating(String namespace) {
        return new ArrayList<>(administration.deviating(DocumentId.checkNamespace(namespace)));
    }

    private static Set<Identity> with(Map<Who, Role> roles, Role role) {
        Set<Identity> identities = new LinkedHashSet<>();
        roles.forEach((who, has) -> {
            if (has == role) {
                identities.add(new Identity(who.scheme(), who.id()));
            }
        });
        return identities;
    }

    private static Who who(Identity identity) {
        return new Who(identity.scheme(), identity.id());
    }

    /** Ends the session. */
    @Override
    public void close() {
        administration.close();
    }
}
