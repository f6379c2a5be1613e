package io.edict.multicluster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What chapters share: who tells, where to write, and what went wrong. */
final class Stage {
    private final Narrator narrator;
    private final Path directory;
    private final List<String> faults = Collections.synchronizedList(new ArrayList<>());

    Stage(Narrator narrator, Path directory) {
        this.narrator = narrator;
        this.directory = directory;
    }

    Narrator narrator() {
        return narrator;
    }

    /** A directory that is gone at the end. */
    Path directory() {
        return directory;
    }

    /** Something must hold; if it does not, the sample fails in the end. */
    void expect(boolean holds, String fault) {
        if (!holds) {
            faults.add(fault);
            narrator.says("FAULT", fault);
        }
    }

    List<String> faults() {
        return List.copyOf(faults);
    }
}
