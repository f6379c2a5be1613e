package io.edict.drill.fleet;

import io.edict.drill.app.FollowerMain;
import io.edict.drill.app.PublisherMain;
import io.edict.plain.testing.ApplicationProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A process of publishers or followers that can be killed and started again, with its ways to the servers. Thread-safe. */
public final class App implements AutoCloseable {
    private final String name;
    private final Plan plan;
    private final Links links;
    private int generation;
    private @Nullable ApplicationProcess process;

    /**
     * How a process is started.
     *
     * @param directory where journals are
     * @param agent the jar of the agent that makes clocks jump
     * @param copies where local copies are, or null for publishers
     * @param size how many followers, or publishing threads
     * @param number a number that goes into what publishers do by chance, or the time between their publishes
     */
    record Plan(Path directory, Path agent, @Nullable Path copies, int size, Pace number) {}

    /** What publishers do by chance, how often, and whether versions come along with their announcements. */
    record Pace(long seed, long periodMillis, boolean bells) {}

    App(String name, Plan plan, Links links) {
        this.name = name;
        this.plan = plan;
        this.links = links;
    }

    /** The process's name, which its journals begin with. */
    public String name() {
        return name;
    }

    boolean follows() {
        return plan.copies() != null;
    }

    /** Where local copies are. */
    Path copies() {
        Path copies = plan.copies();
        if (copies == null) {
            throw new IllegalStateException(name + " has no local copies");
        }
        return copies;
    }

    Links links() {
        return links;
    }

    /** Starts the next process of that name. */
    synchronized void start() {
        generation++;
        List<String> options = List.of("-Xmx112m", "-XX:MaxMetaspaceSize=96m", "-javaagent:" + plan.agent());
        List<String> arguments = new ArrayList<>(List.of(plan.directory().toString()));
        if (follows()) {
            arguments.addAll(List.of(
                    name,
                    Integer.toString(generation),
                    links.connectString(),
                    Integer.toString(plan.size()),
                    copies().toString(),
                    Boolean.toString(plan.number().bells())));
            process = ApplicationProcess.start(options, FollowerMain.class, arguments.toArray(String[]::new));
        } else {
            arguments.addAll(List.of(
                    name + "-" + generation,
                    Long.toString(plan.number().seed() + generation),
                    links.connectString(),
                    Integer.toString(plan.size()),
                    Long.toString(plan.number().periodMillis()),
                    Boolean.toString(plan.number().bells())));
            process = ApplicationProcess.start(options, PublisherMain.class, arguments.toArray(String[]::new));
        }
    }

    synchronized void tell(String line) {
        running().tell(line);
    }

    synchronized void pause() {
        running().pause();
    }

    synchronized void resume() {
        running().resume();
    }

    synchronized void kill() {
        running().close();
    }

    /** The last lines that it printed. */
    synchronized String output() {
        List<String> lines = running().lines();
        return name + ":\n" + String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
    }

    synchronized boolean isAlive() {
        return running().isAlive();
    }

    private ApplicationProcess running() {
        if (process == null) {
            throw new IllegalStateException(name + " is not started");
        }
        return process;
    }

    @Override
    public synchronized void close() {
        if (process != null) {
            process.close();
        }
        links.close();
    }
}
