package io.edict.spring;

import io.edict.ClusterStatus;
import org.springframework.context.ApplicationContext;
import org.springframework.context.event.ApplicationContextEvent;

/**
 * Published when the connection to a cluster changed. Published on one of the client's threads, while the context is running;
 * what was before is in {@link io.edict.ConfigClient#status()}.
 */
public final class ConfigConnectionEvent extends ApplicationContextEvent {
    private static final long serialVersionUID = 1L;

    private final transient ClusterStatus cluster;

    /**
     * Makes the event.
     *
     * @param context the context
     * @param cluster the cluster's state now
     */
    public ConfigConnectionEvent(ApplicationContext context, ClusterStatus cluster) {
        super(context);
        this.cluster = cluster;
    }

    /**
     * The cluster.
     *
     * @return its state now
     */
    public ClusterStatus cluster() {
        return cluster;
    }

    /** Returns the cluster's name and the state of the connection. */
    @Override
    public String toString() {
        return "ConfigConnectionEvent[" + cluster.name() + " " + cluster.connection() + "]";
    }
}
