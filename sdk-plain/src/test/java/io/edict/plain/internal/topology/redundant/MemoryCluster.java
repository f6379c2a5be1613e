package io.edict.plain.internal.topology.redundant;

import io.edict.DocumentId;
import io.edict.VersionInfo;
import io.edict.error.StoreUnreachableException;
import io.edict.plain.internal.topology.register.Edition;
import io.edict.plain.internal.topology.register.Member;
import io.edict.plain.internal.topology.register.Register;
import io.edict.plain.internal.topology.register.Request;
import io.edict.plain.internal.topology.register.Right;
import io.edict.plain.internal.topology.register.Survey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Registers in memory, with the faults of a network before them. What is asked is carried out on the timer, after a while. */
final class MemoryCluster implements RegisterCluster {
    private final String name;
    private final ScheduledExecutorService timer;
    private final Random random;
    private final Map<DocumentId, Register> registers = new HashMap<>();
    private final List<Parcel> parcels = new ArrayList<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final List<Runnable> held = new ArrayList<>();
    private Place place = new Place(null, null, 1);

    /** What was asked, for those who count. */
    final List<Request> asked = new CopyOnWriteArrayList<>();

    volatile boolean down;
    volatile boolean hangs;
    /** How many of a hundred requests or answers are lost. */
    volatile int losses;

    private final AtomicLong connection = new AtomicLong();

    MemoryCluster(String name, ScheduledExecutorService timer) {
        this.name = name;
        this.timer = timer;
        this.random = new Random(name.hashCode());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String servers() {
        return "memory-" + name;
    }

    @Override
    public boolean isConnected() {
        return !down;
    }

    @Override
    public long connection() {
        return connection.get();
    }

    @Override
    public void whenConnected(Runnable listener) {
        listeners.add(listener);
    }

    void down(boolean now) {
        down = now;
        connection.incrementAndGet();
        if (!now) {
            listeners.forEach(timer::execute);
        }
    }

    void hang(boolean now) {
        List<Runnable> released;
        synchronized (held) {
            hangs = now;
            released = now ? List.of() : List.copyOf(held);
            held.removeAll(released);
        }
        released.forEach(timer::execute);
    }

    private <T> CompletableFuture<T> soon(Supplier<T> step) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        Runnable task = () -> carryOut(step, answer);
        var unused = timer.schedule(
                () -> {
                    synchronized (held) {
                        if (hangs) {
                            held.add(task);
                            return;
                        }
                    }
                    task.run();
                },
                random(400),
                TimeUnit.MICROSECONDS);
        return answer;
    }

    private synchronized int random(int bound) {
        return random.nextInt(bound);
    }

    private <T> void carryOut(Supplier<T> step, CompletableFuture<T> answer) {
        if (down || random(100) < losses) {
            answer.completeExceptionally(lost());
            return;
        }
        T result = step.get();
        if (random(100) < losses) {
            answer.completeExceptionally(lost());
        } else {
            answer.complete(result);
        }
    }

    private StoreUnreachableException lost() {
        return new StoreUnreachableException("lost at " + name, null, null);
    }

    @Override
    public CompletableFuture<Reply> ask(Member to, long on, DocumentId id, Request request, Contents contents) {
        asked.add(request);
        CompletableFuture<?> content = CompletableFuture.completedFuture(null);
        if (request instanceof Request.Accept accept && accept.edition() != null) {
            content = contents.get(accept.edition(), true).thenAccept(this::keep);
        }
        return content.thenCompose(done -> soon(() -> step(id, request, on)));
    }

    private synchronized void keep(Parcel parcel) {
        parcels.add(parcel);
    }

    private synchronized Reply step(DocumentId id, Request request, long on) {
        if (request instanceof Request.Accept && on != connection.get()) {
            throw lost();
        }
        Register before = registers.getOrDefault(id, Register.EMPTY);
        Place.Roll roll = place.roll();
        Register.Step step =
                before.on(request, roll == null ? 0 : roll.membership().epoch(), Right.PUBLISH);
        registers.put(id, step.after());
        Edition edition = before.edition();
        return new Reply(step.answer(), edition == null ? null : kept(edition).orElse(null));
    }

    private synchronized Optional<Parcel> kept(Edition edition) {
        return parcels.stream().filter(parcel -> parcel.holds(edition)).findFirst();
    }

    synchronized VersionInfo info(DocumentId id, long number) {
        return parcels.stream()
                .map(Parcel::info)
                .filter(info -> info.id().equals(id) && info.version().number() == number)
                .findFirst()
                .orElseThrow();
    }

    synchronized Register register(DocumentId id) {
        return registers.getOrDefault(id, Register.EMPTY);
    }

    @Override
    public CompletableFuture<Survey.View> view(DocumentId id) {
        return soon(() -> new Survey.View(register(id), null));
    }

    @Override
    public CompletableFuture<Optional<Parcel>> find(DocumentId id, Edition edition) {
        return soon(() -> kept(edition));
    }

    @Override
    public CompletableFuture<Boolean> replace(DocumentId id, Edition wrong, Parcel truth) {
        return CompletableFuture.completedFuture(false);
    }

    @Override
    public CompletableFuture<Boolean> adopt(Parcel parcel) {
        return CompletableFuture.completedFuture(false);
    }

    @Override
    public CompletableFuture<Place> place() {
        return soon(() -> place);
    }

    @Override
    public CompletableFuture<Boolean> enrol(Place expected, Place.Roll roll, String storeId) {
        return soon(() -> {
            synchronized (this) {
                boolean right = place.equals(expected);
                place = right ? new Place(roll, storeId, 1) : place;
                return right;
            }
        });
    }

    @Override
    public CompletableFuture<Set<DocumentId>> documents(String namespace) {
        return documents().thenApply(all -> {
            all.removeIf(id -> !id.namespace().equals(namespace));
            return all;
        });
    }

    @Override
    public CompletableFuture<Set<DocumentId>> documents() {
        return soon(() -> {
            synchronized (this) {
                return new HashSet<>(registers.keySet());
            }
        });
    }
}
