package io.edict.drill.app;

import io.edict.ConfigChange;
import io.edict.ConfigClient;
import io.edict.FollowedDocument;
import io.edict.LayeredSnapshot;
import io.edict.LayeredView;
import io.edict.OnDemand;
import io.edict.Pin;
import io.edict.Snapshot;
import io.edict.drill.journal.Part;
import io.edict.error.EdictException;
import io.edict.plain.ClientBuilder;
import io.edict.plain.Cluster;
import io.edict.plain.Edict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** One application: a client, its listeners, and a reader that looks at everything every now and then. */
final class Follower {
    private static final int LIVES_OF_A_PROCESS = 1000;
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private final Role role;
    private final int index;
    private final Settings settings;
    private final Witness witness;
    private final AtomicInteger life;
    private final AtomicReference<@Nullable ConfigClient> client = new AtomicReference<>();
    private int turn;

    /**
     * What a follower is given.
     *
     * @param cluster where documents are
     * @param copies the directory of local copies
     * @param generation which of its processes this is
     */
    record Settings(Cluster cluster, Path copies, int generation) {}

    Follower(Role role, int index, Settings settings, Witness witness) {
        this.role = role;
        this.index = index;
        this.settings = settings;
        this.witness = witness;
        this.life = new AtomicInteger(settings.generation() * LIVES_OF_A_PROCESS);
    }

    /** Tries until the client has started; each attempt is a life. */
    void startUntilStarted() {
        while (client.get() == null) {
            int number = life.incrementAndGet();
            witness.starts(number, role.copies(), role.documents(index));
            try {
                client.set(start(number));
            } catch (EdictException e) {
                witness.didNotStart(number, e.getClass().getSimpleName() + ": " + e.getMessage());
                LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
            }
        }
    }

    private ConfigClient start(int number) {
        ClientBuilder builder = Edict.connect(settings.cluster())
                .sessionTimeout(FollowerMain.SESSION)
                .startTimeout(PATIENCE)
                .requestTimeout(PATIENCE)
                .transactionWait(Duration.ofSeconds(60))
                .checkEvery(Duration.ofSeconds(20))
                .onDemand(OnDemand.defaults().withMaxDocuments(6).withIdle(Duration.ofSeconds(5)))
                .onEvent(event -> witness.event(number, event));
        if (role.copies()) {
            builder.localCopies(settings.copies());
        }
        switch (role) {
            case NAMESPACE -> builder.followNamespace("shop");
            case LAYERED -> builder.layered(Role.LAYERS).follow(Corpus.TOGETHER.toArray(String[]::new));
            default -> builder.follow(role.documents(index).toArray(String[]::new));
        }
        ConfigClient started = builder.start();
        witness.started(number);
        listen(started, number);
        return started;
    }

    private void listen(ConfigClient to, int number) {
        if (role == Role.NAMESPACE) {
            to.followNamespace("shop").snapshots().values().forEach(first -> sawFirst(number, first));
            to.followNamespace("shop").subscribe(change -> hear(number, "listen-namespace", to, change));
            return;
        }
        for (String document : role.documents(index)) {
            FollowedDocument followed = to.follow(document);
            sawFirst(number, followed.snapshot());
            followed.subscribe(change -> hear(number, "listen", to, change));
        }
        if (role == Role.LAYERED) {
            LayeredView view = to.layered(Role.LAYERS);
            witness.saw(number, "start-layers", parts(view.snapshot()));
            view.subscribe(change -> witness.saw(number, "listen-layers", parts(change.after())));
        }
    }

    private void sawFirst(int number, Snapshot first) {
        String via = "start-" + first.source().kind().name().toLowerCase(java.util.Locale.ROOT);
        witness.saw(number, via, List.of(Content.part(first)));
    }

    private void hear(int number, String via, ConfigClient to, ConfigChange change) {
        Snapshot readable = to.snapshot(change.id().toString());
        witness.heard(number, via, Content.part(change.after()), readable.version());
    }

    /** What each layer's document is, with content as the merged view shows it. */
    private static List<Part> parts(LayeredSnapshot merged) {
        return merged.documents().stream()
                .map(document -> Content.part(document.info(), merged))
                .toList();
    }

    /** Looks at everything once. */
    void poll() {
        ConfigClient current = client.get();
        if (current != null) {
            look(current);
        }
    }

    private void look(ConfigClient at) {
        int number = life.get();
        for (String document : role.documents(index)) {
            at.follow(document)
                    .find()
                    .ifPresent(snapshot -> witness.read(number, "poll", List.of(Content.part(snapshot))));
        }
        if (role == Role.LAYERED) {
            at.layered(Role.LAYERS).find().ifPresent(view -> witness.read(number, "poll-layers", parts(view)));
            witness.read(number, "pin", pinned(at));
        }
        if (role == Role.ON_DEMAND) {
            readOnDemand(at, number, Corpus.TENANTS.get(turn++ / 10 % Corpus.TENANTS.size()), Sighting.ON_DEMAND);
        }
    }

    private static List<Part> pinned(ConfigClient at) {
        Pin pin = at.pin();
        List<Part> parts = new ArrayList<>();
        Corpus.TOGETHER.forEach(document -> parts.add(Content.part(pin.snapshot(at.follow(document)))));
        return parts;
    }

    private void readOnDemand(ConfigClient at, int number, String document, String via) {
        try {
            witness.read(number, via, List.of(Content.part(at.get(document))));
        } catch (EdictException e) {
            // The store is out of reach and the document not kept: that is said, and no violation.
        }
    }

    /** Writes down what is held when all is over. */
    void writeFinal() {
        ConfigClient current = client.get();
        if (current == null) {
            return;
        }
        int number = life.get();
        for (String document : role.documents(index)) {
            current.follow(document)
                    .find()
                    .ifPresent(snapshot -> witness.saw(number, Sighting.FINAL, List.of(Content.part(snapshot))));
        }
        if (role == Role.ON_DEMAND) {
            Corpus.TENANTS.forEach(document -> readOnDemand(current, number, document, Sighting.FINAL));
        }
    }

    /** The ways of seeing that the judge treats on their own. */
    private static final class Sighting {
        private static final String ON_DEMAND = "get";
        private static final String FINAL = "final";
    }
}
