package io.edict.plain.internal.zookeeper;

import io.edict.ClusterStatus;
import io.edict.plain.internal.store.Deadline;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.zookeeper.ZooDefs.Perms;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Id;

/** Reads and sets who may do what on one cluster. Any thread; calls block, up to their time. */
public final class AccessAdministration implements AutoCloseable {
    private final ZooKeeperSettings settings;
    private final Duration time;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(task -> Connection.daemon("edict-access", task));
    private final Connection connection;
    private final Calls calls;

    /** What identities may do; an identity is a scheme and a name. */
    public enum Role {
        /** May read. */
        READER(Perms.READ),
        /** May publish. */
        PUBLISHER(Perms.READ | Perms.CREATE),
        /** May do everything. */
        ADMINISTRATOR(Perms.ALL);

        private final int perms;

        Role(int perms) {
            this.perms = perms;
        }
    }

    /**
     * Somebody.
     *
     * @param scheme ZooKeeper's scheme
     * @param id the name in it
     */
    public record Who(String scheme, String id) {}

    /** Begins to connect. */
    public AccessAdministration(ZooKeeperSettings settings, Duration time) {
        this.settings = settings;
        this.time = time;
        this.connection = new Connection(settings, timer, InstantSource.system(), new Nobody());
        this.calls = new Calls(new StoreErrors(settings.servers()), settings.servers());
        Connection.daemon("edict-connect", connection::start).start();
    }

    /** Lets only these add namespaces, and change what the cluster says of itself. */
    public int protect(List<Who> administrators) {
        return granting()
                .protect(administrators.stream()
                        .map(who -> new Id(who.scheme(), who.id()))
                        .toList());
    }

    /** Gives each the role, and nobody else any. */
    public int grant(String namespace, Map<Who, Role> roles) {
        List<ACL> acl = new ArrayList<>();
        roles.forEach((who, role) -> acl.add(new ACL(role.perms, new Id(who.scheme(), who.id()))));
        return granting().grant(namespace, new NamespaceAcl(acl));
    }

    /** Who has which role. */
    public Map<Who, Role> show(String namespace) {
        Map<Who, Role> roles = new LinkedHashMap<>();
        for (ACL entry : granting().show(namespace)) {
            Role role = NamespaceAcl.administrates(entry)
                    ? Role.ADMINISTRATOR
                    : NamespaceAcl.publishes(entry) ? Role.PUBLISHER : Role.READER;
            roles.put(new Who(entry.getId().getScheme(), entry.getId().getId()), role);
        }
        return roles;
    }

    /** The nodes of a namespace whose ACL is not what the namespace's says. */
    public List<String> deviating(String namespace) {
        Granting granting = granting();
        return granting.deviating(namespace, new NamespaceAcl(granting.show(namespace)));
    }

    private Granting granting() {
        Deadline deadline = Deadline.after(time);
        return new Granting(connection.await(deadline), calls, deadline);
    }

    @Override
    public void close() {
        connection.close();
        timer.shutdownNow();
    }

    /** Where it is. */
    @Override
    public String toString() {
        return settings.servers();
    }

    /** Nobody waits for events here. */
    private static final class Nobody implements Connection.Listener {
        @Override
        public void changed(ClusterStatus status) {
            // Calls wait for the state that they need.
        }

        @Override
        public void connected(Handle handle) {
            // Nothing is watched.
        }
    }
}
