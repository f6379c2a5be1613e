package io.edict.plain.internal.topology.register;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The namespace is given up to another shard: site after site is closed, then somebody looks at what is current. */
final class Sealing {
    private final World world;
    private final List<Site> open;

    @Nullable
    Actor janitor;

    boolean done;
    private @Nullable Edition sealed;

    Sealing(World world) {
        this.world = world;
        this.open = new ArrayList<>(world.sites.values());
        if (world.plant == Plant.FENCED_BY_A_MAJORITY) {
            open.remove(world.choices.next(open.size()));
        }
    }

    /** One step; those who ask go on meanwhile. */
    void step() {
        if (!open.isEmpty()) {
            open.remove(world.choices.next(open.size())).allowed = Right.SETTLE;
        } else if (!done && janitor == null) {
            janitor = world.look(world.plant != Plant.SEALED_WITHOUT_WRITING);
        }
    }

    /** The look has ended. */
    void looked(Outcome outcome) {
        janitor = null;
        if (outcome instanceof Outcome.Current current) {
            done = true;
            sealed = current.edition();
        }
    }

    /** Nobody knows of anything newer than what was moved elsewhere. */
    void check(Ghost ghost) {
        if (done && !ghost.chosen.isEmpty()) {
            Edition last = ghost.chosen.lastEntry().getValue();
            ghost.check(last.is(sealed), "what was given up has changed");
        }
    }
}
