package io.edict.multicluster;

import java.io.IOException;

/** One mode of several clusters, told from its start to its end. */
interface Chapter {
    /** What it is about. */
    String title();

    /** Tells it, and leaves nothing running. What went otherwise than it should is reported to the stage. */
    void tell(Stage stage) throws IOException, InterruptedException;
}
