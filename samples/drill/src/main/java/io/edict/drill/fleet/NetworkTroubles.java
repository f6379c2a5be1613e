package io.edict.drill.fleet;

import io.edict.plain.testing.TcpProxy;
import io.edict.plain.testing.TcpProxy.Direction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** What is done to the network between applications and servers. */
final class NetworkTroubles {
    private final List<App> apps;
    private final Sessions sessions;
    private final Dice dice;

    NetworkTroubles(List<App> apps, Sessions sessions, Dice dice) {
        this.apps = apps;
        this.sessions = sessions;
        this.dice = dice;
    }

    Trouble cut() {
        return some(dice.between(500, 6000), TcpProxy::cut, TcpProxy::restore, "");
    }

    Trouble cutOneWay() {
        Direction direction = dice.any(List.of(Direction.values()));
        return some(dice.between(1000, 6000), proxy -> proxy.dropDirection(direction), TcpProxy::thaw, " " + direction);
    }

    Trouble delay() {
        Duration delay = dice.between(20, 300);
        return some(
                dice.between(2000, 5000),
                proxy -> proxy.delay(delay),
                proxy -> proxy.delay(Duration.ZERO),
                " by " + delay.toMillis() + " ms each way");
    }

    /** Everything of some applications is held for longer than servers wait, who then give their connections up. */
    Trouble halfOpen() {
        List<App> some = dice.some(apps);
        List<TcpProxy> proxies =
                some.stream().flatMap(app -> app.links().all().stream()).toList();
        return new Trouble(
                names(some),
                () -> proxies.forEach(TcpProxy::freeze),
                dice.between(5500, 8000),
                () -> proxies.forEach(TcpProxy::thaw));
    }

    Trouble expireSessions() {
        int many = 3 + dice.number(20);
        return Trouble.done("up to " + many + " sessions", () -> sessions.end(many));
    }

    private Trouble some(Duration lasts, Consumer<TcpProxy> begin, Consumer<TcpProxy> end, String how) {
        List<App> some = dice.some(apps);
        List<TcpProxy> proxies = new ArrayList<>();
        boolean everyServer = dice.coin();
        for (App app : some) {
            proxies.addAll(
                    everyServer ? app.links().all() : dice.some(app.links().all()));
        }
        return new Trouble(
                names(some) + (everyServer ? " from every server" : " from some servers") + how,
                () -> proxies.forEach(begin),
                lasts,
                () -> proxies.forEach(end));
    }

    private static String names(List<App> apps) {
        return apps.stream().map(App::name).sorted().collect(Collectors.joining(", "));
    }
}
