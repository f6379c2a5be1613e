package io.edict.drill.fleet;

import java.time.Duration;
import java.util.List;

/** What is done to the processes of publishers and followers. */
final class AppTroubles {
    private final List<App> followers;
    private final List<App> publishers;
    private final Dice dice;

    AppTroubles(List<App> followers, List<App> publishers, Dice dice) {
        this.followers = followers;
        this.publishers = publishers;
        this.dice = dice;
    }

    Trouble hangFollowers() {
        return hang(dice.any(followers));
    }

    Trouble hangPublishers() {
        return hang(dice.any(publishers));
    }

    private Trouble hang(App app) {
        return new Trouble(app.name(), app::pause, dice.between(1000, 8000), app::resume);
    }

    Trouble killFollowers() {
        return kill(dice.any(followers));
    }

    Trouble killPublishers() {
        return kill(dice.any(publishers));
    }

    private Trouble kill(App app) {
        return new Trouble(app.name(), app::kill, dice.between(200, 2000), app::start);
    }

    Trouble fillDisk() {
        App app = dice.any(followers);
        SmallDisk disk = new SmallDisk(app.copies());
        return new Trouble(app.name(), disk::fill, dice.between(3000, 6000), disk::empty);
    }

    Trouble jumpClock() {
        App app = dice.coin() ? dice.any(followers) : dice.any(publishers);
        Duration far = dice.coin() ? Duration.ofDays(dice.number(400)) : Duration.ofSeconds(1 + dice.number(100_000));
        long millis = dice.coin() ? far.toMillis() : -far.toMillis();
        return new Trouble(
                app.name() + " by " + Duration.ofMillis(millis),
                () -> app.tell("clock " + millis),
                dice.between(2000, 5000),
                () -> app.tell("clock 0"));
    }
}
