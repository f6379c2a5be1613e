package io.edict.plain.internal.zookeeper;

import io.edict.plain.internal.store.Header;
import io.edict.plain.internal.topology.redundant.Place.Roll;
import io.edict.plain.internal.topology.register.Edition;
import io.edict.plain.internal.topology.register.Register;
import org.jspecify.annotations.Nullable;

/**
 * A document's register in this cluster as this process knows it, read or written last. A transaction checks that it is
 * still so; what is out of date costs a round trip.
 *
 * @param ground what the whole cluster has in common
 * @param acl who may do what in the namespace
 * @param nodes how it stands in ZooKeeper
 * @param register the register
 */
record Slot(Ground ground, NamespaceAcl acl, Nodes nodes, Register register) {
    /**
     * What all registers of a cluster stand on. Another object after each change and each disconnection, because data
     * versions mean nothing in a cluster that was restored meanwhile.
     */
    record Ground(Handle handle, ClusterNode cluster, Roll roll, int rollVersion) {}

    /**
     * How a register stands in ZooKeeper.
     *
     * @param register the data version of the register's node, or -1 if there is none
     * @param beside whether there is a node beside it for what was accepted
     * @param accepted the edition that this node holds, or null if it holds another one or nothing
     * @param head the data version of the head's node, or -1 if there is none
     * @param header the head's header, or null if there is none or it is damaged
     * @param laid the name of chunks that are known to be there, or null
     */
    record Nodes(
            int register,
            boolean beside,
            @Nullable Edition accepted,
            int head,
            @Nullable Header header,
            @Nullable String laid) {}

    /** The edition whose content a step has to lay down beside the register, or null. */
    @Nullable
    Edition toLayBeside(Register after) {
        Edition edition = after.edition();
        return edition == null || edition.is(nodes.accepted) ? null : edition;
    }

    /** The edition that a step moves the head to, or null. */
    @Nullable
    Edition toInstall(Register after) {
        Edition head = after.head();
        return head == null || head.is(register.head()) ? null : head;
    }
}
