package io.edict.benchmarks;

import io.edict.ConfigClient;
import io.edict.Format;
import io.edict.Publication;
import io.edict.plain.Cluster;
import io.edict.plain.Edict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Many bare clients at a site, a publisher, and somebody who writes all the time. For one thread. */
final class Crowd implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;
    private static final int QUIET_MILLIS = 2_000;
    private static final int SETTLING_MILLIS = 500;

    private final Site site;
    private final String round;
    private final int clients;
    private final Arrivals arrivals;
    private final ConfigClient publisher;
    private final Scribe scribe;
    private final List<AutoCloseable> followers = new ArrayList<>();
    private Cpu quiet = Cpu.NONE;

    private Crowd(Site site, String round, int clients) throws IOException {
        this.site = site;
        this.round = round;
        this.clients = clients;
        this.arrivals = new Arrivals(clients);
        this.publisher =
                Edict.connect(Cluster.at(site.written().connectString())).start();
        this.scribe = Scribe.start(site.written().connectString(), "/writes/" + round);
    }

    /**
     * Connects all.
     *
     * @param round a name that nobody had before at these servers
     */
    static Crowd gather(Site site, String round, int clients) throws IOException, InterruptedException {
        Crowd crowd = new Crowd(site, round, clients);
        try {
            crowd.follow();
            return crowd;
        } catch (IOException | InterruptedException | RuntimeException e) {
            crowd.close();
            throw e;
        }
    }

    private void follow() throws IOException, InterruptedException {
        for (FleetContent content : FleetContent.values()) {
            publish(content);
        }
        Random random = new Random(7);
        List<RawFollower.Followed> documents = Arrays.stream(FleetContent.values())
                .map(content -> new RawFollower.Followed(content.id(round), content.carried, content.reads(random)))
                .toList();
        AtomicInteger number = new AtomicInteger();
        Push.open(
                clients, followers, () -> new RawFollower(site.server(number.getAndIncrement()), documents, arrivals));
        TimeUnit.MILLISECONDS.sleep(SETTLING_MILLIS);
    }

    /** Lets two seconds pass in which nothing changes, for comparison. */
    void rest(FleetTally tally) throws IOException, InterruptedException {
        scribe.take();
        Cpu before = site.cpu();
        long begun = System.nanoTime();
        TimeUnit.MILLISECONDS.sleep(QUIET_MILLIS);
        quiet = site.cpu().minus(before).times(1.0 / (System.nanoTime() - begun));
        tally.used(1, quiet.times(1e9), 0);
        tally.quiet(scribe.take());
    }

    /** Changes a document so many times, and once before that does not count. */
    void measure(FleetContent content, int changes, FleetTally tally) throws IOException, InterruptedException {
        push(content);
        long sent = site.bytesSent();
        Cpu before = site.cpu();
        long begun = System.nanoTime();
        for (int i = 0; i < changes; i++) {
            scribe.take();
            Arrivals.Span span = push(content);
            tally.change(span, scribe.take());
        }
        Cpu more = site.cpu().minus(before).minus(quiet.times((double) (System.nanoTime() - begun)));
        tally.used(changes, more, (double) (site.bytesSent() - sent) / clients);
    }

    private Arrivals.Span push(FleetContent content) throws InterruptedException {
        arrivals.begin();
        return arrivals.await(publish(content), PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private long publish(FleetContent content) {
        return publisher
                .publisher()
                .publish(Publication.of(content.id(round), Format.PROPERTIES, Push.text(content.bytes)))
                .published()
                .version()
                .number();
    }

    @Override
    public void close() throws IOException {
        try {
            Push.close(followers);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        scribe.close();
        publisher.close();
    }
}
