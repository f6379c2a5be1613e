package io.edict.plain.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.edict.Format;
import io.edict.plain.internal.bind.BindTarget;
import io.edict.plain.internal.content.TextTarget;
import io.edict.plain.internal.disk.CopyTarget;
import io.edict.plain.internal.files.JournalTarget;
import io.edict.plain.internal.layers.LayersTarget;
import io.edict.plain.internal.zookeeper.HeadTarget;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A short run of all targets; {@code -Pfuzz -Dedict.fuzz.inputs=10000000 -Dedict.fuzz.seed=1} makes it a long one. Prints
 * a table now and then.
 */
class FuzzTest {
    private static final long INPUTS = Long.getLong("edict.fuzz.inputs", 30_000);
    private static final long SEED = Long.getLong("edict.fuzz.seed", 1);
    private static final long ROUND = 10_000;
    private static final int ROUNDS_SHOWN = 25;

    /** A target, and how many of a hundred inputs it gets. */
    private record Share(String name, Target target, int percent) {}

    @Test
    void noInputDoesHarm() {
        List<Share> shares = shares();
        FuzzRun run = new FuzzRun(SEED);
        for (long done = 0; done < INPUTS && !run.isFull(); done += ROUND) {
            long round = Math.min(ROUND, INPUTS - done);
            for (Share share : shares) {
                run.run(share.name(), share.target(), done * share.percent() / 100, round * share.percent() / 100);
            }
            if (done / ROUND % ROUNDS_SHOWN == ROUNDS_SHOWN - 1) {
                System.out.println(run.table());
            }
        }
        System.out.println(run.table());
        assertThat(run.findings()).isEmpty();
    }

    private static List<Share> shares() {
        List<Share> shares = new ArrayList<>();
        shares.add(new Share("HOCON", new TextTarget(Format.HOCON), 4));
        shares.add(new Share("JSON", new TextTarget(Format.JSON), 5));
        shares.add(new Share("properties", new TextTarget(Format.PROPERTIES), 8));
        shares.add(new Share("YAML", new TextTarget(Format.YAML), 4));
        shares.add(new Share("differences", TextTarget::differences, 2));
        shares.add(new Share("look-ups", TextTarget::lookUps, 20));
        shares.add(new Share("document ids", new IdTarget(), 10));
        shares.add(new Share("headers", HeadTarget::header, 15));
        shares.add(new Share("heads", HeadTarget::head, 10));
        shares.add(new Share("local copies", new CopyTarget(), 10));
        shares.add(new Share("journal", new JournalTarget(), 10));
        shares.add(new Share("layers", new LayersTarget(), 1));
        shares.add(new Share("binding", new BindTarget(), 1));
        return shares;
    }
}
