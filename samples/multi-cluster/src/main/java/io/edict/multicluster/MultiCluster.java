package io.edict.multicluster;

import io.edict.error.EdictException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.List;

/** Shows what applications notice when a whole ZooKeeper cluster is lost, promoted or returns. */
public final class MultiCluster {
    private static final List<Chapter> CHAPTERS =
            List.of(new PrimaryStandbyChapter(), new RedundantChapter(), new ShardedChapter());

    private MultiCluster() {}

    /**
     * Runs the sample; the exit code is 0 only if all went as it should.
     *
     * @param args none
     * @throws Exception what the sample does not explain itself
     */
    public static void main(String[] args) throws Exception {
        Charset charset = Charset.forName(System.getProperty("native.encoding", "UTF-8"));
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, charset);
        int code = run(new Narrator(out, System::nanoTime));
        System.exit(code);
    }

    private static int run(Narrator narrator) throws IOException, InterruptedException {
        narrator.title(
                "Edict on several clusters",
                "Several ZooKeeper clusters, each a process of its own, are one store, in three ways. Applications follow",
                "documents while clusters are killed, return and are added; what they notice is told here.");
        try (Scratch scratch = Scratch.create()) {
            Stage stage = new Stage(narrator, scratch.path());
            for (Chapter chapter : CHAPTERS) {
                narrator.chapter(chapter.title());
                chapter.tell(stage);
            }
            if (stage.faults().isEmpty()) {
                narrator.ends("The end. No application went back, and the clusters hold the same.");
                return 0;
            }
            narrator.ends("The end, with faults:", String.join("; ", stage.faults()));
        } catch (EdictException | IllegalStateException e) {
            System.err.println("The sample failed: " + e.getMessage());
        }
        return 1;
    }
}
