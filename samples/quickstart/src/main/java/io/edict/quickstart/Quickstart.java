package io.edict.quickstart;

import io.edict.error.EdictException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;

/**
 * Tells the story of Edict's main job, or, where the system property {@code edict.watch} names a file, publishes that
 * file and shows an application follow its edits until the process is ended.
 */
public final class Quickstart {
    private static final int FAILED = 1;
    private static final int MISUSED = 2;

    private Quickstart() {}

    /**
     * Runs the quickstart; the exit code is 0 only if all went as told.
     *
     * @param args none
     * @throws Exception what the sample does not explain itself
     */
    public static void main(String[] args) throws Exception {
        if (Boolean.getBoolean("edict.quickstart.ends-with-parent")) {
            endWithParent();
        }
        int code = run(System.getProperty("edict.watch", ""));
        if (code != 0) {
            System.exit(code);
        }
    }

    /** Whoever kills Maven alone does not want this process to be left over. */
    private static void endWithParent() {
        ProcessHandle.current().parent().ifPresent(parent -> {
            Thread watcher = new Thread(() -> endAfter(parent), "end-with-parent");
            watcher.setDaemon(true);
            watcher.start();
        });
    }

    private static void endAfter(ProcessHandle parent) {
        parent.onExit().join();
        System.exit(FAILED);
    }

    private static int run(String watched) throws IOException, InterruptedException {
        Look look = Look.ofTerminal();
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, look.charset());
        Narrator narrator = new Narrator(out, look, System::nanoTime);
        try (Scratch scratch = Scratch.create()) {
            if (watched.isBlank()) {
                Story.tell(narrator, scratch.path());
            } else {
                watch(narrator, Path.of(watched), scratch.path());
            }
            return 0;
        } catch (UnusableFileException e) {
            System.err.println("The quickstart cannot watch this: " + e.getMessage());
            return MISUSED;
        } catch (EdictException e) {
            System.err.println("The quickstart failed: " + e.getMessage());
            return FAILED;
        }
    }

    private static void watch(Narrator narrator, Path path, Path directory) throws IOException, InterruptedException {
        try (WatchedFile file = WatchedFile.open(path, WatchedFile.Pace.USUAL)) {
            WatchSession.run(narrator, file, directory);
        }
    }
}
